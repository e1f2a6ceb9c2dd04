import { AttributionState } from '../explainability/attribution-state';
import type { Cell, ExplainedModel } from '../explainability/explained-model';
import { KernelShap } from '../explainability/kernel-shap';
import type { SampledRow } from '../sample/row-sample';

export interface RowsToExplain {
  /** Names of the features, in the order of a row. */
  readonly names: readonly string[];
  /** The row that stands for "nothing special". */
  readonly baseline: readonly Cell[];
  /** Coalitions a row. @default as Kernel SHAP has it */
  readonly samples?: number;
  readonly seed: number;
  readonly onRow?: (done: number, total: number) => void;
}

export interface ExplainedRowsResult {
  readonly state: AttributionState;
  /** The model's answer about the baseline; one number a label. */
  readonly expectedValue: readonly number[];
}

/**
 * How much each feature matters to a model, by Kernel SHAP over a sample of rows; a row that came several times counts so often.
 * @throws ExplainabilityError
 */
export async function explainRows(
  model: ExplainedModel,
  sample: readonly SampledRow<readonly Cell[]>[],
  { names, baseline, samples, seed, onRow }: RowsToExplain,
): Promise<ExplainedRowsResult> {
  const explainer = await KernelShap.create(model, { baseline: [baseline], samples, seed });
  const state = new AttributionState(names, explainer.expectedValue.length, seed);
  let index = 0;
  for await (const { values } of explainer.explain(sample.map(({ row }) => row))) {
    const { identity, count } = sample[index]!;
    for (let time = 0; time < count; time += 1) state.add(`${identity}#${time}`, values);
    index += 1;
    onRow?.(index, sample.length);
  }
  return { state, expectedValue: explainer.expectedValue };
}
