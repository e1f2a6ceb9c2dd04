import type { JsonObject } from '../protocol/operations';

/** What goes back to the client. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** An answer of a function that is no HTTP response. */
export class MalformedResponse extends Error {
  override readonly name = 'MalformedResponse';
}

/** Set by whoever writes the answer, as the body has it. */
const FRAMING: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

/**
 * Reads a function's answer in format 2.0: with `statusCode` it is the response; without, all of it is the body of a 200 as JSON.
 * @throws MalformedResponse
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function functionResponse(payload: Buffer): HttpAnswer {
  const answer: unknown = payload.length === 0 ? null : JSON.parse(payload.toString('utf8'));
  if (typeof answer !== 'object' || answer === null || !Object.hasOwn(answer, 'statusCode')) {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(text) };
  }
  const { statusCode, headers = {}, cookies = [], body, isBase64Encoded } = answer as JsonObject;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    throw new MalformedResponse(`statusCode is ${JSON.stringify(statusCode)}.`);
  }
  if (!isObject(headers)) throw new MalformedResponse('headers is no object.');
  if (!Array.isArray(cookies)) throw new MalformedResponse('cookies is no list.');
  return {
    status,
    headers: { 'content-type': 'text/plain;charset=utf-8', ...readHeaders(headers) },
    cookies: cookies.map(String),
    body: bodyOf(body, isBase64Encoded === true),
  };
}

function readHeaders(headers: JsonObject): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return Object.fromEntries(entries.filter(([name]) => !FRAMING.has(name)));
}

function bodyOf(body: unknown, isBase64: boolean): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body, isBase64 ? 'base64' : 'utf8');
  throw new MalformedResponse('body is no text.');
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
