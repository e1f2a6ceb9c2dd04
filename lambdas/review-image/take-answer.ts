import type { Answer } from '../../core/contracts/answer';
import { MetricName } from '../../core/contracts/metric-names';
import type { OpenItem } from '../../core/contracts/open-item';
import { openItemKey } from '../../core/contracts/storage-layout';
import { chooseLabel } from '../../core/second-look/choose-label';
import { cleanName } from '../../core/second-look/clean-name';
import { type GivenAnswer, giveAnswer, settleAnswer } from '../../core/second-look/give-answer';
import { answerPage, answerWords } from '../../core/second-look/pages/answer-page';
import { verifyToken } from '../../core/second-look/signed-token';
import { isFormOf } from './form-token';
import { htmlAnswer, jsonAnswer, type PageAnswer, refusal } from './page-answer';
import type { PageRequest } from './page-request';
import { readReviewToken } from './read-token';
import type { OpenDesk } from './review-desk';

/** Tokens of the form and of the list, a name, a choice: far more than an honest form ever has. Bytes. */
const MAX_BODY_BYTES = 8_192;
/** What is written down for a person who gave no name. */
const NAMELESS = 'somebody with the link';

/** Takes an answer from a form of ours. Everything is checked before anything is written. */
export async function takeAnswer(request: PageRequest, desk: OpenDesk): Promise<PageAnswer> {
  const json = request.wantsJson;
  const link = await readReviewToken(request, desk);
  if ('refused' in link) return refusal(link.refused, json);
  if (request.contentType !== 'application/x-www-form-urlencoded') return refusal('wrong-form', json);
  if (request.body.length > MAX_BODY_BYTES) return refusal('too-large', json);
  const fields = new URLSearchParams(request.body.toString('utf8'));
  if (!isFormOf(link.token, fields.get('token') ?? '', desk.now(), link.keys)) return refusal('stale-form', json);

  const { reviewId, openedAt } = link.subject;
  const [item, earlier] = await Promise.all([
    desk.items.read(openItemKey(openedAt, reviewId)),
    desk.answers.read(reviewId),
  ]);
  const list = fields.get('list') ?? '';
  const back = 'fields' in verifyToken('list', list, desk.now(), link.keys) ? `t=${list}` : undefined;
  if (earlier !== undefined) {
    // Whoever was earlier may have died half-way.
    await settleAnswer(earlier, desk.answers);
    return shown({ answer: earlier, won: false }, json, back);
  }
  if (item === undefined) return refusal('not-open', json);
  const choice = chooseLabel(fields.get('label') ?? '', item.classes);
  if (choice === undefined) return refusal('not-offered', json);

  const name = request.verifiedName ?? cleanName(fields.get('who') ?? undefined) ?? NAMELESS;
  const answer = answerTo(item, choice, { name, verified: request.verifiedName !== undefined }, desk.now());
  const given = await giveAnswer(answer, desk.answers);
  if (given.won) count(given.answer, desk);
  return shown(given, json, back);
}

function answerTo(
  item: OpenItem,
  choice: Pick<Answer, 'label' | 'class_index'>,
  who: { readonly name: string; readonly verified: boolean },
  now: Date,
): Answer {
  const { review_id, s3_bucket, s3_key, version_id, predicted_label, model_package, opened_at } = item;
  return {
    version: 1,
    review_id,
    s3_bucket,
    s3_key,
    version_id,
    ...choice,
    predicted_label,
    model_package,
    who: who.name,
    who_verified: who.verified,
    answered_at: now.toISOString(),
    opened_at,
    source: 'page',
  };
}

function count({ class_index, label }: Answer, { invocation }: OpenDesk): void {
  invocation.count(class_index === undefined ? MetricName.OtherAnswer : MetricName.Labelled);
  invocation.logger.info('answered', { kind: class_index === undefined ? label : 'class' });
}

function shown({ answer, won }: GivenAnswer, json: boolean, back: string | undefined): PageAnswer {
  if (!json) return htmlAnswer(won ? 200 : 409, answerPage(answer, won, back));
  const words = answerWords(answer);
  const message = won ? `Recorded: ${words}.` : `Answered already: ${words}, by ${answer.who}.`;
  return jsonAnswer(won ? 200 : 409, { settled: true, message });
}
