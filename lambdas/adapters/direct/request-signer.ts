import { createHmac, hash } from 'node:crypto';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A request as it goes out, but for its signature. */
export interface UnsignedRequest {
  readonly method: string;
  /** Percent-encoded, and signed as it is: S3's rule, and any other service's where nothing in it needs to be encoded. */
  readonly path: string;
  /** Not encoded. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body?: Uint8Array;
}

/** Headers that proxies may change, or that say nothing to the service. */
const UNSIGNED: ReadonlySet<string> = new Set(['user-agent', 'x-amzn-trace-id']);

const EMPTY_SHA256 = hash('sha256', '');

/** Names of headers: as they were given, and those that are signed. */
interface SignedNames {
  readonly given: readonly string[];
  readonly inOrder: readonly string[];
  /** By semicolons. */
  readonly joined: string;
}

/**
 * Signature Version 4 in the Authorization header.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class RequestSigner {
  private names: SignedNames | undefined;
  private key: { readonly secret: string; readonly day: string; readonly bytes: Buffer } | undefined;

  /** @param service name of the service in the credential scope, e.g. `s3` */
  constructor(
    private readonly region: string,
    private readonly service: string,
  ) {}

  /** Adds date, token, digest of the body and signature to the headers, which have been signed by nobody yet. */
  sign({ method, path, query, headers, body }: UnsignedRequest, credentials: SigningCredentials, now: Date): void {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const time = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
    const day = time.slice(0, 8);
    const digest = body === undefined ? EMPTY_SHA256 : sha256(body);
    headers['x-amz-date'] = time;
    headers['x-amz-content-sha256'] = digest;
    if (sessionToken !== undefined) headers['x-amz-security-token'] = sessionToken;
    const { inOrder, joined } = this.signedNames(headers);
    let canonical = `${method}\n${path}\n${canonicalQuery(query)}\n`;
    for (const name of inOrder) canonical += `${name}:${trimmed(headers[name] as string)}\n`;
    canonical += `\n${joined}\n${digest}`;
    const scope = `${day}/${this.region}/${this.service}/aws4_request`;
    const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`;
    const signature = createHmac('sha256', this.signingKey(secretAccessKey, day)).update(text).digest('hex');
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${joined}, Signature=${signature}`;
  }

  /** Requests to one place have the same headers, nearly always. */
  private signedNames(headers: Readonly<Record<string, string>>): SignedNames {
    const given = Object.keys(headers);
    const { names } = this;
    if (names?.given.length === given.length && names.given.every((name, at) => name === given[at])) return names;
    const inOrder = given.filter((name) => !UNSIGNED.has(name)).sort();
    this.names = { given, inOrder, joined: inOrder.join(';') };
    return this.names;
  }

  /** Holds for a day and a secret. */
  private signingKey(secret: string, day: string): Buffer {
    if (this.key?.secret === secret && this.key.day === day) return this.key.bytes;
    let bytes = hmac(`AWS4${secret}`, day);
    for (const part of [this.region, this.service, 'aws4_request']) bytes = hmac(bytes, part);
    this.key = { secret, day, bytes };
    return bytes;
  }
}

/** Percent-encodes all but the unreserved characters of RFC 3986. @throws URIError for a lone surrogate */
export const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query).map(([name, value]) => [percentEncoded(name), percentEncoded(value)] as const);
  parts.sort(([one], [other]) => (one < other ? -1 : 1));
  return parts.map(([name, value]) => `${name}=${value}`).join('&');
}

/** Runs of white space count as one, those at either end as none. */
const trimmed = (value: string): string =>
  /^\s|\s\s|[\t\r\n]|\s$/.test(value)
    ? value
        .replace(/[\r\n]/g, ' ')
        .replace(/[ \t]+/g, ' ')
        .replace(/^ | $/g, '')
    : value;

const sha256 = (data: string | Uint8Array): string => hash('sha256', data);
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
