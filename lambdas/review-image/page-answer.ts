import { REFUSALS, type RefusalWord, refusalPage } from '../../core/second-look/pages/refusal-page';

/** What a function answers an HTTP API (payload format 2.0). */
export interface PageAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * On every answer. Only our own files run, and nobody may frame a page whose buttons answer at once; the address is signed, so it goes to no other site as
 * referrer; and nothing is kept, by browsers or by what is between.
 */
export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'x-robots-tag': 'noindex, nofollow',
} as const;

export const textAnswer = (statusCode: number, contentType: string, body: string): PageAnswer => ({
  statusCode,
  headers: { ...SECURITY_HEADERS, 'content-type': contentType },
  body,
  isBase64Encoded: false,
});

export const htmlAnswer = (statusCode: number, page: string): PageAnswer =>
  textAnswer(statusCode, 'text/html; charset=utf-8', page);

export const jsonAnswer = (statusCode: number, value: unknown): PageAnswer =>
  textAnswer(statusCode, 'application/json', JSON.stringify(value));

export const bytesAnswer = (contentType: string, bytes: Uint8Array): PageAnswer => ({
  statusCode: 200,
  headers: { ...SECURITY_HEADERS, 'content-type': contentType },
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
});

const STATUS: Readonly<Record<RefusalWord, number>> = {
  malformed: 400,
  forged: 403,
  'unknown-key': 403,
  expired: 410,
  'not-open': 404,
  'no-picture': 404,
  'stale-form': 403,
  'not-offered': 400,
  'wrong-form': 415,
  'too-large': 413,
  'not-found': 404,
  'wrong-method': 405,
  unavailable: 503,
};

/** A page that says why, or the same for a script. */
export function refusal(word: RefusalWord, json = false): PageAnswer {
  const { title, text } = REFUSALS[word];
  return json
    ? jsonAnswer(STATUS[word], { settled: false, message: `${title}. ${text}` })
    : htmlAnswer(STATUS[word], refusalPage(word));
}

export const withHeader = (answer: PageAnswer, name: string, value: string): PageAnswer => ({
  ...answer,
  headers: { ...answer.headers, [name]: value },
});
