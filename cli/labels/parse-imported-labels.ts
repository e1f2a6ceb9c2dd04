import { readGroundTruth } from '../../core/capture/ground-truth-record';
import { csvRows } from '../../core/evaluation/test-data/csv-rows';
import { UsageError } from '../usage-error';
import { inferenceIdFault } from './inference-id';

/** A label from elsewhere. */
export interface ImportedLabel {
  readonly id: string;
  readonly classIndex: number;
}

/**
 * Reads labels: ground-truth records as JSON Lines (docs of Model Monitor), or a table `id,label` whose labels are names or indexes of classes.
 * @param name how errors call the file.
 * @throws UsageError naming the line.
 */
export function parseImportedLabels(text: string, name: string, classes: readonly string[]): ImportedLabel[] {
  const labels = text.trimStart().startsWith('{') ? parseRecords(text, name, classes) : parseTable(text, name, classes);
  const seen = new Map<string, ImportedLabel>();
  for (const label of labels) {
    const earlier = seen.get(label.id);
    if (earlier !== undefined && earlier.classIndex !== label.classIndex) {
      throw new UsageError(`${name} labels ${label.id} twice, and differently.`);
    }
    seen.set(label.id, label);
  }
  return [...seen.values()];
}

function parseRecords(text: string, name: string, classes: readonly string[]): ImportedLabel[] {
  return [...readGroundTruth(text, name)].map((entry) => {
    const at = `${name} line ${entry.line}`;
    if ('fault' in entry) throw new UsageError(`${at} ${entry.fault}.`);
    const { groundTruthData, eventMetadata } = entry.record;
    return { id: checkedId(eventMetadata.eventId, at), classIndex: indexOf(groundTruthData.data.trim(), classes, at) };
  });
}

function parseTable(text: string, name: string, classes: readonly string[]): ImportedLabel[] {
  const [header, ...rows] = rowsOf(text, name);
  const columns = header?.fields.map((column) => column.trim()) ?? [];
  const [id, label] = [columns.indexOf('id'), columns.indexOf('label')];
  if (id < 0 || label < 0) throw new UsageError(`${name} must be JSON Lines, or begin with the header id,label.`);
  return rows.map(({ line, fields }) => {
    const at = `${name} line ${line}`;
    if (fields.length !== columns.length) throw new UsageError(`${at} needs ${columns.length} cells.`);
    const [given = '', said = ''] = [fields[id]?.trim(), fields[label]?.trim()];
    return { id: checkedId(given, at), classIndex: indexOf(said, classes, at) };
  });
}

function rowsOf(text: string, name: string) {
  try {
    return [...csvRows(text, name)];
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

function checkedId(id: string, at: string): string {
  const fault = inferenceIdFault(id);
  if (fault !== undefined) throw new UsageError(`${at}: ${fault}`);
  return id;
}

function indexOf(text: string, classes: readonly string[], at: string): number {
  const byName = classes.indexOf(text);
  if (byName >= 0) return byName;
  const index = /^\d{1,6}$/.test(text) ? Number(text) : -1;
  if (index >= 0 && index < classes.length) return index;
  throw new UsageError(
    `${at}: there is no class '${text}'; there are ${classes.join(', ')} (0 to ${classes.length - 1}).`,
  );
}
