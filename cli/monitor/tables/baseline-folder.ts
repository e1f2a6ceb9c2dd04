import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { formatFile } from '../../../core/monitoring/formats/parse-file';
import { UsageError } from '../../usage-error';
import { parseJson } from './parse-json';
import { TABLE_KINDS, type TableKind } from './table-kind';
import type { MadeTableBaseline, TableBaseline } from './table-monitor';
import type { TableOptions } from './table-options';

/** Our own file beside those that the service's tools read: how the baseline was made, so that a check need not be told again. */
const SETTINGS_FILE = 'monitor.json';

const settingsSchema = z.object({
  version: z.literal(1),
  kind: z.enum(TABLE_KINDS),
  rows: z.number(),
  options: z.looseObject({}),
});

export interface StoredTableBaseline extends TableBaseline {
  readonly options: TableOptions;
}

export async function writeBaselineFolder(
  folder: string,
  kind: TableKind,
  { rows, files }: MadeTableBaseline,
  options: TableOptions,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), formatFile(content));
  const settings = { version: 1, kind, rows, options };
  await writeFile(join(folder, SETTINGS_FILE), formatFile(settings));
}

/**
 * A folder with a baseline of ours, or of Model Monitor or Clarify, which has no settings.
 * @throws UsageError for a baseline of another kind
 */
export async function openBaselineFolder(folder: string, kind: TableKind): Promise<StoredTableBaseline> {
  const read = async (name: string) => {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8').catch((cause: Error) => {
      throw new UsageError(`The baseline has no ${name}: ${cause.message}`, { cause });
    });
    return { text, file };
  };
  const find = (name: string) =>
    read(name).catch((error: UsageError) => {
      if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
      throw error;
    });
  const file = join(folder, SETTINGS_FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { rows: 0, options: {}, read, find };
  const settings = settingsSchema.safeParse(parseJson(text, file));
  if (!settings.success)
    throw new UsageError(`${file} is not as expected: ${z.prettifyError(settings.error).replaceAll('\n', ' ')}`);
  if (settings.data.kind !== kind)
    throw new UsageError(`'${folder}' is a baseline of ${settings.data.kind}, not of ${kind}.`);
  return { rows: settings.data.rows, options: settings.data.options as TableOptions, read, find };
}
