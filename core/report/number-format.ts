const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12,345` */
export const formatCount = (count: number): string => GROUPED.format(count);

/** `1 image`, `12 images` */
export const formatPlural = (count: number, singular: string, plural = `${singular}s`): string =>
  `${formatCount(count)} ${count === 1 ? singular : plural}`;

/** With no-break spaces, for a number within a sentence. */
export const unbroken = (number: string): string => number.replaceAll(' ', '\u00a0');

/** `92.5 %`; a share short of the whole never rounds to 100. */
export function formatShare(share: number): string {
  const percent = share * 100;
  const text = percent.toFixed(1);
  if (text === '100.0') return percent < 100 ? '99.9 %' : '100 %';
  if (text === '0.0') return percent > 0 ? '0.1 %' : '0 %';
  return `${text} %`;
}

/**
 * `0.934`, rounded down: a confidence just short of the threshold must not read as if it had met it.
 */
export const formatConfidence = (confidence: number): string =>
  (Math.floor(confidence * 1000 + 1e-9) / 1000).toFixed(3);

/** As written in a configuration: `0.93`. */
export const formatThreshold = (threshold: number): string => String(Number(threshold.toFixed(6)));

/** `840 ms`, `12.4 s`, `2 min 05 s`, `1 h 02 min` */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return formatMilliseconds(seconds * 1000);
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `8.4 ms`, `120 ms` */
export const formatMilliseconds = (milliseconds: number): string =>
  milliseconds >= 1000
    ? formatSeconds(milliseconds / 1000)
    : `${milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)} ms`;
