import { comparedBars } from '../../monitoring/report/charts/compared-bars';
import { shortNumber } from '../../monitoring/report/report-words';
import { html } from '../../report/html';
import { table } from '../../report/sections/section';
import type { ComparedFeature } from '../compared-run';
import { chartId, type Figure, HALF_WIDTH, type MakePart } from './part';

/** Features of one run; those that drifted most come first. */
const MAX_FEATURES = 6;

const hasMoved = ({ distance, uncorrected }: ComparedFeature): boolean => (uncorrected ?? distance) > 0;

/** How far each feature has drifted, run by run, with the threshold. */
export const featureDrift: MakePart = (runs) => {
  const judged = runs.filter(({ features }) => features.length > 0);
  if (judged.length === 0) return undefined;
  const rows = judged.flatMap(({ name, features }) => features.map((feature) => ({ name, ...feature })));
  const drawn = judged.filter(({ features }) => features.some(hasMoved));
  const still = judged.filter(({ features }) => !features.some(hasMoved)).map(({ name }) => name);
  // Files of violations tell the distance that was compared, and no other.
  const isCorrected = drawn.some(({ features }) => features.some(({ uncorrected }) => uncorrected !== undefined));
  return {
    id: 'feature-drift',
    title: 'Feature drift',
    lead: html`Distance of each feature from the baseline, as it is compared with the threshold (dashed)${isCorrected ? '; outlined: before the correction for the numbers of rows' : ''}. Red: violated.${still.length > 0 ? ` No feature has moved in ${still.join(', ')}.` : undefined}`,
    figures: drawn.map(({ name, features }): Figure => {
      const shown = features.filter(hasMoved).slice(0, MAX_FEATURES);
      const values = shown.map(({ feature, distance, uncorrected, isViolated }) => ({
        name: feature,
        now: distance,
        baseline: uncorrected,
        isViolated,
      }));
      return {
        caption: name,
        note: features.length > shown.length ? `${shown.length} of ${features.length} features` : undefined,
        chart: comparedBars(chartId('feature-drift', name), `drift of the features in ${name}`, values, {
          wideWidth: HALF_WIDTH,
          limit: shown[0]!.threshold,
          isShare: shown.every(({ distance }) => distance <= 1),
        }),
      };
    }),
    table: table(
      'Feature drift',
      [
        { title: 'Run', cell: ({ name }) => name },
        { title: 'Feature', cell: ({ feature }) => feature },
        { title: 'Distance', cell: ({ distance }) => shortNumber(distance), numeric: true },
        { title: 'Uncorrected', cell: ({ uncorrected }) => shortNumber(uncorrected), numeric: true },
        { title: 'Threshold', cell: ({ threshold }) => shortNumber(threshold), numeric: true },
        { title: 'Verdict', cell: ({ isViolated }) => (isViolated ? 'violated' : 'satisfied') },
      ],
      rows,
    ),
  };
};
