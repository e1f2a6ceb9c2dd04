import { BiasFileInvalid } from '../../../core/monitoring/bias/bias-file';
import { ExplainabilityError } from '../../../core/monitoring/explainability/explainability-error';
import { MonitoringError } from '../../../core/monitoring/monitoring-error';
import { ColumnMissing } from '../../../core/monitoring/tables/column-missing';
import { FeaturesUnfit } from '../../../core/monitoring/tables/explained-rows';
import { PreprocessingError } from '../../../core/preprocessing/preprocessing-error';
import { ModelInvalid } from '../../../core/table-model/model-invalid';
import { UsageError } from '../../usage-error';

/** What another column, file or model puts right. */
const WRONG_WORDS = [
  ColumnMissing,
  FeaturesUnfit,
  ModelInvalid,
  BiasFileInvalid,
  ExplainabilityError,
  MonitoringError,
  PreprocessingError,
];

/** Runs a monitor of tables. @throws UsageError for what the user can put right */
export async function inOurWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!WRONG_WORDS.some((kind) => error instanceof kind)) throw error;
    throw new UsageError((error as Error).message, { cause: error });
  }
}
