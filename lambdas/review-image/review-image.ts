import { ErrorName, ServiceError } from '../../core/contracts/errors';
import { PAGE_SCRIPT } from '../../core/second-look/pages/page-script';
import { PAGE_STYLE } from '../../core/second-look/pages/style-sheet';
import type { Invocation } from '../adapters/function-frame';
import { type PageAnswer, refusal, textAnswer, withHeader } from './page-answer';
import { type PageRequest, parsePageRequest } from './page-request';
import type { OpenDesk, ReviewDesk } from './review-desk';
import { showImage } from './show-image';
import { showList } from './show-list';
import { showReview } from './show-review';
import { takeAnswer } from './take-answer';

type Page = (request: PageRequest, desk: OpenDesk) => Promise<PageAnswer>;

const asset =
  (contentType: string, text: string): Page =>
  async () =>
    textAnswer(200, contentType, text);

/** Every page by its path and method. GET, and HEAD with it, only reads: mail gateways open links. */
const PAGES: Readonly<Record<string, Readonly<Record<string, Page>>>> = {
  'second-look': { GET: showReview, POST: takeAnswer },
  'second-look/image': { GET: showImage },
  'second-look/page.css': { GET: asset('text/css; charset=utf-8', PAGE_STYLE) },
  'second-look/page.js': { GET: asset('text/javascript; charset=utf-8', PAGE_SCRIPT) },
  review: { GET: showList },
};

/** Answers a request to the second-look pages, whatever it is: what fails is logged and counted, and its reader gets a page. */
export async function reviewImage(event: unknown, invocation: Invocation, desk: ReviewDesk): Promise<PageAnswer> {
  const request = parsePageRequest(event);
  const answer = await answerOf(request, { ...desk, invocation });
  return request.head ? { ...answer, body: '', isBase64Encoded: false } : answer;
}

async function answerOf(request: PageRequest, desk: OpenDesk): Promise<PageAnswer> {
  const methods = Object.hasOwn(PAGES, request.path) ? PAGES[request.path] : undefined;
  if (methods === undefined) return refusal('not-found', request.wantsJson);
  const page = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (page === undefined) {
    const allowed = Object.keys(methods).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    return withHeader(refusal('wrong-method', request.wantsJson), 'allow', allowed.join(', '));
  }
  try {
    return await page(request, desk);
  } catch (error) {
    desk.invocation.report(error as Error);
    const gone = error instanceof ServiceError && error.name === ErrorName.ImageNotFound;
    return refusal(gone ? 'no-picture' : 'unavailable', request.wantsJson);
  }
}
