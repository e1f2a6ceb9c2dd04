import * as z from 'zod';
import { InvalidInput } from '../../../core/contracts/errors';
import { functionFrame } from '../../../lambdas/adapters/function-frame';
import { embeddedMetrics } from '../../fixtures/embedded-metrics';
import { printedLines } from '../../fixtures/printed-lines';

const CONTEXT = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 };
const schema = z.object({ WORD: z.string() });

const before = { ...process.env };
beforeEach(() => {
  process.env = { ...before, WORD: 'yes', POWERTOOLS_SERVICE_NAME: 'some-service', POWERTOOLS_METRICS_NAMESPACE: 'N' };
});
afterEach(() => {
  process.env = before;
  jest.restoreAllMocks();
});

it('reads the environment at the first invocation, and once', async () => {
  const build = jest.fn(() => async () => 'answer');
  const handler = functionFrame(schema, build);
  expect(build).not.toHaveBeenCalled();

  await handler({}, CONTEXT);
  const answer = await handler({}, CONTEXT);

  expect(answer).toBe('answer');
  expect(build.mock.calls).toEqual([[{ WORD: 'yes' }]]);
});

it('prints nothing, and warns of nothing, when an invocation counts nothing', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const handler = functionFrame(schema, () => async () => undefined);

  const lines = await printedLines(() => handler({}, CONTEXT));

  expect(lines).toEqual([]);
  expect(warn).not.toHaveBeenCalled();
});

it('files what an invocation counts under the service', async () => {
  const handler = functionFrame(
    schema,
    () =>
      async (_, { count }) =>
        count('Seen'),
  );

  const lines = await printedLines(() => handler({}, CONTEXT));

  expect(embeddedMetrics(lines)).toEqual([{ namespace: 'N', name: 'Seen', dimensions: { service: 'some-service' } }]);
});

it('rethrows a failure as it is, once it has logged its name and the request', async () => {
  const texts: string[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    texts.push(String(text));
    return true;
  });
  const failure = new InvalidInput('no s3_key');
  const handler = functionFrame(schema, () => () => Promise.reject(failure));

  await expect(handler({}, CONTEXT)).rejects.toBe(failure);

  expect(JSON.parse(texts.join(''))).toMatchObject({
    level: 'ERROR',
    message: 'no s3_key',
    function_request_id: 'request-1',
    error: { name: 'InvalidInput' },
  });
});

it('tries the environment again at the next invocation when it was not as it must be', async () => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const handler = functionFrame(schema, () => async () => 'answer');
  delete process.env.WORD;
  await printedLines(() => expect(handler({}, CONTEXT)).rejects.toThrow(/WORD/));

  process.env.WORD = 'yes';

  await expect(handler({}, CONTEXT)).resolves.toBe('answer');
});
