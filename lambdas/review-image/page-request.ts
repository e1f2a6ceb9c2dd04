import * as z from 'zod';
import { cleanName } from '../../core/second-look/clean-name';

/** What an HTTP API hands to a function (payload format 2.0), as far as it is used. */
const httpEventSchema = z.looseObject({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  requestContext: z.looseObject({
    http: z.looseObject({ method: z.string() }),
    /** Where an authorizer has checked a token. */
    authorizer: z
      .looseObject({ jwt: z.looseObject({ claims: z.record(z.string(), z.unknown()) }).optional() })
      .optional(),
  }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

/** A request to the pages. */
export interface PageRequest {
  /** `GET` for a HEAD request too: the answer's body is left out at the end. */
  readonly method: string;
  readonly head: boolean;
  /** The part after the last address of the service: `second-look`, `second-look/image`, `review`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  /** Whether a script asks, and wants JSON. */
  readonly wantsJson: boolean;
  readonly body: Buffer;
  /** Who the authorizer says it is; undefined without an authorizer. */
  readonly verifiedName?: string;
}

/** Claims that name a person, the most readable first. */
const NAME_CLAIMS = ['email', 'preferred_username', 'username', 'cognito:username', 'sub'] as const;

/** @throws ZodError for something that no HTTP API sends. */
export function parsePageRequest(event: unknown): PageRequest {
  const { rawPath, rawQueryString, headers, requestContext, body, isBase64Encoded } = httpEventSchema.parse(event);
  const { method } = requestContext.http;
  const header = (name: string): string => headers[name] ?? '';
  return {
    method: method === 'HEAD' ? 'GET' : method,
    head: method === 'HEAD',
    path: PATH.exec(rawPath)?.[1] ?? '',
    query: new URLSearchParams(rawQueryString),
    contentType: (header('content-type').split(';')[0] ?? '').trim().toLowerCase(),
    wantsJson: header('accept') === 'application/json',
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    verifiedName: nameOf(requestContext.authorizer?.jwt?.claims),
  };
}

/** A stage, or the laptop's own address of an API, may stand before the path. */
const PATH = /\/(second-look(?:\/[a-z.]+)?|review)$/;

function nameOf(claims: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (claims === undefined) return undefined;
  const names = NAME_CLAIMS.map((claim) => claims[claim]).filter((value) => typeof value === 'string');
  return names.map(cleanName).find((name) => name !== undefined) ?? 'a checked token without a name';
}
