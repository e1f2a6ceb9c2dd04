import { html, type Markup } from '../html';
import { formatConfidence, formatCount, formatPlural } from '../number-format';
import type { RunImage } from '../workflow-run';
import { safeLink, safePicture } from './safe-link';
import { numbers, section, table } from './section';

/** Pictures shown; the rest is counted and listed. */
const MAX_PICTURES = 60;

/** The images that a person has to look at, least sure first. */
export function secondLookSection(images: readonly RunImage[]): Markup {
  const waiting = images
    .filter(({ outcome }) => outcome === 'second-look')
    .sort((one, other) => (one.confidence ?? 0) - (other.confidence ?? 0));
  if (waiting.length === 0) {
    return section(
      'second-look',
      'Waiting for a second look',
      'Nothing: every image that was classified met the threshold.',
      undefined,
    );
  }
  const left = waiting.length - MAX_PICTURES;
  const note = left > 0 ? ` The ${MAX_PICTURES} least certain are shown; ${formatCount(left)} more are left out.` : '';
  return section(
    'second-look',
    'Waiting for a second look',
    `${formatPlural(waiting.length, 'image')} below the threshold, the least certain first.${note}`,
    html`<ul class="gallery">${waiting.slice(0, MAX_PICTURES).map(card)}</ul>
${left > 0 ? numbers('All of them as a table', waitingTable(waiting)) : undefined}`,
  );
}

function card(image: RunImage): Markup {
  const { key, confidence, predictedLabel, trueLabel } = image;
  const picture = safePicture(image.imageDataUri);
  const link = safeLink(image.executionUrl);
  return html`<li class="card">
${picture === undefined ? html`<div class="no-picture">no picture</div>` : html`<img src="${picture}" alt="${key}" width="120" height="120">`}
<p class="confidence">${confidence === undefined ? 'unknown' : formatConfidence(confidence)}</p>
<p class="label">${predictedLabel ?? 'no label'}</p>
${verdict(predictedLabel, trueLabel)}
<p class="key">${link === undefined ? key : html`<a href="${link}">${key}</a>`}</p>
</li>\n`;
}

function verdict(predicted: string | undefined, actual: string | undefined): Markup | undefined {
  if (actual === undefined) return undefined;
  return predicted === actual
    ? html`<p class="verdict">✓ correct</p>`
    : html`<p class="verdict wrong">✗ really ${actual}</p>`;
}

function waitingTable(waiting: readonly RunImage[]): Markup {
  return table(
    'Images below the threshold',
    [
      { title: 'Image', cell: ({ key }) => key },
      { title: 'Label', cell: ({ predictedLabel }) => predictedLabel },
      { title: 'Confidence', cell: ({ confidence = 0 }) => formatConfidence(confidence), numeric: true },
      { title: 'True label', cell: ({ trueLabel }) => trueLabel },
    ],
    waiting,
  );
}
