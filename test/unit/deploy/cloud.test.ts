import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsCloud } from '../../../cli/deploy/cloud';

/** Answers as the services do: JSON for the parameter store, XML for CloudFormation and STS. */
function answer(request: string, target: string, response: ServerResponse): void {
  const xml = (status: number, text: string) => response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
  const json = (status: number, value: object) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value));
  if (target.endsWith('GetParameter')) {
    if (request.includes('/absent')) json(400, { __type: 'ParameterNotFound', message: 'no' });
    else if (request.includes('/denied')) json(400, { __type: 'AccessDeniedException', message: 'no' });
    else json(200, { Parameter: { Name: '/present', Value: '28' } });
  } else if (request.includes('Action=GetCallerIdentity')) {
    xml(200, wrapped('GetCallerIdentity', '<Account>111122223333</Account>'));
  } else if (request.includes('StackName=absent')) {
    xml(400, error('ValidationError', 'Stack with id absent does not exist'));
  } else if (request.includes('StackName=denied')) {
    xml(403, error('AccessDenied', 'not authorized'));
  } else {
    const stack = '<StackName>present</StackName><StackStatus>UPDATE_COMPLETE</StackStatus>';
    xml(200, wrapped('DescribeStacks', `<Stacks><member>${stack}</member></Stacks>`));
  }
}
const wrapped = (action: string, inner: string): string =>
  `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`;
const error = (code: string, message: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe('AwsCloud', () => {
  let server: Server;
  let cloud: AwsCloud;
  const before = { ...process.env };

  beforeAll(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_MAX_ATTEMPTS: '1' });
    server = createServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      answer(Buffer.concat(chunks).toString(), String(incoming.headers['x-amz-target'] ?? ''), response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cloud = new AwsCloud('us-east-1', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(async () => {
    cloud.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    process.env = before;
  });

  it('knows the account of the credentials', async () => {
    expect(await cloud.account()).toBe('111122223333');
  });

  it('reads a parameter, and tells an absent one from a refusal', async () => {
    expect(await cloud.parameter('/present')).toBe('28');
    expect(await cloud.parameter('/absent')).toBeUndefined();
    await expect(cloud.parameter('/denied')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('reads a stack’s status, and tells an absent stack from a refusal', async () => {
    expect(await cloud.stackStatus('present')).toBe('UPDATE_COMPLETE');
    expect(await cloud.stackStatus('absent')).toBeUndefined();
    await expect(cloud.stackStatus('denied')).rejects.toThrow('not authorized');
  });
});
