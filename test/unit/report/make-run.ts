import { evaluate } from '../../../core/evaluation/evaluate';
import type { ShownEvaluation } from '../../../core/evaluation/evaluation';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';
import type { RunSummary } from '../../../core/report/run-summary';
import type { RunImage, WorkflowRun } from '../../../core/report/workflow-run';
import { SeededRandom } from '../../../core/seeded-random';

export interface MadeRunOptions {
  readonly images?: number;
  readonly failed?: number;
  readonly classes?: readonly string[];
  readonly threshold?: number;
  readonly testPredictions?: number;
  /** Data URI of the n-th image's picture. */
  readonly picture?: (index: number, label: string) => string | undefined;
}

const START = Date.UTC(2025, 2, 1, 14, 5);

/** A run as the workflow might have gone: seeded, so that it is the same every time. */
export function makeRun(options: MadeRunOptions = {}): WorkflowRun {
  const {
    images: count = 50,
    failed = 0,
    classes = ['bicycle', 'motorcycle'],
    threshold = 0.93,
    testPredictions = 200,
  } = options;
  const random = new SeededRandom('run', count, classes.length);
  const images = Array.from({ length: count }, (_, index) =>
    madeImage(index, { ...options, failed, classes, threshold }, random),
  );
  const outcomes = (outcome: RunImage['outcome']) => images.filter((image) => image.outcome === outcome).length;
  return {
    finishedAt: new Date(START + 60_000).toISOString(),
    threshold,
    summary: {
      dataset: { name: 'synthetic', classes: [...classes], train: 500 * classes.length, test: testPredictions },
      training: { seconds: 31.4, epochs: 40, accuracy: 0.925, lastEpochAccuracy: 0.925 },
      evaluation: {
        accuracy: 0.925,
        ece: 0.031,
        recommendedThreshold: 0.88,
        coverage: 0.815,
        report: 'out/evaluation/PREDICTIONS.md',
      },
      workflow: {
        executions: count,
        accepted: outcomes('accepted'),
        secondLook: outcomes('second-look'),
        failed: outcomes('failed'),
        seconds: 4.2,
        p50Ms: 9.4,
        p99Ms: 41,
      },
      alerts: { published: outcomes('second-look'), emails: outcomes('second-look') },
      capture: { files: 3, records: count + testPredictions },
      groundTruth: { labels: 3 },
      monitors: monitors('Completed', 0),
      driftedMonitors: monitors('CompletedWithViolations', 3),
      batch: { images: testPredictions, accepted: 163, secondLook: 37, failed: 0, imagesPerSecond: 210.5 },
      seconds: 62.5,
      peakRssMb: 412,
    },
    trainingCurve: Array.from({ length: 40 }, (_, index) => ({
      epoch: index + 1,
      trainAccuracy: 0.95 - 0.42 / (1 + index / 3) + random.between(-0.01, 0.01),
      validationAccuracy: 0.93 - 0.4 / (1 + index / 4) + random.between(-0.03, 0.02),
      seconds: 0.74,
    })),
    images,
    evaluation: madeEvaluation(classes, testPredictions),
    testPredictions: Array.from({ length: testPredictions }, (_, index) => {
      const trueLabel = classes[index % classes.length]!;
      return { trueLabel, predictedLabel: random.chance(0.92) ? trueLabel : random.pick(classes) };
    }),
  };
}

function monitors(state: string, violations: number): RunSummary['monitors'] {
  const outcome = { state, violations };
  return { dataQuality: outcome, modelQuality: outcome, bias: outcome, explainability: outcome, images: outcome };
}

function madeImage(
  index: number,
  options: Required<Pick<MadeRunOptions, 'failed' | 'classes' | 'threshold'>> & MadeRunOptions,
  random: SeededRandom,
): RunImage {
  const { classes, threshold, failed, picture } = options;
  const trueLabel = classes[index % classes.length]!;
  const key = `test/${trueLabel}_s_${String(index).padStart(6, '0')}.png`;
  const time = new Date(START + index * 84).toISOString();
  const executionUrl = `http://127.0.0.1:4566/executions/${index}`;
  const imageDataUri = picture?.(index, trueLabel);
  if (index < failed) {
    const error = {
      name: 'ImageUnreadable',
      message: `s3://images/${key} is a PNG that is cut off after 812 of 2,931 bytes; upload it again.`,
    };
    return { key, time, outcome: 'failed', trueLabel, inferences: [], error, executionUrl, imageDataUri };
  }
  const doubt = random.fraction() * random.fraction() * random.fraction();
  const confidence = 1 - doubt * (1 - 1 / classes.length);
  const others = (1 - confidence) / (classes.length - 1);
  const predictedLabel = random.chance(confidence) ? trueLabel : random.pick(classes);
  return {
    key,
    time,
    outcome: confidence >= threshold ? 'accepted' : 'second-look',
    trueLabel,
    predictedLabel,
    confidence,
    inferences: classes.map((name) => (name === predictedLabel ? confidence : others)),
    executionUrl,
    imageDataUri,
  };
}

/** Right the more often the surer. */
function madeEvaluation(classes: readonly string[], rows: number): ShownEvaluation | undefined {
  if (rows === 0) return undefined;
  const random = new SeededRandom('evaluation', rows, classes.length);
  const state = new EvaluationState({ classes, temperature: 1.3 });
  for (let row = 0; row < rows; row += 1) {
    const label = row % classes.length;
    const confidence = random.between(0.5, 1);
    const said = random.chance(confidence) ? label : random.below(classes.length);
    const rest = (1 - confidence) / (classes.length - 1);
    state.add(
      label,
      classes.map((_, index) => (index === said ? confidence : rest)),
    );
  }
  return evaluate(state, { threshold: 0.93, target: { maxErrorRate: 0.1 } });
}
