import { joinedRecord } from '../../../core/joined-record';
import { RequestSigner, type SigningCredentials } from './request-signer';

/** A request below its route: what differs from one call to the next. */
export interface HttpCall {
  readonly method: string;
  /** Percent-encoded: the last part of the request's path. */
  readonly path: string;
  /** Not encoded. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** A whole request, as the SDK's HTTP handlers take it. */
export interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: Uint8Array;
}

/** What is of one request alone. */
export interface RequestStamp {
  readonly credentials: SigningCredentials;
  readonly now: Date;
  /** A UUID. */
  readonly invocationId: string;
  /** From 1. */
  readonly attempt: number;
  /** Of the invocation that the request belongs to, where it is traced. */
  readonly traceId?: string;
}

type Origin = Pick<HttpRequest, 'protocol' | 'hostname' | 'port'>;

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, /;
const ATTEMPT = /^attempt=(\d+); max=(\d+)$/;
/** Headers that are the same in every request of a client to one place. */
const FIXED: readonly string[] = ['host', 'user-agent', 'x-amz-user-agent', 'x-amz-checksum-mode'];

/**
 * How a client's requests to one place (a bucket, an endpoint) look: learnt from one that the SDK itself has made, by whatever configuration, environment and
 * rules for endpoints it goes.
 */
export class RequestRoute {
  private constructor(
    private readonly origin: Origin,
    private readonly basePath: string,
    private readonly query: Readonly<Record<string, string>>,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly maxAttempts: number,
    private readonly signer: RequestSigner,
  ) {}

  /**
   * The route of a request that the SDK sent.
   * @param sent that request
   * @param call what it was sent for
   * @param credentials by which it was signed
   * @returns undefined where the route would not make that very request again, to the last letter of its signature
   */
  static learn(
    sent: HttpRequest,
    call: HttpCall,
    stamp: Pick<RequestStamp, 'credentials' | 'traceId'>,
  ): RequestRoute | undefined {
    const seen = lowerCased(sent.headers);
    const [, region, service] = AUTHORIZATION.exec(seen.authorization ?? '') ?? [];
    const [, attempt, maxAttempts] = ATTEMPT.exec(seen['amz-sdk-request'] ?? '') ?? [];
    const now = signingTime(seen['x-amz-date']);
    if (region === undefined || service === undefined || maxAttempts === undefined || now === undefined)
      return undefined;
    if (!sent.path.endsWith(call.path)) return undefined;
    const { protocol, hostname, port } = sent;
    const route = new RequestRoute(
      { protocol, hostname, port },
      sent.path.slice(0, sent.path.length - call.path.length),
      Object.fromEntries(Object.entries(sent.query).filter(([name]) => !Object.hasOwn(call.query, name))),
      Object.fromEntries(Object.entries(seen).filter(([name]) => FIXED.includes(name))),
      Number(maxAttempts),
      new RequestSigner(region, service),
    );
    const invocationId = seen['amz-sdk-invocation-id'] ?? '';
    const again = route.request(call, { ...stamp, now, invocationId, attempt: Number(attempt) });
    const isSame =
      again.method === sent.method &&
      again.path === sent.path &&
      sameRecord(again.query, sent.query) &&
      sameRecord(again.headers, seen);
    return isSame ? route : undefined;
  }

  request(call: HttpCall, stamp: RequestStamp): HttpRequest {
    const { method, body } = call;
    const path = this.basePath + call.path;
    const query = joinedRecord(this.query, call.query);
    const headers = joinedRecord(this.headers, call.headers);
    headers['amz-sdk-invocation-id'] = stamp.invocationId;
    headers['amz-sdk-request'] = `attempt=${stamp.attempt}; max=${this.maxAttempts}`;
    if (body !== undefined) headers['content-length'] = String(body.length);
    if (stamp.traceId !== undefined) headers['x-amzn-trace-id'] = stamp.traceId;
    this.signer.sign({ method, path, query, headers, body }, stamp.credentials, stamp.now);
    const { protocol, hostname, port } = this.origin;
    return { protocol, hostname, port, method, path, query, headers, body };
  }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function signingTime(text: string | undefined): Date | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return year === undefined ? undefined : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function sameRecord(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
