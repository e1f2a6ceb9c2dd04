import { html, type Markup } from '../html';
import {
  formatCount,
  formatMilliseconds,
  formatPlural,
  formatSeconds,
  formatShare,
  formatThreshold,
} from '../number-format';
import type { WorkflowRun } from '../workflow-run';
import { tile } from './section';

/** The run in one sentence, one bar and eight numbers. */
export function headline(run: WorkflowRun): Markup {
  const { dataset, workflow } = run.summary;
  return html`
<header>
<p class="brand">second-look</p>
<h1>${sentence(run)}</h1>
${proportions(run)}
<p class="about">${dataset.name} · ${classList(dataset.classes)} · threshold ${formatThreshold(run.threshold)} ·
<time datetime="${run.finishedAt}">${readableTime(run.finishedAt)}</time></p>
${tiles(run)}
${workflow.failed > 0 ? html`<p class="warning"><strong>${formatPlural(workflow.failed, 'image')} failed.</strong> <a href="#failures">What happened</a></p>` : undefined}
</header>`;
}

function sentence({ summary: { workflow } }: WorkflowRun): Markup {
  const { executions, accepted, secondLook } = workflow;
  if (executions === 0) return html`No image went through the workflow.`;
  const certain = accepted === executions;
  const rest = secondLook === 1 ? '1 needs a second look.' : `${formatCount(secondLook)} need a second look.`;
  return html`${certain ? 'All' : `${formatCount(accepted)} of`} ${formatPlural(executions, 'image')} ${accepted === 1 && !certain ? 'was' : 'were'} accepted. ${secondLook === 0 ? undefined : html`<span class="below">${rest}</span>`}`;
}

/** Accepted, second look, failed: as shares of one bar, told apart by pattern as well as colour. */
function proportions({ summary: { workflow } }: WorkflowRun): Markup | undefined {
  const { executions, accepted, secondLook, failed } = workflow;
  if (executions === 0) return undefined;
  const parts = [
    { name: 'accepted', count: accepted, kind: 'above' },
    { name: 'second look', count: secondLook, kind: 'below' },
    { name: 'failed', count: failed, kind: 'failed' },
  ].filter(({ count }) => count > 0);
  return html`<div class="proportions" aria-hidden="true">${parts.map(
    ({ count, kind }) => html`<span class="${kind}" style="flex-grow:${count}"></span>`,
  )}</div>
<ul class="legend">${parts.map(
    ({ name, count, kind }) => html`<li><span class="swatch ${kind}"></span>${name} <b>${formatCount(count)}</b></li>`,
  )}</ul>`;
}

function tiles(run: WorkflowRun): Markup {
  const { dataset, training, workflow, alerts, capture, groundTruth } = run.summary;
  return html`<dl class="tiles">
${tile('Accuracy', formatShare(training.accuracy), `on all ${formatCount(dataset.test)} test images, through the endpoint`)}
${acceptedRight(run)}
${tile('Training', formatSeconds(training.seconds), `${formatPlural(training.epochs, 'epoch')}, ${formatCount(dataset.train)} images`)}
${tile('One image', formatMilliseconds(workflow.p50Ms), `median; 99 % within ${formatMilliseconds(workflow.p99Ms)}`)}
${tile('Alerts', formatCount(alerts.published), `published; ${formatPlural(alerts.emails, 'e-mail')} arrived`)}
${tile('Captured', formatCount(capture.records), `inferences in ${formatPlural(capture.files, 'file')}`)}
${tile('Labels', formatCount(groundTruth.labels), 'second looks, answered by the run itself from the known labels')}
</dl>`;
}

/** What the threshold buys: how often the service is right where it did not ask. */
function acceptedRight(run: WorkflowRun): Markup | undefined {
  const known = run.images.filter(({ outcome, trueLabel }) => outcome === 'accepted' && trueLabel !== undefined);
  if (known.length === 0) return undefined;
  const right = known.filter(({ trueLabel, predictedLabel }) => trueLabel === predictedLabel).length;
  return tile(
    'Accepted and right',
    formatShare(right / known.length),
    `${formatCount(right)} of ${formatCount(known.length)} accepted images`,
  );
}

function classList(classes: readonly string[]): string {
  const names = classes.length <= 4 ? classes : classes.slice(0, 3);
  const more = classes.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more classes` : ''}`;
}

/** `2025-03-01 14:05 UTC`; text that is no time stays as it is. */
function readableTime(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
