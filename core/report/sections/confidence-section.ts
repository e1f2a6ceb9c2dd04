import { renderChart, SCREEN_WIDTHS } from '../charts/chart';
import { confidenceBars, imagesPerBar } from '../charts/confidence-bars';
import { confidenceScatter } from '../charts/confidence-scatter';
import { type ClassifiedRunImage, isBelow } from '../charts/timed-confidence';
import { html, type Markup } from '../html';
import { formatConfidence, formatCount, formatThreshold } from '../number-format';
import { numbers, section, table } from './section';

/** Confidence over time, as points and as bars, with the threshold. */
export function confidenceSection(images: readonly ClassifiedRunImage[], threshold: number, classes: number): Markup {
  if (images.length === 0) {
    return section('confidence', 'Confidence over time', 'No image was classified in this run.', undefined);
  }
  const below = images.filter((image) => isBelow(image, threshold)).length;
  const lead = html`How sure the model was of each image. At ${formatThreshold(threshold)} or more the answer stands; below it, a person looks.`;
  return section(
    'confidence',
    'Confidence over time',
    lead,
    html`${legend(images.length - below, below, true)}
<figure>${renderChart(confidenceScatter(images, threshold, classes))}</figure>
<figure>${renderChart(confidenceBars(images, threshold))}${barNote(images.length)}</figure>
${numbers('The numbers behind these charts', confidenceTable(images, threshold))}`,
  );
}

const THRESHOLD_MARK = html`<li><svg class="mark line" viewBox="0 0 20 10" aria-hidden="true"><path d="M0 5h20" stroke="var(--ink)" stroke-width="1.5" stroke-dasharray="5 3"/></svg>threshold</li>`;

/** @param line whether the charts below it have the threshold's line */
export function legend(above: number, below: number, line: boolean): Markup {
  return html`<ul class="legend">
<li><svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4" fill="var(--above)"/></svg>at or above the threshold <b>${formatCount(above)}</b></li>
<li><svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 0.5L9.5 8.5h-9z" fill="var(--below)"/></svg>below it <b>${formatCount(below)}</b></li>
${line ? THRESHOLD_MARK : undefined}
</ul>`;
}

function barNote(images: number): Markup | undefined {
  const counts = SCREEN_WIDTHS.map((screen) => ({ screen, count: imagesPerBar(images, screen) }));
  if (counts.every(({ count }) => count === 1)) return undefined;
  return html`${counts.map(({ screen, count }) => html`<figcaption class="${screen}">${barText(count)}</figcaption>`)}`;
}

const barText = (count: number): string =>
  count === 1
    ? 'Each bar is one image.'
    : `Each bar stands for ${count} consecutive images and shows the lowest confidence among them.`;

function confidenceTable(images: readonly ClassifiedRunImage[], threshold: number): Markup {
  return table(
    'Confidence of each image in the order of time',
    [
      { title: 'Time', cell: ({ time }) => time },
      { title: 'Image', cell: ({ key }) => key },
      { title: 'Label', cell: ({ predictedLabel }) => predictedLabel },
      { title: 'Confidence', cell: ({ confidence }) => formatConfidence(confidence), numeric: true },
      { title: 'Threshold', cell: (image) => (isBelow(image, threshold) ? 'below' : 'met') },
    ],
    images,
  );
}
