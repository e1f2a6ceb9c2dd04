import type { OpenItem } from '../../core/contracts/open-item';
import type { LinkKeys } from '../../core/second-look/link-keys';
import { type ListedItem, listPage } from '../../core/second-look/pages/list-page';
import { reviewToken } from '../../core/second-look/review-link';
import { formToken } from './form-token';
import { htmlAnswer, type PageAnswer, refusal } from './page-answer';
import type { PageRequest } from './page-request';
import { readListToken } from './read-token';
import type { OpenDesk } from './review-desk';
import { reviewerOf } from './show-review';

/** Cards of one page: as many as a person does without a break, and small enough for one answer. */
const PAGE_ITEMS = 12;
/** How long the links of a list are good that an authorizer has let somebody see. Milliseconds. */
const LINK_LIFE_MILLISECONDS = 12 * 3_600_000;

/**
 * What is open, the oldest first: by the hour, and within an hour by the time of writing, of the first thousand. Answered ones leave the list, so its first
 * page always has something to do. Writes nothing.
 */
export async function showList(request: PageRequest, desk: OpenDesk): Promise<PageAnswer> {
  const access = await readListToken(request, desk);
  if ('refused' in access) return refusal(access.refused);
  const { token, keys } = access;
  const page = pageNumber(request.query.get('page'));
  const { entries, more } = await desk.items.oldest();
  const from = (page - 1) * PAGE_ITEMS;
  const shown = entries.slice(from, from + PAGE_ITEMS);
  const items = (await Promise.all(shown.map((key) => desk.items.read(key)))).filter((item) => item !== undefined);
  const own = token === '' ? '' : `t=${token}`;
  const pageOf = (number: number): string => `${own}${own === '' ? '' : '&'}page=${number}`;
  const listed = items.map((item) => listedItem(item, token, keys, desk.now()));
  const list = {
    items: listed,
    open: { count: entries.length, more },
    page,
    first: own === '' ? 'page=1' : own,
    ...(entries.length > from + PAGE_ITEMS ? { next: pageOf(page + 1) } : {}),
  };
  return htmlAnswer(200, listPage(list, reviewerOf(request)));
}

function listedItem(item: OpenItem, listToken: string, keys: LinkKeys, now: Date): ListedItem {
  const { s3_bucket: bucket, s3_key: key, version_id: versionId, review_id: reviewId } = item;
  const subject = { bucket, key, versionId, reviewId, openedAt: new Date(item.opened_at) };
  const review = reviewToken(subject, new Date(now.getTime() + LINK_LIFE_MILLISECONDS), keys);
  const form = formToken(review, now, keys);
  return { item, tokens: { review, form, ...(listToken === '' ? {} : { list: listToken }) } };
}

const pageNumber = (text: string | null): number => (/^[1-9]\d{0,3}$/.test(text ?? '') ? Number(text) : 1);
