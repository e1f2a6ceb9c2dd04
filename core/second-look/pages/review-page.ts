import { formatPercent } from '../../alert/format-percent';
import type { OpenItem } from '../../contracts/open-item';
import { html, type Markup } from '../../report/html';
import { answerForm, type FormTokens, nameField } from './answer-form';
import { IMAGE_FILE, pageFrame } from './page-frame';

/** Who answers: known from a token that was checked, or asked for. */
export type Reviewer = { readonly verified: string } | { readonly ask: true };

/** One second look: the picture, what the model thought, a button for every answer. */
export function reviewPage(item: OpenItem, tokens: FormTokens, reviewer: Reviewer): string {
  const field = 'ask' in reviewer ? nameField() : undefined;
  const page = pageFrame(
    `Second look: ${fileName(item.s3_key)}`,
    html`<h1>Second look</h1>
<article class="card single" data-card tabindex="-1" aria-label="${fileName(item.s3_key)}">
${picture(item, tokens.review)}
<div class="question">
${thought(item)}
${answerForm(item, tokens, field)}
<p class="status" role="status"></p>
${'verified' in reviewer ? html`<p class="note">You answer as ${reviewer.verified}.</p>` : undefined}
<p class="note">The first answer counts. ${about(item)}</p>
</div>
</article>`,
  );
  return page.text;
}

/** The picture in the version that the model saw. */
export const picture = (item: OpenItem, reviewToken: string): Markup =>
  html`<div class="picture"><img src="${IMAGE_FILE}?t=${reviewToken}" alt="The image to judge: ${item.s3_key}" decoding="async"></div>`;

export function thought({ predicted_label, confidence, threshold }: OpenItem): Markup {
  const sure = html`only <strong>${formatPercent(confidence)}</strong> sure; ${formatPercent(threshold)} are needed.`;
  return predicted_label === undefined
    ? html`<p class="thought">The model is ${sure}</p>`
    : html`<p class="thought">The model says <strong>${predicted_label}</strong>, but is ${sure}</p>`;
}

/** Which image it is, and since when it waits. */
export const about = ({ s3_key, opened_at }: OpenItem): Markup =>
  html`<span class="key">${s3_key}</span>, asked <time datetime="${opened_at}">${readableTime(opened_at)}</time>.`;

export const fileName = (key: string): string => key.slice(key.lastIndexOf('/') + 1) || key;

/** `2026-11-26 20:59 UTC` */
export const readableTime = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;
