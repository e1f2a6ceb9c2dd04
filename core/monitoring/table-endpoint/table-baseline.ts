import { type BiasFile, biasFile } from '../bias/bias-file';
import type { BiasState, StoredBiasState } from '../bias/bias-state';
import { suggestConstraints } from '../data-quality/suggest-constraints';
import { tableStatistics } from '../data-quality/table-statistics';
import { type AttributionRows, roundedRows } from '../explainability/attribution-rows';
import { type ExplanationFile, explanationFile } from '../explainability/explanation-file';
import type { Constraints } from '../formats/constraints';
import type { ModelQualityConstraints } from '../formats/model-quality-constraints';
import type { Statistics } from '../formats/statistics';
import { CONSTRAINT_BLOCKS } from '../model-quality/metric-directions';
import { type ModelQualityStatistics, modelQualityStatistics } from '../model-quality/model-quality-statistics';
import type { ModelProblem } from '../model-quality/problem';
import { suggestModelQualityConstraints } from '../model-quality/suggest-model-quality-constraints';
import { BaselineInvalid } from '../monitoring-error';
import type { ExplainedRowsResult } from '../tables/explain-rows';
import { type StoredCell, storedCell } from './stored-table-window';
import type { TableSubject } from './table-subject';
import type { TableWindow } from './table-window';

/** What an endpoint's requests and answers were like when its model was released: what every later window is compared with. */
export interface TableBaseline {
  readonly subject: TableSubject;
  readonly rows: number;
  /** Of the columns of requests. */
  readonly statistics: Statistics;
  readonly constraints: Constraints;
  readonly quality: { readonly statistics: ModelQualityStatistics; readonly constraints: ModelQualityConstraints };
  /** Absent where there is no facet. */
  readonly bias?: { readonly analysis: BiasFile; readonly states: readonly StoredBiasState[] };
  readonly explainability?: TableExplanation;
}

/** What explanations are compared with, and how they are made. */
export interface TableExplanation {
  readonly analysis: ExplanationFile;
  readonly rows: number;
  /** Row by row, for a test of chance; absent in baselines of earlier versions. */
  readonly attributions?: AttributionRows['rows'];
  /** The row that stands for "nothing special", in the order of the subject's features. */
  readonly shap: readonly StoredCell[];
  /** Coalitions a row. @default as Kernel SHAP has it */
  readonly samples?: number;
  /** Which files of the baseline's folder hold the model; absent where only the endpoint can be asked. */
  readonly model?: { readonly file: string; readonly preprocessing?: string };
}

/** Where a baseline keeps its model. */
export const MODEL_FILES = {
  model: 'explainability/model.json',
  preprocessing: 'explainability/preprocessing.json',
} as const;

/** An explained window, and what it was explained with. */
export interface ExplainedBaseline extends ExplainedRowsResult {
  readonly shap: TableExplanation['shap'];
  readonly samples?: number;
  readonly model?: TableExplanation['model'];
}

/**
 * @param window of labelled rows that the model has answered
 * @param explained of the window's rows; absent where no model can be asked
 * @throws BaselineInvalid where there is no row, or none has a label beside an answer
 */
export function tableBaseline(window: TableWindow, explained?: ExplainedBaseline): TableBaseline {
  window.settle();
  const { analysis, quality, subject, bias } = window;
  if (analysis.rows === 0) throw new BaselineInvalid(`The baseline has no row that can be read.${firstFault(window)}`);
  const statistics = modelQualityStatistics(quality);
  if (statistics === undefined)
    throw new BaselineInvalid(
      `None of the ${analysis.rows} rows of the baseline has a label beside an answer.${firstFault(window)}`,
    );
  const columns = tableStatistics(analysis);
  return {
    subject,
    rows: analysis.rows,
    statistics: columns,
    constraints: suggestConstraints(columns),
    quality: { statistics, constraints: testedConstraints(statistics, subject.problem) },
    ...(bias.length === 0 ? {} : { bias: { analysis: biasFile(bias), states: bias.map(countsOf) } }),
    ...(explained === undefined ? {} : { explainability: explanationOf(explained) }),
  };
}

function firstFault({ quality }: TableWindow): string {
  const [fault] = quality.reading.faults.list();
  return fault === undefined ? '' : ` ${fault.file} line ${fault.line}: ${fault.reason}`;
}

/** Each says another thing, and whether it is worse by chance can be told: those with a test, and all of a regression. */
const TESTED = ['accuracy', 'recall', 'precision', 'true_negative_rate'];

function testedConstraints(statistics: ModelQualityStatistics, { kind }: ModelProblem): ModelQualityConstraints {
  const suggested = suggestModelQualityConstraints(statistics);
  if (kind === 'regression') return suggested;
  const block = CONSTRAINT_BLOCKS[kind];
  const all = Object.entries(suggested[block] as Readonly<Record<string, unknown>>);
  return { version: suggested.version, [block]: Object.fromEntries(all.filter(([name]) => TESTED.includes(name))) };
}

/** Counts without the rows of the flip test: p-values need no more. */
const countsOf = (state: BiasState): StoredBiasState => {
  const stored = state.stored();
  return { ...stored, sample: { ...stored.sample, partial: false, limit: null, rows: [] } };
};

const explanationOf = ({ state, expectedValue, shap, samples, model }: ExplainedBaseline): TableExplanation => ({
  analysis: explanationFile(
    state.global().map((attribution, label) => ({ attribution, expectedValue: expectedValue[label]! })),
  ),
  rows: state.rowCount,
  attributions: roundedRows(state.sampled()),
  shap: shap.map((cell) => (cell === null ? null : storedCell(cell))),
  ...(samples === undefined ? {} : { samples }),
  ...(model === undefined ? {} : { model }),
});
