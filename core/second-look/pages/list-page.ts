import type { OpenItem } from '../../contracts/open-item';
import { html } from '../../report/html';
import { formatPlural } from '../../report/number-format';
import { LIST_PATH } from '../review-link';
import { answerForm, type FormTokens, nameField } from './answer-form';
import { pageFrame } from './page-frame';
import { about, fileName, picture, type Reviewer, thought } from './review-page';

/** One open second look of the list, with the tokens of its form. */
export interface ListedItem {
  readonly item: OpenItem;
  readonly tokens: FormTokens;
}

/** A part of the reviewer's list. */
export interface ReviewList {
  /** The oldest first. */
  readonly items: readonly ListedItem[];
  /** How many are open; `more` where there are so many that nobody has counted on. */
  readonly open: { readonly count: number; readonly more: boolean };
  /** Page from 1. */
  readonly page: number;
  /** Query of the next page; undefined on the last. */
  readonly next?: string;
  /** Query of the first page. */
  readonly first: string;
}

/** The reviewer's list: a card for every image, answered in place, by keyboard too. */
export function listPage(list: ReviewList, reviewer: Reviewer): string {
  const { items, open, page, next, first } = list;
  const count = `${formatPlural(open.count, 'image')}${open.more ? ' or more' : ''}`;
  const waiting = open.count === 1 && !open.more ? 'waits' : 'wait';
  const body =
    items.length === 0
      ? html`<h1>Second looks</h1>
<p class="lead">Nothing waits for a second look${page > 1 ? ' on this page' : ''}.</p>
<p><a class="onward" href="${LIST_PATH}?${first}">Look again</a></p>`
      : html`<h1>Second looks</h1>
<p class="lead"><strong${open.more ? undefined : html` data-open="${open.count}"`}>${count}</strong> <span>${waiting}</span> for a second look, the oldest first.${page > 1 ? ` Page ${page}.` : ''}</p>
<p class="keys">Keys: <kbd>1</kbd>–<kbd>9</kbd> a class, <kbd>N</kbd> none of these, <kbd>U</kbd> cannot tell, <kbd>J</kbd> and <kbd>K</kbd> the next and the previous image.</p>
${'verified' in reviewer ? html`<p class="note">You answer as ${reviewer.verified}.</p>` : nameField()}
<ol class="cards">${items.map(card)}</ol>
<nav aria-label="Pages">${page > 1 ? html`<a class="onward" href="${LIST_PATH}?${first}">First page</a>` : undefined}
${next === undefined ? html`<a class="onward" href="${LIST_PATH}?${first}">Look again</a>` : html`<a class="onward" rel="next" href="${LIST_PATH}?${next}">Next page</a>`}</nav>`;
  return pageFrame('Second looks', body).text;
}

const card = ({
  item,
  tokens,
}: ListedItem) => html`<li><article class="card" data-card tabindex="-1" aria-label="${fileName(item.s3_key)}">
${picture(item, tokens.review)}
<div class="question">
${thought(item)}
${answerForm(item, tokens, undefined)}
<p class="status" role="status"></p>
<p class="note">${about(item)}</p>
</div>
</article></li>
`;
