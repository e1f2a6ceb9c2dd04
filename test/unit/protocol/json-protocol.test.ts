import { request } from 'node:http';
import type { LaptopRequest } from '../../../local/front-door/laptop-request';
import type { LaptopService } from '../../../local/front-door/laptop-service';
import { AwsError, accessDenied, asAwsError, exceptionName } from '../../../local/protocol/aws-error';
import { failJson, handleJson } from '../../../local/protocol/json-protocol';
import type { OperationTable } from '../../../local/protocol/operations';
import { openTestDoor, type TestDoor } from '../../fixtures/test-door';

const operations: OperationTable = {
  Echo: async (input) => input,
  Break: async () => {
    throw new TypeError('a fault of ours');
  },
};
const service: LaptopService = {
  signingNames: ['ssm'],
  handle: (incoming, response) => handleJson(operations, '1.1', incoming, response),
  fail: (error, incoming: LaptopRequest, response) => failJson(error, '1.1', incoming, response),
};

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor([service]);
});
afterAll(() => door.stop());

const headers = (target: string): Record<string, string> => ({
  'x-amz-target': `AmazonSSM.${target}`,
  authorization: 'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/ssm/aws4_request, Signature=0',
});

async function ask(target: string, body: string): Promise<[number, unknown]> {
  const response = await fetch(door.url, { method: 'POST', headers: headers(target), body });
  return [response.status, await response.json()];
}

it('hands the members over and answers with the output', async () => {
  expect(await ask('Echo', '{"Name":"ü"}')).toEqual([200, { Name: 'ü' }]);
  expect(await ask('Echo', '')).toEqual([200, {}]);
});

it.each(['null', '[]', '"text"', '5', '{', 'rubbish'])('refuses the body %s as the caller’s fault', async (body) => {
  expect(await ask('Echo', body)).toMatchObject([400, { __type: 'SerializationException' }]);
});

it('calls a fault of the laptop its own', async () => {
  expect(await ask('Break', '{}')).toMatchObject([500, { __type: 'InternalFailure' }]);
});

it('still answers a body that is too large to be read', async () => {
  const sent = request(door.url, { method: 'POST', headers: headers('Echo') });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
  // The door closes what it has refused; what is still being sent then fails on the connection itself.
  sent.on('socket', (socket) => socket.on('error', () => {}));
  const piece = Buffer.alloc(1024 * 1024);
  for (let megabytes = 0; megabytes < 20; megabytes++) sent.write(piece);
  sent.end();

  expect(await answered).toBe(413);
});

it('names errors as the JSON and REST protocols do', () => {
  expect(exceptionName(accessDenied('no'))).toBe('AccessDeniedException');
  expect(exceptionName(new AwsError('ExpiredToken', 'over'))).toBe('ExpiredTokenException');
  expect(exceptionName(new AwsError('ParameterNotFound', 'none'))).toBe('ParameterNotFound');
  expect(asAwsError(new Error('disk full'), 'InternalError')).toMatchObject({ code: 'InternalError', status: 500 });
});
