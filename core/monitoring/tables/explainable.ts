import type { WindowFault } from '../../contracts/monitor-report';
import { PreprocessingError } from '../../preprocessing/preprocessing-error';
import type { Cell, ExplainedModel } from '../explainability/explained-model';
import type { SampledRow } from '../sample/row-sample';

type Sample = readonly SampledRow<readonly Cell[]>[];

/**
 * The rows of a sample that a model takes. One that its preprocessing refuses, for text among numbers or an unknown category, is a fault of the window and
 * no reason to explain none of the others.
 */
export async function explainable(
  rows: Sample,
  model: ExplainedModel,
): Promise<{ readonly sample: Sample; readonly faults: readonly WindowFault[] }> {
  const sample: SampledRow<readonly Cell[]>[] = [];
  const faults: WindowFault[] = [];
  for (const each of rows) {
    try {
      await model([each.row]);
      sample.push(each);
    } catch (error) {
      if (!(error instanceof PreprocessingError)) throw error;
      faults.push({ reason: `RowRefused: ${error.message}`, file: 'sample of rows to explain', line: 0 });
    }
  }
  return { sample, faults };
}
