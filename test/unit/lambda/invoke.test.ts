import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { ADMINISTRATOR, ROLE, RunningLambda } from './running-lambda';

let local: RunningLambda;
beforeAll(async () => {
  local = await new RunningLambda({ limits: { workersPerFunction: 3 } }).listen();
});
afterAll(() => local.stop());

const text = (payload: Uint8Array | undefined) => Buffer.from(payload ?? []).toString();
const wait = `const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));`;

describe('Invoke over HTTP', () => {
  it('gives the handler the event and the context, and the caller the result', async () => {
    await local.make(
      'echo',
      `exports.handler = async (event, context) => ({ event, name: context.functionName, version: context.functionVersion,
         memory: context.memoryLimitInMB, arn: context.invokedFunctionArn, id: context.awsRequestId,
         left: context.getRemainingTimeInMillis(), client: context.clientContext });`,
      { Timeout: 9, MemorySize: 256 },
    );
    const ClientContext = Buffer.from('{"custom":{"a":"ü"}}').toString('base64');

    const answer = await local
      .client()
      .send(new InvokeCommand({ FunctionName: 'echo', Payload: Buffer.from('{"k":"é"}'), ClientContext }));

    const result = JSON.parse(text(answer.Payload));
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.FunctionError).toBeUndefined();
    expect(result).toMatchObject({
      event: { k: 'é' },
      name: 'echo',
      version: '$LATEST',
      memory: '256',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
      id: answer.$metadata.requestId,
      client: { custom: { a: 'ü' } },
    });
    expect(result.left).toBeGreaterThan(8000);
    expect(result.left).toBeLessThanOrEqual(9000);
  });

  it('takes an unsigned curl as the administrator, and an empty body as {}', async () => {
    await local.make('plain', 'exports.handler = async (event) => event;');
    const url = `http://127.0.0.1:${local.port}/2015-03-31/functions/plain/invocations`;

    const answers = await Promise.all([
      fetch(url, { method: 'POST', body: '{"a":1}' }).then((answer) => answer.text()),
      fetch(url, { method: 'POST' }).then((answer) => answer.text()),
    ]);

    expect(answers).toEqual(['{"a":1}', '{}']);
    const judged = local.judged.filter(({ action }) => action === 'lambda:InvokeFunction').slice(-2);
    expect(judged.map(({ principal }) => principal.kind)).toEqual(['administrator', 'administrator']);
  });

  it('gives the end of the log when it is asked for', async () => {
    await local.make(
      'talks',
      `exports.handler = async () => { console.log('x'.repeat(5000)); console.warn('last %d', 7); };`,
    );

    const answer = await local.client().send(new InvokeCommand({ FunctionName: 'talks', LogType: 'Tail' }));

    const log = Buffer.from(answer.LogResult ?? '', 'base64').toString();
    expect(text(answer.Payload)).toBe('null');
    expect(log).toHaveLength(4096);
    expect(log).toMatch(/\tWARN\tlast 7\nEND RequestId: .*\nREPORT RequestId: .*Init Duration: .* ms\t\n$/);
  });

  it.each([
    ['ResourceNotFoundException', { FunctionName: 'nobody' }],
    ['ResourceNotFoundException', { FunctionName: 'echo', Qualifier: '7' }],
    ['InvalidRequestContentException', { FunctionName: 'echo', Payload: Buffer.from('{nonsense') }],
    [
      'InvalidRequestContentException',
      { FunctionName: 'echo', InvocationType: 'Event' as const, Payload: Buffer.from('{') },
    ],
    ['RequestTooLargeException', { FunctionName: 'echo', Payload: Buffer.alloc(6_291_457, 0x20) }],
  ])('refuses with %s', async (name, input) => {
    await expect(local.client().send(new InvokeCommand(input))).rejects.toMatchObject({ name });
  });

  it('runs nothing when the run is dry', async () => {
    const answer = await local.client().send(new InvokeCommand({ FunctionName: 'echo', InvocationType: 'DryRun' }));

    expect(answer.StatusCode).toBe(204);
  });

  it('answers an error of the function as a result when the answer is too large', async () => {
    await local.make('large', `exports.handler = async (n) => 'x'.repeat(n);`);

    const fits = await local.invoke('large', 6_291_554);
    const tooLarge = await local.invoke('large', 6_291_555);

    expect(fits.result.payload).toHaveLength(6_291_556);
    expect(tooLarge.value).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('answers an error when the result cannot be JSON', async () => {
    await local.make('circle', 'exports.handler = async () => { const a = {}; a.a = a; return a; };');

    expect((await local.invoke('circle')).value).toMatchObject({ errorMessage: 'Unable to stringify response body' });
  });

  it('passes a caller on that lacks the grant as AccessDenied, judged on the ARN that was named', async () => {
    local.refused.add('lambda:InvokeFunction');
    const { accessKeyId } = local.credentials.issue('arn:aws:iam::000000000000:role/states', 'run');

    const refused = local.client(accessKeyId).send(new InvokeCommand({ FunctionName: 'echo' }));

    await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException' });
    local.refused.clear();
    expect(local.judged.at(-1)).toMatchObject({
      resource: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
      principal: { roleArn: 'arn:aws:iam::000000000000:role/states' },
    });
  });
});

describe('describing functions', () => {
  it('shows the configuration through the SDK', async () => {
    const client = local.client();

    const configuration = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'echo' }));
    const { Configuration, Code } = await client.send(new GetFunctionCommand({ FunctionName: 'echo' }));
    const { Functions } = await client.send(new ListFunctionsCommand({}));

    expect(configuration).toMatchObject({
      FunctionName: 'echo',
      Timeout: 9,
      MemorySize: 256,
      Role: ROLE,
      State: 'Active',
    });
    expect(Configuration?.CodeSha256).toBe(configuration.CodeSha256);
    expect(Code?.Location).toMatch(/^file:/);
    expect(Functions?.map(({ FunctionName }) => FunctionName)).toContain('echo');
  });

  it('says what there is when an operation is not', async () => {
    const update = local
      .client()
      .send(new UpdateFunctionCodeCommand({ FunctionName: 'echo', S3Bucket: 'b', S3Key: 'k' }));

    await expect(update).rejects.toThrow(/It has: Invoke, .* through templates/);
  });
});

describe('execution environments', () => {
  it('are used again one at a time, and grow up to the limit', async () => {
    await local.make(
      'counts',
      `${wait} let calls = 0; let at = 0; exports.handler = async () => { calls++; at++; const most = at; await wait(30); at--; return { calls, most }; };`,
    );

    const answers = await Promise.all(Array.from({ length: 9 }, () => local.invoke('counts')));

    const values = answers.map(({ value }) => value as { calls: number; most: number });
    expect(values.every(({ most }) => most === 1)).toBe(true);
    expect(local.lambda.runningCode('counts')).toHaveLength(3);
    expect(values.filter(({ calls }) => calls === 1)).toHaveLength(3);
  });

  it('are throttled above reserved concurrency', async () => {
    await local.make('reserved', `${wait} exports.handler = async () => wait(200);`, {
      ReservedConcurrentExecutions: 1,
    });
    const first = local.invoke('reserved');

    const second = local.client().send(new InvokeCommand({ FunctionName: 'reserved' }));

    await expect(second).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
    await first;
  });

  it('see their own environment and credentials of their role, and nothing of the host', async () => {
    process.env.SECRET_OF_THE_HOST = 'leak';
    await local.make('env', 'exports.handler = async () => process.env;', {
      Environment: { Variables: { BUCKET: 'images' } },
    });

    const { value } = await local.invoke('env');

    const env = value as Record<string, string>;
    expect(env).toMatchObject({
      BUCKET: 'images',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/env',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${local.port}`,
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/),
    });
    expect(env.SECRET_OF_THE_HOST).toBeUndefined();
    expect(env.HOME).toBeUndefined();
    expect(local.credentials.principalOf(env.AWS_ACCESS_KEY_ID)).toMatchObject({ roleArn: ROLE });
    delete process.env.SECRET_OF_THE_HOST;
  });

  it('report the digest of the code that they loaded', async () => {
    await local.make('hashed', 'export const handler = async () => import.meta.url;', {}, 'index.mjs');
    await local.invoke('hashed');

    const [code] = local.lambda.runningCode('hashed');

    expect(code?.loaded?.codeSha256).toBe(code?.codeSha256);
    expect(code?.loaded?.entryFile).toMatch(/index\.mjs$/);
    expect(code?.assetKey).toMatch(/\.zip$/);
  });

  it('retire when the code changes', async () => {
    await local.make('changes', 'exports.handler = async () => 1;');
    const before = await local.invoke('changes');
    await local.make('changes', 'exports.handler = async () => 1 + 1;');
    const after = await local.invoke('changes');

    expect([before.value, after.value]).toEqual([1, 2]);
    expect(local.lambda.runningCode('changes')).toHaveLength(1);
  });

  it('run on while their caller has gone', async () => {
    await local.make(
      'goes-on',
      `${wait} exports.handler = async () => { await wait(50); console.log('done all the same'); };`,
    );
    const abort = new AbortController();
    const call = { principal: ADMINISTRATOR, signal: abort.signal };
    const invocation = local.lambda.invoke('goes-on', Buffer.from('{}'), call);
    abort.abort(new Error('stopped'));

    await expect(invocation).rejects.toThrow('stopped');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(local.messages().some((message) => message.endsWith('done all the same'))).toBe(true);
  });
});

describe('time', () => {
  it('that the laptop itself was busy is not held against an invocation that had answered', async () => {
    await local.make('quick', 'exports.handler = async () => 1;', { Timeout: 1 });
    await local.invoke('quick');

    const invocation = local.invoke('quick');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200);

    expect((await invocation).value).toBe(1);
  });

  it('is not lost when the laptop stops in the middle of a long invocation', async () => {
    const other = new RunningLambda();
    await other.make('hangs', 'exports.handler = async () => { for (;;); };', { Timeout: 900 });
    const invocation = other.invoke('hangs');
    await new Promise((resolve) => setTimeout(resolve, 200));
    // Its code is replaced meanwhile: workers of the old code end too.
    await other.make('hangs', 'exports.handler = async () => 1;');
    await other.stop();

    expect((await invocation).value).toMatchObject({ errorType: 'Runtime.ExitError' });
    await expect(other.invoke('hangs')).rejects.toMatchObject({ code: 'ServiceException' });
  });
});

describe('handlers of runtimes before Node.js 24', () => {
  const Runtime = 'nodejs22.x';

  it('may answer by callback, once nothing is left to do', async () => {
    const source = `exports.handler = (event, context, callback) => {
      setTimeout(() => console.log('left over'), 20); callback(null, { by: 'callback' }); };`;
    await local.make('callback', source, { Runtime });

    const { value, result } = await local.invoke('callback');

    expect(value).toEqual({ by: 'callback' });
    expect(Buffer.from(result.logTail, 'base64').toString()).toContain('left over');
  });

  it('answer at once when they do not wait for an empty event loop', async () => {
    const source = `exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false;
      setTimeout(() => {}, 100000); callback(null, 1); };`;
    await local.make('callback-now', source, { Runtime });

    expect((await local.invoke('callback-now')).value).toBe(1);
  });

  it('answer null when they end without an answer', async () => {
    await local.make('silent', 'exports.handler = (event, context, callback) => {};', { Runtime });

    expect((await local.invoke('silent')).value).toBeNull();
  });
});
