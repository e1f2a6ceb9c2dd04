import { type Answer, OTHER_ANSWERS } from '../../contracts/answer';
import { html } from '../../report/html';
import { LIST_PATH } from '../review-link';
import { pageFrame } from './page-frame';
import { readableTime } from './review-page';

/** `bicycle`; the other answers in words. A class may carry the name of one of them, hence the index. */
export function answerWords({ label, class_index }: Pick<Answer, 'label' | 'class_index'>): string {
  if (class_index !== undefined) return label;
  return label === OTHER_ANSWERS[0] ? 'none of these' : 'cannot tell';
}

/**
 * What a second look was answered with.
 * @param given whether it is the answer of the person who reads this; else somebody was earlier.
 * @param listQuery leads back to the reviewer's list, where the person came from it.
 */
export function answerPage(answer: Answer, given: boolean, listQuery?: string): string {
  const words = answerWords(answer);
  const label = answer.class_index === undefined ? 'It is counted, and is no label.' : 'It is a label now.';
  const body = html`<h1>${given ? 'Thank you' : 'Answered already'}</h1>
<p class="lead">${given ? 'Recorded: ' : 'The answer is '}<strong>${words}</strong>. ${label}</p>
<p class="note">${answer.s3_key === undefined ? undefined : html`<span class="key">${answer.s3_key}</span>, answered `}${
    answer.s3_key === undefined ? 'Answered ' : undefined
  }by ${answer.who}, <time datetime="${answer.answered_at}">${readableTime(answer.answered_at)}</time>.</p>
${given ? undefined : html`<p class="note">The first answer counts; nothing was changed.</p>`}
${listQuery === undefined ? html`<p class="closing">You can close this page.</p>` : html`<p><a class="onward" href="${LIST_PATH}?${listQuery}">Back to the list</a></p>`}`;
  return pageFrame(given ? 'Thank you' : 'Answered already', body).text;
}
