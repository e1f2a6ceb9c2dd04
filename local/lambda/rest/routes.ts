import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../../front-door/laptop-request';
import { AwsError } from '../../protocol/aws-error';
import type { LambdaService } from '../lambda-service';
import { getEventSourceMapping, listEventSourceMappings } from './describe-event-sources';
import { getFunction, getFunctionConfiguration, listAliases, listFunctions, listVersions } from './describe-functions';
import { invoke } from './invoke';

export type RestOperation = (
  lambda: LambdaService,
  request: LaptopRequest,
  response: ServerResponse,
  body: Buffer,
) => Promise<void>;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly name: string;
  readonly make: (parameter: string) => RestOperation;
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
const ROUTES: readonly Route[] = [
  { name: 'Invoke', method: 'POST', path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, make: invoke },
  { name: 'ListFunctions', method: 'GET', path: /^\/2015-03-31\/functions\/?()$/, make: () => listFunctions },
  { name: 'GetFunction', method: 'GET', path: /^\/2015-03-31\/functions\/([^/]+)$/, make: getFunction },
  {
    name: 'GetFunctionConfiguration',
    method: 'GET',
    path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
    make: getFunctionConfiguration,
  },
  {
    name: 'ListVersionsByFunction',
    method: 'GET',
    path: /^\/2015-03-31\/functions\/([^/]+)\/versions$/,
    make: listVersions,
  },
  { name: 'ListAliases', method: 'GET', path: /^\/2015-03-31\/functions\/([^/]+)\/aliases$/, make: listAliases },
  {
    name: 'ListEventSourceMappings',
    method: 'GET',
    path: /^\/2015-03-31\/event-source-mappings\/?()$/,
    make: () => listEventSourceMappings,
  },
  {
    name: 'GetEventSourceMapping',
    method: 'GET',
    path: /^\/2015-03-31\/event-source-mappings\/([^/]+)$/,
    make: getEventSourceMapping,
  },
];

/** The calls that there are, by API name. */
export const callNames = (): readonly string[] => ROUTES.map(({ name }) => name);

/** @throws AwsError `UnknownOperationException` that lists what there is. */
export function route(method: string, rawPath: string): RestOperation {
  for (const { method: wanted, path, make } of ROUTES) {
    const match = method === wanted ? path.exec(rawPath) : null;
    if (match !== null) return make(decoded(match[1] ?? ''));
  }
  const known = callNames().join(', ');
  const message = `The laptop's Lambda has no ${method} ${rawPath}. It has: ${known}. Functions are made and changed through templates.`;
  throw new AwsError('UnknownOperationException', message, 404);
}

function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    throw new AwsError('ValidationException', `'${parameter}' is not percent-encoded as a path must be.`);
  }
}

export function answerJson(request: LaptopRequest, response: ServerResponse, answer: object): void {
  const body = Buffer.from(JSON.stringify(answer));
  response
    .writeHead(200, {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-amzn-requestid': request.requestId,
    })
    .end(body);
}
