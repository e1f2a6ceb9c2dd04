import type { EpochMetrics } from '../../core/inference/model-spec';

/** The log lines of one epoch, in the form of the built-in algorithm, which SageMaker's metric definitions read. */
export function epochLines(metrics: EpochMetrics, seconds: number, topK: number | undefined): readonly string[] {
  const { epoch } = metrics;
  const pairs: readonly (readonly [string, number | undefined])[] = [
    ['Train-accuracy', metrics.trainAccuracy],
    [`Train-top_k_accuracy_${topK}`, metrics.trainTopKAccuracy],
    ['Train-cross-entropy', metrics.trainCrossEntropy],
    ['Time cost', seconds],
    ['Validation-accuracy', metrics.validationAccuracy],
    [`Validation-top_k_accuracy_${topK}`, metrics.validationTopKAccuracy],
    ['Validation-cross-entropy', metrics.validationCrossEntropy],
  ];
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [`Epoch[${epoch}] ${name}=${value.toFixed(6)}`]));
}
