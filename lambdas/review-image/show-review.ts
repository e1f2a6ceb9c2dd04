import { openItemKey } from '../../core/contracts/storage-layout';
import { answerPage } from '../../core/second-look/pages/answer-page';
import { type Reviewer, reviewPage } from '../../core/second-look/pages/review-page';
import { formToken } from './form-token';
import { htmlAnswer, type PageAnswer, refusal } from './page-answer';
import type { PageRequest } from './page-request';
import { readReviewToken } from './read-token';
import type { OpenDesk } from './review-desk';

/** The page of one second look; once it is answered, the answer. Writes nothing. */
export async function showReview(request: PageRequest, desk: OpenDesk): Promise<PageAnswer> {
  const link = await readReviewToken(request, desk);
  if ('refused' in link) return refusal(link.refused);
  const { subject, token, keys } = link;
  const [answer, item] = await Promise.all([
    desk.answers.read(subject.reviewId),
    desk.items.read(openItemKey(subject.openedAt, subject.reviewId)),
  ]);
  if (answer !== undefined) return htmlAnswer(200, answerPage(answer, false));
  if (item === undefined) return refusal('not-open');
  const form = formToken(token, desk.now(), keys);
  return htmlAnswer(200, reviewPage(item, { review: token, form }, reviewerOf(request)));
}

export const reviewerOf = ({ verifiedName }: PageRequest): Reviewer =>
  verifiedName === undefined ? { ask: true } : { verified: verifiedName };
