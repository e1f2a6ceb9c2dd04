import { readFile } from 'node:fs/promises';
import type { Cell, ExplainedModel } from '../../../core/monitoring/explainability/explained-model';
import { modeBaseline } from '../../../core/monitoring/explainability/mode-baseline';
import { type ExplainedBaseline, MODEL_FILES } from '../../../core/monitoring/table-endpoint/table-baseline';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import type { TableWindow } from '../../../core/monitoring/table-endpoint/table-window';
import { explainRows } from '../../../core/monitoring/tables/explain-rows';
import { explainable } from '../../../core/monitoring/tables/explainable';
import { ModelInvalid } from '../../../core/table-model/model-invalid';
import { openTableModel } from '../../../core/table-model/open-table-model';
import { UsageError } from '../../usage-error';
import type { MonitoredTarget } from '../monitored-target';
import { type ModelFiles, readModelFiles } from '../tables/open-model';
import { parseJson } from '../tables/parse-json';
import { readShapBaseline } from '../tables/shap-baseline';
import type { TableCommandOptions } from '../tables/table-options';
import { endpointModel } from './endpoint-model';
import type { TableBaselineRequest } from './make-table-baseline';
import { packagedModel } from './packaged-model';

/** What matters to the model in the baseline's rows, and the files that it was asked by. */
export type Explanation = ExplainedBaseline & { readonly files: ReadonlyMap<string, string> };

/**
 * Explains a sample of the window's rows: by the model in this process where its files can be read, else by the endpoint where it may be asked.
 * @returns a reason where neither will do
 * @throws UsageError for a model or a baseline row that was named and does not fit
 */
export async function explainBaseline(
  window: TableWindow,
  target: MonitoredTarget,
  request: TableBaselineRequest,
): Promise<Explanation | { readonly reason: string }> {
  const { options, report } = request;
  const { subject } = window;
  const found = await modelOf(subject, target, request);
  if ('reason' in found) return found;
  const { sample, faults } = await explainable(window.explained.rows(), found.ask);
  if (sample.length === 0) return { reason: `The model takes none of the rows. ${faults[0]?.reason ?? ''}`.trim() };
  const text = found.takesTexts ? undefined : sample.flatMap(({ row }) => row).find((cell) => typeof cell === 'string');
  if (text !== undefined)
    return { reason: `The requests hold texts such as '${text}', and the model has no preprocessing that takes them.` };
  const shap = await shapOf(options, subject, () => modeBaseline(sample.map(({ row }) => row)));
  const { samples } = options;
  const explained = await explainRows(found.ask, sample, {
    names: subject.features,
    baseline: shap,
    samples,
    seed: subject.seed,
    onRow: (done, total) => {
      request.signal.throwIfAborted();
      report(`${done} of ${total} rows explained`);
    },
  });
  return { ...explained, shap, samples, ...found };
}

interface FoundModel {
  readonly ask: ExplainedModel;
  readonly takesTexts: boolean;
  readonly files: ReadonlyMap<string, string>;
  readonly model?: ExplainedBaseline['model'];
}

/** The model in this process where its files can be read, else the endpoint where it may be asked. */
async function modelOf(
  subject: TableSubject,
  target: MonitoredTarget,
  { options, explain, signal }: TableBaselineRequest,
): Promise<FoundModel | { readonly reason: string }> {
  try {
    const read =
      options.model === undefined
        ? await packagedModel(target, subject.modelPackage)
        : await readModelFiles(options.model);
    return inProcess(read, subject.features);
  } catch (error) {
    const isUnreadable = error instanceof ModelInvalid || error instanceof UsageError;
    if (!isUnreadable || options.model !== undefined) throw error;
    if (explain) return { ask: endpointModel(target, subject, signal), takesTexts: true, files: new Map() };
    return { reason: `${(error as Error).message} --explain asks the endpoint instead.` };
  }
}

/** @throws ModelInvalid where the model takes other columns than the requests have */
function inProcess({ model, preprocessing }: ModelFiles, features: readonly string[]): FoundModel {
  const opened = openTableModel(model, preprocessing);
  const { ask, takesTexts } = opened;
  if (opened.features !== features.length)
    throw new ModelInvalid(
      `${model.file} takes ${opened.features} columns; the requests have ${features.length}: ${features.join(', ')}. Leave out those that are none with --exclude.`,
    );
  const files = new Map([[MODEL_FILES.model as string, model.text]]);
  if (preprocessing === undefined) return { ask, takesTexts, files, model: { file: MODEL_FILES.model } };
  files.set(MODEL_FILES.preprocessing, preprocessing.text);
  return { ask, takesTexts, files, model: { file: MODEL_FILES.model, preprocessing: MODEL_FILES.preprocessing } };
}

/** The row that stands for "nothing special", in the order of the features. */
async function shapOf(
  { shapBaseline: file }: TableCommandOptions,
  { features }: TableSubject,
  mode: () => readonly Cell[],
): Promise<readonly Cell[]> {
  if (file === undefined) return mode();
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new UsageError(`--shap-baseline ${file} cannot be read: ${cause.message}`, { cause });
  });
  const given = readShapBaseline(parseJson(text, file), file, features, true);
  return features.map((name) => given[name]!);
}
