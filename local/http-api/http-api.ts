import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import type { JwtAuthorizer } from './jwt/jwt-authorizer';
import type { RoutePattern } from './route-pattern';

/** What a route hands its requests to: a function, in payload format 2.0. */
export interface Integration {
  readonly functionArn: string;
  /** Milliseconds. */
  readonly timeoutMs: number;
}

export interface Route {
  readonly id: string;
  /** `GET /review/{id}`, `$default` */
  readonly key: string;
  readonly pattern: RoutePattern;
  readonly integrationId: string;
  /** Absent for a route that is open to everybody. */
  readonly authorizerId?: string;
  readonly scopes: readonly string[];
}

export interface Stage {
  /** `$default` has no place in the path; every other stage is its first segment. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Recorded: the laptop does not throttle. */
  readonly settings: JsonObject;
}

/** One HTTP API, as its resources make it. */
export class HttpApi {
  readonly routes = new Map<string, Route>();
  readonly integrations = new Map<string, Integration>();
  readonly stages = new Map<string, Stage>();
  readonly authorizers = new Map<string, JwtAuthorizer>();

  constructor(
    readonly id: string,
    public name: string,
  ) {}

  /** @throws AwsError `NotFoundException` */
  integration(id: string): Integration {
    const integration = this.integrations.get(id);
    if (integration === undefined) throw notFound(`The API ${this.id} has no integration ${id}.`);
    return integration;
  }
}

/** The account's HTTP APIs by id. They come with the templates at every start. */
export class HttpApis {
  private readonly apis = new Map<string, HttpApi>();

  /** Adds an API, or gives a known one another name. */
  put(id: string, name: string): void {
    const known = this.apis.get(id);
    if (known === undefined) this.apis.set(id, new HttpApi(id, name));
    else known.name = name;
  }

  delete(id: string): void {
    this.apis.delete(id);
  }

  find(id: string): HttpApi | undefined {
    return this.apis.get(id);
  }

  /** @throws AwsError `NotFoundException` */
  get(id: string): HttpApi {
    const api = this.apis.get(id);
    if (api === undefined) throw notFound(`There is no HTTP API ${id}.`);
    return api;
  }
}

const notFound = (message: string): AwsError => new AwsError('NotFoundException', message, 404);
