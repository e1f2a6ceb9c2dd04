import { renderChart } from '../charts/chart';
import { confidenceHistogram, type HistogramBin, histogramBins } from '../charts/confidence-histogram';
import { type ClassifiedRunImage, confidenceFloor } from '../charts/timed-confidence';
import { html, type Markup } from '../html';
import { formatPlural } from '../number-format';
import { legend } from './confidence-section';
import { numbers, section, table } from './section';

/** Charts shown; classes with the most images first. */
const MAX_CLASSES = 12;

/** How confidence is distributed over the images of each predicted class. */
export function histogramSection(
  images: readonly ClassifiedRunImage[],
  threshold: number,
  classes: readonly string[],
): Markup {
  const floor = confidenceFloor(images, threshold, classes.length);
  const groups = [...new Set([...classes, ...images.map(({ predictedLabel = 'no label' }) => predictedLabel)])]
    .map((name) => ({ name, of: images.filter(({ predictedLabel = 'no label' }) => predictedLabel === name) }))
    .sort((one, other) => (classes.length > MAX_CLASSES ? other.of.length - one.of.length : 0))
    .map(({ name, of }) => ({ name, count: of.length, bins: histogramBins(of, threshold, floor) }));
  const shown = groups.slice(0, MAX_CLASSES);
  const highest = Math.max(...shown.flatMap(({ bins }) => bins.map(({ below, above }) => below + above)));
  const left = groups.length - shown.length;
  const below = groups.reduce((sum, { bins }) => sum + bins.reduce((all, bin) => all + bin.below, 0), 0);
  return section(
    'histogram',
    'Confidence by class',
    html`How many images the model took for each class, by how sure it was.${left > 0 ? ` The ${MAX_CLASSES} classes with the most images; ${left} more are left out.` : undefined}`,
    html`${legend(images.length - below, below, false)}
<div class="multiples">${shown.map(
      (
        { name, count, bins },
        index,
      ) => html`<figure><figcaption><b>${name}</b> ${formatPlural(count, 'image')}</figcaption>
${renderChart(confidenceHistogram(name, index, bins, highest))}
${numbers('The numbers behind this chart', binTable(name, bins))}</figure>`,
    )}</div>`,
  );
}

function binTable(name: string, bins: readonly HistogramBin[]): Markup {
  return table<HistogramBin>(
    `Confidence of the images classified as ${name}`,
    [
      { title: 'Confidence', cell: ({ from, to }) => `${from.toFixed(2)} to ${to.toFixed(2)}` },
      { title: 'Below the threshold', cell: (bin) => bin.below, numeric: true },
      { title: 'At or above it', cell: (bin) => bin.above, numeric: true },
    ],
    bins,
  );
}
