import type { GateConfiguration } from '../../contracts/training-configuration';
import { formatShare } from '../../report/number-format';
import type { ModelComparison } from './compare-models';

/** What the gate looks at, all of it on the test split. */
export interface GateFigures {
  readonly accuracy: number;
  readonly majorityAccuracy: number;
  /** Of two classes: area under the ROC curve, and F1, of the second; undefined where the test split has one class only. */
  readonly areaUnderRoc?: number;
  readonly f1?: number;
  /** Beside the released model; absent where there is none to compare with. */
  readonly comparison?: ModelComparison;
  /** What the test split consists of. @default 'image' */
  readonly rowNoun?: 'image' | 'row';
}

/** What a candidate has to show at least; what is absent is not asked for. */
export interface GateRules extends Pick<GateConfiguration, 'minAccuracy' | 'margin'> {
  readonly minAuc?: number;
  readonly minF1?: number;
}

export interface GateVerdict {
  readonly passed: boolean;
  /** Why not, each a sentence; empty where passed. */
  readonly reasons: readonly string[];
}

/**
 * Judges a candidate by its rules: accurate enough, and by area under the curve and F1 where those are asked for; better than always saying the most frequent class, by the margin; and not worse than the
 * released model beyond what chance explains, which is where the whole 95 % interval of their difference lies below 0.
 */
export function judgeGate(
  { accuracy, majorityAccuracy, areaUnderRoc = 0, f1 = 0, comparison, rowNoun = 'image' }: GateFigures,
  { minAccuracy, margin, minAuc = 0, minF1 = 0 }: GateRules,
): GateVerdict {
  const reasons: string[] = [];
  if (accuracy < minAccuracy) {
    reasons.push(`The accuracy is ${formatShare(accuracy)}; the gate asks for ${formatShare(minAccuracy)} at least.`);
  }
  const asked: readonly (readonly [string, number, number])[] = [
    ['area under the ROC curve', areaUnderRoc, minAuc],
    ['F1 of the positive class', f1, minF1],
  ];
  for (const [name, value, least] of asked)
    if (value < least)
      reasons.push(`The ${name} is ${value.toFixed(3)}; the gate asks for ${least.toFixed(3)} at least.`);
  // Subtracting would round: 0.8 - 0.7 is less than 0.1.
  if (accuracy <= majorityAccuracy || accuracy < majorityAccuracy + margin - Number.EPSILON) {
    reasons.push(
      `Always saying the most frequent class is right for ${formatShare(majorityAccuracy)}; ` +
        `the model, with ${formatShare(accuracy)}, is not better by the margin of ${formatShare(margin)}.`,
    );
  }
  if (comparison !== undefined && comparison.high < 0) {
    const points = (share: number): string => (share * 100).toFixed(1);
    reasons.push(
      `It is worse than the released model on ${comparison.rows} test ${rowNoun}s that both have answered: ` +
        `${points(comparison.difference)} points of accuracy (95 %: ${points(comparison.low)} to ${points(comparison.high)}).`,
    );
  }
  return { passed: reasons.length === 0, reasons };
}
