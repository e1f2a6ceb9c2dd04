import type { DriftVerdict, MonitorReport, Violation } from '../../contracts/monitor-report';
import { holmCorrection } from '../../evaluation/statistics/holm-correction';
import { holmLimit } from '../../evaluation/statistics/holm-limit';
import { biasAccuracy } from './bias-accuracy';
import { type BiasFile, biasFile } from './bias-file';
import type { BiasState } from './bias-state';
import { chanceOfBias } from './chance-of-bias';
import { type ComparedMetric, facetFindings, rowsOf } from './facet-findings';
import { resampledDistances } from './resampled-bias';

export interface BiasCheck {
  /** One a facet, of the same window. */
  readonly states: readonly BiasState[];
  /** What the metrics were when the baseline was made. */
  readonly baseline: BiasFile;
  /** Rows of the baseline. */
  readonly baselineRows: number;
  readonly seed: number;
  /** Names of the metrics to compare. @default all */
  readonly metrics?: readonly string[];
}

/** A check that alarms only where chance does not explain what is found. */
export interface SignificantBiasCheck extends BiasCheck {
  /**
   * The baseline's counts, one a facet in the order of `states`; undefined for a facet that the baseline does not know, which is compared with one
   * that makes no difference.
   */
  readonly baselineStates: readonly (BiasState | undefined)[];
  /** Chance of a false alarm, over all metrics and facets together. */
  readonly level: number;
}

/** A check against a baseline of which there is nothing but its metrics, as Clarify writes it. */
export interface StoredBiasCheck extends BiasCheck {
  /**
   * Violated is then only what is also significant at this level, over all metrics and facets together.
   * @default whatever is farther from fair, as Clarify has it
   */
  readonly level?: number;
}

export interface CheckedBias {
  /** The window's own analysis, which is the next baseline for whoever wants it. */
  readonly analysis: BiasFile;
  readonly report: Omit<MonitorReport, 'faults'>;
}

/**
 * Compares a window's bias with the baseline's. A metric violates when it is farther from fair than the baseline: |current| > |baseline|, but |1 - DI| for
 * disparate impact, whose fair value is 1. (Clarify compares |DI| as it is,
 * and so misses a loss of fairness where DI falls below the baseline: docs/monitors.md.)
 */
export function checkBias(check: SignificantBiasCheck | StoredBiasCheck): CheckedBias {
  const { states } = check;
  const analysis = biasFile(states);
  const rows = Math.max(0, ...states.map((state) => rowsOf(state)));
  const decided = 'baselineStates' in check ? bySignificance(check, analysis) : byValue(check, analysis);
  const violations = decided.flatMap(({ verdict, violation }) => (verdict.state === 'Violated' ? violation! : []));
  const verdicts = decided.map(({ verdict }) => verdict);
  const state = states.length === 0 ? NO_FACET : reportState(rows, verdicts, violations);
  const accuracy = biasAccuracy(verdicts);
  return { analysis, report: { kind: 'bias', ...state, rows, usedRows: rows, violations, verdicts, accuracy } };
}

const NO_FACET = { state: 'NotEnoughData', reason: 'There is no facet to compare.' } as const;
const NEW_FACET = 'Not in the baseline: compared with no difference.';
/** Draws without a value are more than the level leaves. */
const SCATTERS = 'So few rows scatter so much that no difference would have alarmed at this level.';
/** The test takes how many rows had which outcome as given, and asks how they are dealt. */
const TOO_FEW = 'However chance had dealt so few rows, no difference would have alarmed.';

/** What is farther from fair than the baseline, and no accident: a permutation test decides. */
function bySignificance(check: SignificantBiasCheck, analysis: BiasFile): ComparedMetric[] {
  const { states, baselineStates, baseline, level, seed } = check;
  const found = states.map((state, index) => {
    const before = baselineStates[index];
    const isKnown = before !== undefined;
    return {
      state,
      before,
      findings: facetFindings({ ...check, state, analysis, baseline: isKnown ? baseline : undefined }),
    };
  });
  const facets = found.filter(({ findings }) => findings.some(({ excess }) => excess !== undefined)).length;
  return found.flatMap(({ state, before, findings }) => {
    const excess = new Map(findings.flatMap((each) => (each.excess === undefined ? [] : [[each.metric, each.excess]])));
    if (excess.size === 0) return findings;
    const chances = chanceOfBias({ state, baseline: before, excess, facets, level, seed });
    return findings.map((finding): ComparedMetric => {
      const chance = chances.get(finding.metric);
      if (chance === undefined || finding.excess === undefined) return finding;
      const { pValue, adjustedPValue } = chance;
      const smallestAlarming =
        chance.smallestAlarming === undefined ? undefined : finding.verdict.threshold! + chance.smallestAlarming;
      const isViolated = finding.violation !== undefined && adjustedPValue < level;
      const isTooFew = smallestAlarming === undefined && !isViolated;
      const reason = isTooFew ? TOO_FEW : before === undefined ? NEW_FACET : undefined;
      const decision = isTooFew ? 'NotEnoughData' : isViolated ? 'Violated' : 'Satisfied';
      const verdict = { ...finding.verdict, state: decision, smallestAlarming, pValue, adjustedPValue } as const;
      return { ...finding, verdict: reason === undefined ? verdict : { ...verdict, reason } };
    });
  });
}

/** Whatever is farther from fair than the baseline, and, with a level, significant: the baseline is taken as it is. */
function byValue(check: StoredBiasCheck, analysis: BiasFile): ComparedMetric[] {
  const { states, baseline, baselineRows, metrics, seed, level } = check;
  const found = states.flatMap((state) => {
    const findings = facetFindings({ state, analysis, baseline, baselineRows, metrics });
    const compared = findings.filter(({ excess }) => excess !== undefined).map(({ metric }) => metric);
    const resampled = resampledDistances(state, compared, { seed, facets: level === undefined ? 1 : states.length });
    return findings.map((finding) => ({ finding, draws: resampled.get(finding.metric) }));
  });
  const pValues = found.map(({ finding: { verdict }, draws }) => draws?.pValue(verdict.threshold!));
  const adjusted = holmCorrection(pValues);
  return found.map(({ finding, draws }, index): ComparedMetric => {
    const { verdict } = finding;
    const [pValue, adjustedPValue] = [pValues[index], adjusted[index]];
    if (verdict.distance === undefined) return finding;
    const tested = pValue === undefined ? {} : { pValue, adjustedPValue };
    // Without a level, and for the flip test, anything above the baseline alarms, however few rows there are; the p-value says what it is worth.
    if (level === undefined || draws === undefined)
      return { ...finding, verdict: { ...verdict, smallestAlarming: verdict.threshold, ...tested } };
    const others = pValues.filter((_, other) => other !== index);
    const smallestAlarming = draws.smallestAlarming(verdict.threshold!, holmLimit(others, level));
    const isViolated = verdict.state === 'Violated' && adjustedPValue! < level;
    if (smallestAlarming === undefined && !isViolated)
      return { ...finding, verdict: { ...verdict, state: 'NotEnoughData', reason: SCATTERS, ...tested } };
    return {
      ...finding,
      verdict: { ...verdict, state: isViolated ? 'Violated' : 'Satisfied', smallestAlarming, ...tested },
    };
  });
}

function reportState(
  rows: number,
  verdicts: readonly DriftVerdict[],
  violations: readonly Violation[],
): Pick<MonitorReport, 'state' | 'reason'> {
  if (rows === 0) return { state: 'EmptyWindow', reason: 'The window holds no row.' };
  if (violations.length > 0) return { state: 'CompletedWithViolations' };
  if (verdicts.length === 0) return { state: 'NotEnoughData', reason: 'The baseline has no metric of these facets.' };
  const undecided = verdicts.filter(({ state }) => state === 'NotEnoughData');
  if (undecided.length < verdicts.length) return { state: 'Completed' };
  return { state: 'NotEnoughData', reason: `No metric can be computed: ${undecided[0]!.reason}.` };
}
