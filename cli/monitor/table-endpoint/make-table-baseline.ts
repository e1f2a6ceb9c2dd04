import { randomUUID } from 'node:crypto';
import type { ModelProblem } from '../../../core/monitoring/model-quality/problem';
import { type TableBaseline, tableBaseline } from '../../../core/monitoring/table-endpoint/table-baseline';
import type { TableSubject } from '../../../core/monitoring/table-endpoint/table-subject';
import { SeededRandom } from '../../../core/seeded-random';
import { ServedModel } from '../../endpoint/served-model';
import { UsageError } from '../../usage-error';
import type { MonitoredTarget } from '../monitored-target';
import { DEFAULT_SEED } from '../tables/default-seed';
import { tableFiles } from '../tables/table-files';
import type { TableCommandOptions } from '../tables/table-options';
import { writeBaseline } from '../write-baseline';
import { type AnswerRows, answeredWindow, placeOf } from './answered-window';
import { askRows } from './ask-rows';
import { explainBaseline } from './explain-baseline';
import { type LabelledTable, readLabelledTable } from './labelled-table';
import { packagedRows } from './packaged-rows';
import { refusedRows } from './refused-rows';
import { inheritedWatch, questionsOf, watchOptions } from './table-questions';

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

/** There would be no window to compare with a baseline. */
export class NoBaselineOfServerless extends UsageError {
  constructor() {
    super(
      'A serverless endpoint captures nothing of the rows that it is asked about: there would be no window to compare with a baseline. Serve with instances (serving.mode "realtime").',
    );
  }
}

export interface MadeTableBaseline {
  readonly baseline: TableBaseline;
  readonly bucket: string;
  readonly prefix: string;
  /** Why there is no baseline of explanations. */
  readonly unexplained?: string;
}

/**
 * Makes the baseline of a released model of tables from labelled rows, those of `--data` or those that its package names: what the endpoint answers about
 * them, or a column with its answers; writes the files, a copy of the model among them, below `reports/baseline/{package}/`, and lets `current` point there.
 * @throws NoBaselineOfServerless; NoLabelledRows where no data is given and the package names none; UsageError for data and options that do not fit; Error where no model is released;
 * BaselineInvalid where no row has a label beside an answer
 */
export async function makeTableBaseline(
  target: MonitoredTarget,
  request: TableBaselineRequest,
): Promise<MadeTableBaseline> {
  const { signal, report } = request;
  if (target.environment.serving.mode === 'serverless') throw new NoBaselineOfServerless();
  const served = await ServedModel.of(target);
  const isPackaged = request.options.data === undefined;
  const table = isPackaged ? await packagedRows(target, served.model) : await givenRows(request.options);
  const options = {
    ...(isPackaged ? watchOptions(served.model, request.options) : request.options),
    ...(table.label !== undefined && { label: table.label }),
  };
  const rows = chosenRows(table, options);
  const told = subjectOf(served, rows, options);
  const isUntold = isPackaged && served.model.watch === undefined && options.facet === undefined;
  const before = isUntold ? await inheritedWatch(target, told) : undefined;
  const { questions, explainedRows, problem } = before ?? told;
  const subject = { ...told, questions, explainedRows, problem };
  const answers = answerer(target, served, rows, { ...request, options });
  const window = await answeredWindow(subject, rows, answers, report).catch((error: unknown) => {
    throw isPackaged ? error : refusedRows(error, subject.features.length, served.model);
  });
  const explained = await explainBaseline(window, target, { ...request, options });
  const found = 'reason' in explained ? undefined : explained;
  const baseline = tableBaseline(window, found);
  signal.throwIfAborted();
  const written = await writeBaseline(target, { content: 'table', baseline }, found?.files);
  return { baseline, ...written, ...('reason' in explained ? { unexplained: explained.reason } : {}) };
}

const givenRows = async ({ data = [], columns }: TableCommandOptions): Promise<LabelledTable> =>
  readLabelledTable(await tableFiles(data), columns);

function chosenRows(table: LabelledTable, { seed = DEFAULT_SEED }: TableCommandOptions): LabelledTable {
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
