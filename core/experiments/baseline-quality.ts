import * as z from 'zod';
import { parseFile } from '../monitoring/formats/parse-file';

const metric = z.object({ value: z.number() });
const statisticsSchema = z.object({
  binary_classification_metrics: z.object({
    confusion_matrix: z.object({
      '0': z.object({ '0': z.number(), '1': z.number() }),
      '1': z.object({ '0': z.number(), '1': z.number() }),
    }),
    auc: metric,
    precision: metric,
    accuracy: metric,
  }),
});

/** What a model of two classes is worth on the unaltered table. */
export interface BaselineQuality {
  readonly auc: number;
  readonly precision: number;
  readonly accuracy: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/**
 * Reads a baseline's `statistics.json` of model quality.
 * @throws BaselineInvalid where it is none of two classes
 */
export function readBaselineQuality(text: string, file: string): BaselineQuality {
  const { confusion_matrix: matrix, ...metrics } = parseFile(
    text,
    statisticsSchema,
    file,
  ).binary_classification_metrics;
  return {
    auc: metrics.auc.value,
    precision: metrics.precision.value,
    accuracy: metrics.accuracy.value,
    truePositives: matrix[1][1],
    falsePositives: matrix[0][1],
    falseNegatives: matrix[1][0],
    trueNegatives: matrix[0][0],
  };
}
