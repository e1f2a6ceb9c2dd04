import type { MonitorReport } from '../../contracts/monitor-report';

/** The words that stand for what JSON has no number for, as in `analysis.json` of Clarify: a ratio whose denominator is 0 is infinitely far from fair. */
const WORDS = ['Infinity', '-Infinity', 'NaN'];

/** Members of a report that are numbers: a feature may well be called `Infinity`. */
const NUMBERS = new Set([
  'distance',
  'simpleDistance',
  'threshold',
  'smallestAlarming',
  'degreesOfFreedom',
  'pValue',
  'adjustedPValue',
  'value',
  'baselineValue',
  'standardDeviation',
  'low',
  'high',
]);

/** For `JSON.stringify`: infinities and NaN as words, which would else become null. */
export const wordForNumber = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** `report.json`; `readReport` takes it back without loss. */
export const formatReport = (report: MonitorReport): string => `${JSON.stringify(report, wordForNumber, 2)}\n`;

/**
 * The inverse. A null, as reports of earlier versions have it in place of an infinity, is a number that nobody knows: the member is left out.
 * @throws SyntaxError for what is no JSON
 */
export const readReport = (text: string): MonitorReport =>
  JSON.parse(text, (key, value: unknown) => {
    if (!NUMBERS.has(key)) return value;
    if (value === null) return undefined;
    return typeof value === 'string' && WORDS.includes(value) ? Number(value) : value;
  }) as MonitorReport;
