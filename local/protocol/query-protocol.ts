import type { ServerResponse } from 'node:http';
import { type LaptopRequest, readBody } from '../front-door/laptop-request';
import { AwsError, asAwsError } from './aws-error';
import type { OperationTable } from './operations';
import { parseQueryParameters } from './query-parameters';
import { escapeXml, xmlElement, xmlOf } from './xml';

/** What tells one query-protocol service from another on the wire. */
export interface QueryService {
  /** Namespace of the answers, e.g. `http://sns.amazonaws.com/doc/2010-03-31/`. */
  readonly xmlNamespace: string;
  /** The service's own word for AccessDenied, e.g. SNS's `AuthorizationError`. */
  readonly accessDeniedCode?: string;
}

/**
 * Serves the operation that the form field `Action` names (SNS, STS, CloudFormation). Operations get the members as
 * `parseQueryParameters` gives them (leaves are strings) and answer what `xmlOf` can write.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export async function handleQuery(
  operations: OperationTable,
  service: QueryService,
  request: LaptopRequest,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const parameters = new URLSearchParams(request.query);
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters.append(name, value);
  const action = parameters.get('Action') ?? '';
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  if (operation === undefined) {
    const known = Object.keys(operations).sort().join(', ');
    throw new AwsError('InvalidAction', `The laptop does not have the action '${action}'. It has: ${known}.`);
  }
  const { Action: _, Version: __, ...input } = parseQueryParameters(parameters);
  const output = await operation(input, { principal: request.principal, requestId: request.requestId });
  // An operation without an output shape answers metadata alone, as the services do.
  const result = output === undefined ? '' : xmlElement(`${action}Result`, xmlOf(output));
  const metadata = xmlElement('ResponseMetadata', xmlElement('RequestId', request.requestId));
  write(
    response,
    200,
    request,
    `<${action}Response xmlns="${service.xmlNamespace}">${result}${metadata}</${action}Response>`,
  );
}

/** The query protocol's error shape: `<ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>`. */
export function failQuery(
  error: unknown,
  service: QueryService,
  request: LaptopRequest,
  response: ServerResponse,
): void {
  const known = asAwsError(error);
  const code = known.code === 'AccessDenied' ? (service.accessDeniedCode ?? known.code) : known.code;
  const type = known.status < 500 ? 'Sender' : 'Receiver';
  const shape = xmlOf({ Error: { Type: type, Code: code, Message: known.message, ...known.members } });
  const requestId = xmlElement('RequestId', escapeXml(request.requestId));
  write(
    response,
    known.status,
    request,
    `<ErrorResponse xmlns="${service.xmlNamespace}">${shape}${requestId}</ErrorResponse>`,
  );
}

function write(response: ServerResponse, status: number, request: LaptopRequest, xml: string): void {
  const body = Buffer.from(xml);
  response
    .writeHead(status, {
      'content-type': 'text/xml',
      'content-length': body.length,
      'x-amzn-requestid': request.requestId,
    })
    .end(body);
}
