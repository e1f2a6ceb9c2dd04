import { randomUUID } from 'node:crypto';
import type { BiasQuestion } from '../../../core/monitoring/bias/bias-question';
import type { Match } from '../../../core/monitoring/bias/match';
import type { ModelProblem } from '../../../core/monitoring/model-quality/problem';
import { type TableBaseline, tableBaseline } from '../../../core/monitoring/table-endpoint/table-baseline';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import { SeededRandom } from '../../../core/seeded-random';
import { ServedModel } from '../../endpoint/served-model';
import { UsageError } from '../../usage-error';
import type { MonitoredTarget } from '../monitored-target';
import { biasQuestions } from '../tables/bias-questions';
import { DEFAULT_SEED } from '../tables/default-seed';
import { tableFiles } from '../tables/table-files';
import type { TableCommandOptions } from '../tables/table-options';
import { writeBaseline } from '../write-baseline';
import { type AnswerRows, answeredWindow, placeOf } from './answered-window';
import { askRows } from './ask-rows';
import { explainBaseline } from './explain-baseline';
import { type LabelledTable, readLabelledTable } from './labelled-table';

/** More rows hardly sharpen a baseline, and each is a question to the endpoint. */
const MOST_ROWS = 20_000;
const DEFAULT_EXPLAINED_ROWS = 200;

export interface TableBaselineRequest {
  readonly options: TableCommandOptions;
  /** Whether the live endpoint may be asked what it looks at, where its model cannot be read. */
  readonly explain: boolean;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

export interface MadeTableBaseline {
  readonly baseline: TableBaseline;
  readonly bucket: string;
  readonly prefix: string;
  /** Why there is no baseline of explanations. */
  readonly unexplained?: string;
}

/**
 * Makes the baseline of a released model of tables from labelled rows: what the endpoint answers about them, or a column with its answers; writes the
 * files, a copy of the model among them, below `reports/baseline/{package}/`, and lets `current` point there.
 * @throws UsageError for data and options that do not fit; Error where no model is released; BaselineInvalid where no row has a label beside an answer
 */
export async function makeTableBaseline(
  target: MonitoredTarget,
  request: TableBaselineRequest,
): Promise<MadeTableBaseline> {
  const { options, signal, report } = request;
  if (target.environment.serving.mode === 'serverless')
    throw new UsageError(
      'A serverless endpoint captures nothing of the rows that it is asked about: there would be no window to compare with a baseline. Serve with instances (serving.mode "realtime").',
    );
  const served = await ServedModel.of(target);
  const table = await chosenRows(options);
  const subject = subjectOf(served, table, options);
  const window = await answeredWindow(subject, table, answerer(target, served, table, request), report);
  const explained = await explainBaseline(window, target, request);
  const found = 'reason' in explained ? undefined : explained;
  const baseline = tableBaseline(window, found);
  signal.throwIfAborted();
  const written = await writeBaseline(target, { content: 'table', baseline }, found?.files);
  return { baseline, ...written, ...('reason' in explained ? { unexplained: explained.reason } : {}) };
}

async function chosenRows({ data = [], columns, seed = DEFAULT_SEED }: TableCommandOptions): Promise<LabelledTable> {
  const table = await readLabelledTable(await tableFiles(data), columns);
  if (table.rows.length === 0) throw new UsageError('The data has no row: a baseline needs labelled rows.');
  if (table.rows.length <= MOST_ROWS) return table;
  return { ...table, rows: new SeededRandom(seed, 'baseline').shuffled(table.rows).slice(0, MOST_ROWS) };
}

function subjectOf(served: ServedModel, table: LabelledTable, options: TableCommandOptions): TableSubject {
  const { label, predicted, probability, exclude = [], seed = DEFAULT_SEED } = options;
  if (label === undefined) throw new UsageError('Name the column of labels: --label COLUMN.');
  const others = [label, predicted, probability, ...exclude];
  for (const name of others) if (name !== undefined) placeOf(table, name);
  const { classes, modelPackage } = served.model;
  const kind = options.problem ?? (classes.length === 2 ? 'binary' : 'multiclass');
  const { threshold } = options;
  const problem: ModelProblem = { kind, ...(kind === 'regression' ? {} : { classes }), threshold };
  const features = table.columns.filter((name) => !others.includes(name));
  return {
    endpoint: served.endpointName,
    modelPackage,
    features,
    label,
    problem,
    questions: questionsOf(options, problem, features),
    explainedRows: options.rows ?? DEFAULT_EXPLAINED_ROWS,
    seed,
  };
}

/** Labels and answers are class indices; whoever names a class means its index. */
function questionsOf(
  options: TableCommandOptions,
  { kind, classes = [] }: ModelProblem,
  features: readonly string[],
): readonly BiasQuestion[] {
  if (options.facet === undefined) return [];
  return biasQuestions(options).map(({ positive, ...question }) => {
    for (const name of [question.facet, question.groupVariable])
      if (name !== undefined && !features.includes(name))
        throw new UsageError(`'${name}' is no column of the requests: ${features.join(', ')}.`);
    const isByName = kind !== 'regression' && 'values' in positive;
    const index = (value: number | string) => {
      const at = classes.indexOf(String(value));
      return at === -1 ? value : String(at);
    };
    const indexed: Match = isByName ? { values: positive.values.map(index) } : positive;
    return { ...question, positive: indexed };
  });
}

/** The endpoint's answers, or those that the data holds. */
function answerer(
  { clients }: MonitoredTarget,
  served: ServedModel,
  table: LabelledTable,
  { options: { predicted, probability }, signal }: TableBaselineRequest,
): AnswerRows {
  const column = predicted ?? probability;
  if (column === undefined)
    return (body) =>
      askRows(clients.runtime, {
        endpoint: served.endpointName,
        body,
        purpose: 'evaluation',
        inferenceId: randomUUID(),
        signal,
      });
  const place = placeOf(table, column);
  return async (_, rows) => ({ body: rows.map((row) => row[place]!).join('\n'), contentType: 'text/csv' });
}
