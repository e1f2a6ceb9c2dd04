import type { UncertainImage } from '../contracts/alert';
import { calibratedTo } from '../inference/calibrated-to';
import { formatPercent } from './format-percent';
import { onOneLine } from './on-one-line';

/** More classes than this are not read in ten seconds. */
const MAX_OPTIONS = 5;

/**
 * What the model wavered between, the likeliest first: `bicycle 60.0 %, motorcycle 40.0 %`. Calibrated, as the confidence that the same text speaks of. Classes without a name are numbered.
 */
export function formatOptions({
  inferences,
  confidence,
  classes = [],
}: Pick<UncertainImage, 'inferences' | 'confidence' | 'classes'>): string {
  const options = calibratedTo(inferences, confidence)
    .map((probability, index) => ({ probability, name: onOneLine(classes[index] ?? `class ${index}`) }))
    .sort((one, other) => other.probability - one.probability);
  const shown = options.slice(0, MAX_OPTIONS).map(({ name, probability }) => `${name} ${formatPercent(probability)}`);
  const more = options.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
