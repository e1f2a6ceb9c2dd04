import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';
import { HttpFailure } from '../http-failure';
import type { IssuerKeys } from './issuer-keys';
import { TokenInvalid, type TokenRequirements, verifyToken } from './verify-token';

/** Who a request is from, as the function finds it in `requestContext.authorizer.jwt`. */
export interface JwtIdentity {
  readonly claims: Readonly<Record<string, string>>;
  /** Those of the route that the token has; null where the route asks for none. */
  readonly scopes: readonly string[] | null;
}

interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}

/** Admits requests that carry a token of one issuer. */
export class JwtAuthorizer {
  private constructor(
    private readonly source: { readonly kind: 'header' | 'query'; readonly name: string },
    private readonly requirements: TokenRequirements,
    private readonly keys: IssuerKeys,
  ) {}

  /**
   * Reads `AWS::ApiGatewayV2::Authorizer`.
   * @throws AwsError `BadRequestException`
   */
  static read(properties: JsonObject, keys: IssuerKeys): JwtAuthorizer {
    if (properties.AuthorizerType !== 'JWT')
      throw invalid(`the laptop has JWT, not ${String(properties.AuthorizerType)}`);
    const [identity = '$request.header.Authorization'] = (properties.IdentitySource ?? []) as readonly string[];
    const [, kind, name] = /^\$request\.(header|querystring)\.([\w-]+)$/.exec(identity) ?? [];
    if (kind === undefined || name === undefined) throw invalid(`no identity source '${identity}'`);
    const { Issuer, Audience } = (properties.JwtConfiguration ?? {}) as JsonObject;
    if (typeof Issuer !== 'string' || !Array.isArray(Audience))
      throw invalid('JwtConfiguration needs Issuer and Audience');
    const source = { kind: kind === 'header' ? 'header' : 'query', name } as const;
    return new JwtAuthorizer(source, { issuer: Issuer, audiences: Audience.map(String) }, keys);
  }

  /**
   * @param scopes one of which the token must have; none are asked for where it is empty.
   * @throws HttpFailure 401 without a valid token, 403 without the scope.
   */
  async identify(credentials: Credentials, scopes: readonly string[], now: Date): Promise<JwtIdentity> {
    const claims = await this.claims(this.tokenOf(credentials), now);
    const held = String(claims.scope ?? claims.scp ?? '').split(' ');
    const granted = scopes.filter((scope) => held.includes(scope));
    if (scopes.length > 0 && granted.length === 0) {
      throw new HttpFailure(403, 'Forbidden', challenge('insufficient_scope'));
    }
    return {
      claims: Object.fromEntries(Object.entries(claims).map(claimText)),
      scopes: scopes.length > 0 ? granted : null,
    };
  }

  private tokenOf({ headers, query }: Credentials): string {
    const { kind, name } = this.source;
    const value = kind === 'header' ? headers[name.toLowerCase()] : query.get(name);
    const token = String(value ?? '').replace(/^Bearer /i, '');
    if (token === '') throw new HttpFailure(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    return token;
  }

  private async claims(token: string, now: Date): Promise<JsonObject> {
    try {
      return await verifyToken(token, this.requirements, this.keys, now);
    } catch (error) {
      if (error instanceof TokenInvalid) {
        throw new HttpFailure(401, 'Unauthorized', challenge('invalid_token', error.message));
      }
      throw error;
    }
  }
}

function challenge(error: string, description = ''): Readonly<Record<string, string>> {
  const text = description.replace(/[^\x20-\x7e]|"/g, "'");
  return { 'www-authenticate': `Bearer error="${error}"${text === '' ? '' : ` error_description="${text}"`}` };
}

/** Claims reach the function as text: lists as `[a b]`. */
const claimText = ([name, value]: [string, unknown]): [string, string] => {
  if (Array.isArray(value)) return [name, `[${value.map(String).join(' ')}]`];
  return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
};

const invalid = (reason: string): AwsError =>
  new AwsError('BadRequestException', `The authorizer is not valid: ${reason}.`);
