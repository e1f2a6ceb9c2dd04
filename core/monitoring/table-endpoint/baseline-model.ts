import { openTableModel } from '../../table-model/open-table-model';
import type { ExplainedModel } from '../explainability/explained-model';
import { BaselineInvalid } from '../monitoring-error';
import type { TableBaseline } from './table-baseline';

/**
 * The model that a baseline carries, in this process.
 * @param read gives the files beside the baseline
 * @returns undefined where it carries none
 * @throws ModelInvalid; BaselineInvalid where a file is missing
 */
export async function baselineModel(
  { explainability }: TableBaseline,
  read: (place: string) => Promise<string | undefined>,
): Promise<ExplainedModel | undefined> {
  const files = explainability?.model;
  if (files === undefined) return undefined;
  const named = async (file: string) => {
    const text = await read(file);
    if (text === undefined) throw new BaselineInvalid(`The baseline names ${file}, which is not there.`);
    return { text, file };
  };
  const { file, preprocessing } = files;
  return openTableModel(await named(file), preprocessing === undefined ? undefined : await named(preprocessing)).ask;
}
