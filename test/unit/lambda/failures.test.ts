import { RunningLambda } from './running-lambda';

let local: RunningLambda;
beforeAll(async () => {
  local = await new RunningLambda().listen();
});
afterAll(() => local.stop());

const ID = '[0-9a-f-]{36}';

describe('a handler that fails', () => {
  it('answers name, message and trace of the error when it throws', async () => {
    await local.make(
      'throws',
      `exports.handler = async () => { const e = new Error('no image'); e.name = 'ImageNotFound'; throw e; };`,
    );

    const { value, result } = await local.invoke('throws');

    expect(result.functionError).toBe('Unhandled');
    expect(value).toMatchObject({ errorType: 'ImageNotFound', errorMessage: 'no image' });
    expect((value as { trace: string[] }).trace[0]).toMatch(/: no image$/);
  });

  it.each([
    ['text', `'just text'`, { errorType: 'string', errorMessage: 'just text', trace: [] }],
    ['nothing', 'undefined', { errorType: 'undefined', errorMessage: 'undefined', trace: [] }],
    ['an object', `{ code: 1 }`, { errorType: 'object', errorMessage: '[object Object]', trace: [] }],
  ])('answers what it can when %s is thrown', async (name, thrown, expected) => {
    const functionName = `throws-${name.replace(' ', '-')}`;
    await local.make(functionName, `exports.handler = async () => { throw ${thrown}; };`);

    expect((await local.invoke(functionName)).value).toEqual(expected);
  });

  it('ends with a time-out, and with a fresh worker afterwards, when it takes too long', async () => {
    const source = `let calls = 0; exports.handler = async ({ loop }) => { calls++; console.log('working'); if (loop) for (;;); return calls; };`;
    await local.make('slow', source, { Timeout: 1 });

    const before = await local.invoke('slow', {});
    const { value, result } = await local.invoke('slow', { loop: true });
    const after = await local.invoke('slow', {});

    expect(value).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(new RegExp(`^RequestId: ${ID} Error: Task timed out after 1.00 seconds$`)),
    });
    expect(result.functionError).toBe('Unhandled');
    expect([before.value, after.value]).toEqual([1, 1]);
    const log = Buffer.from(result.logTail, 'base64').toString();
    expect(log).toMatch(/INFO\tworking\n/);
    expect(log).toMatch(new RegExp(`Z ${ID} Task timed out after 1.00 seconds\n`));
    expect(log).toMatch(/Status: timeout/);
  });

  it('is killed when it needs more memory than it has, and works again afterwards', async () => {
    const source = `exports.handler = async ({ grow }) => { const kept = []; while (grow) kept.push(new Array(1e5).fill({ n: kept.length })); return 'fine'; };`;
    await local.make('hungry', source, { MemorySize: 128, Timeout: 30 });

    const { value } = await local.invoke('hungry', { grow: true });
    const after = await local.invoke('hungry');

    expect(value).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: expect.stringMatching(
        new RegExp(`^RequestId: ${ID} Error: Runtime exited with error: signal: killed$`),
      ),
    });
    expect(after.value).toBe('fine');
  });

  it.each([
    ['process.exit(3)', 'Runtime exited with error: exit status 3'],
    ['process.exit(0)', 'Runtime exited without providing a reason'],
  ])('answers Runtime.ExitError when it calls %s', async (call, text) => {
    const name = `exits-${call.replace(/\D/g, '')}`;
    await local.make(name, `exports.handler = async () => { console.log('bye'); ${call}; };`);

    const { value, result } = await local.invoke(name);

    expect(value).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining(text) });
    expect(Buffer.from(result.logTail, 'base64').toString()).toContain('bye');
  });

  it('answers Runtime.UnhandledPromiseRejection when a promise is left to fail', async () => {
    const source = `exports.handler = async () => { Promise.reject(new TypeError('nobody cares')); await new Promise((r) => setTimeout(r, 1000)); };`;
    await local.make('rejects', source);

    expect((await local.invoke('rejects')).value).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'TypeError: nobody cares',
      reason: { errorType: 'TypeError', errorMessage: 'nobody cares' },
    });
  });

  it('answers the error when one is thrown outside of the handler', async () => {
    const source = `exports.handler = async () => { setTimeout(() => { throw new RangeError('later'); }, 1); await new Promise((r) => setTimeout(r, 1000)); };`;
    await local.make('throws-later', source);

    expect((await local.invoke('throws-later')).value).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'later',
    });
  });

  it('answers Runtime.NodeJsExit when its promise can never settle', async () => {
    await local.make('never', `exports.handler = () => new Promise(() => {});`);

    expect((await local.invoke('never')).value).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
  });
});

describe('a bundle that cannot be loaded', () => {
  it.each([
    ['no-export', 'exports.other = 1;', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
    ['no-function', 'exports.handler = 7;', 'Runtime.HandlerNotFound', 'index.handler is not a function'],
    ['syntax', 'exports.handler = async () => {', 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
    ['missing', `require('./not-there');`, 'Runtime.ImportModuleError', `Cannot find module './not-there'`],
    ['above', `require('zod');`, 'Runtime.ImportModuleError', `Cannot find module 'zod'`],
    ['top-level', `throw new URIError('at start');`, 'URIError', 'at start'],
  ])('answers %s as AWS does', async (name, source, errorType, message) => {
    await local.make(name, source);

    const { value } = await local.invoke(name);

    expect(value).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
  });

  it('answers Runtime.ImportModuleError when there is no such file', async () => {
    await local.make('no-file', 'exports.handler = 1', { Handler: 'app.handler' });

    expect((await local.invoke('no-file')).value).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  });

  it('refuses handlers with a callback when the runtime has none', async () => {
    await local.make('callback-24', 'exports.handler = (event, context, callback) => callback(null, 1);');

    expect((await local.invoke('callback-24')).value).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
  });
});
