import { functionResponse } from '../../../local/http-api/function-response';

const response = (answer: unknown) => functionResponse(Buffer.from(JSON.stringify(answer)));

it('takes an answer with statusCode as the response', () => {
  const answer = response({
    statusCode: 201,
    headers: { 'X-A': 'b', 'Content-Length': '99' },
    cookies: ['a=1', 'b=2; HttpOnly'],
    body: 'AAEC',
    isBase64Encoded: true,
  });

  expect(answer).toEqual({
    status: 201,
    headers: { 'content-type': 'text/plain;charset=utf-8', 'x-a': 'b' },
    cookies: ['a=1', 'b=2; HttpOnly'],
    body: Buffer.from([0, 1, 2]),
  });
});

it.each([
  [{ a: 1 }, '{"a":1}'],
  ['text', 'text'],
  [null, 'null'],
])('takes %j without statusCode as the body', (answer, body) => {
  expect(response(answer)).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(response(answer).body.toString()).toBe(body);
});

it.each([
  [{ statusCode: 'x' }],
  [{ statusCode: 99 }],
  [{ statusCode: 200, body: {} }],
  [{ statusCode: 200, headers: [] }],
])('refuses %j', (answer) => {
  expect(() => response(answer)).toThrow(expect.objectContaining({ name: 'MalformedResponse' }));
});
