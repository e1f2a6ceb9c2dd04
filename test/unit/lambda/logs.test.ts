import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { RunningLambda } from './running-lambda';

let local: RunningLambda;
beforeEach(async () => {
  local = await new RunningLambda().listen();
});
afterEach(() => local.stop());

const JSON_LOGS = { LoggingConfig: { LogFormat: 'JSON', LogGroup: '/app/group' } };
const parsed = () => local.messages().map((message) => JSON.parse(message) as Record<string, unknown>);

it('writes START, the function’s lines, END and REPORT into a file of the function', async () => {
  await local.make(
    'talks',
    `console.log('loading'); exports.handler = async () => { console.log('a\\tb %o', { n: 1 }); process.stdout.write('raw\\nhalf'); };`,
  );
  await local.invoke('talks');
  await local.lambda.stop();

  const lines = readFileSync(join(local.folder, 'lambda', 'logs', 'talks.log'), 'utf8').split('\n');

  expect(lines).toEqual([
    expect.stringMatching(/Z\tundefined\tINFO\tloading$/),
    expect.stringMatching(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/),
    expect.stringMatching(/Z\t[0-9a-f-]{36}\tINFO\ta\tb \{ n: 1 \}$/),
    'raw',
    'half',
    expect.stringMatching(/^END RequestId: [0-9a-f-]{36}$/),
    expect.stringMatching(
      /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t$/,
    ),
    '',
  ]);
});

it('writes JSON where that is configured, into the group that is named', async () => {
  await local.make(
    'json',
    `exports.handler = async () => { console.info('text', 1); console.warn({ order: 7 }); console.error('with', new TypeError('cause')); };`,
    JSON_LOGS,
  );
  await local.invoke('json');

  expect(parsed()).toMatchObject([
    { type: 'platform.start', record: { version: '$LATEST' } },
    { level: 'INFO', message: 'text 1', requestId: expect.any(String) },
    { level: 'WARN', message: { order: 7 } },
    { level: 'ERROR', errorType: 'TypeError', errorMessage: 'cause', stackTrace: expect.any(Array) },
    { type: 'platform.report', record: { status: 'success', metrics: { memorySizeMB: 128 } } },
  ]);
  expect(new Set(local.logged.map(({ logGroup }) => logGroup))).toEqual(new Set(['/app/group']));
});

it('leaves out what is below the configured levels, but never a failure', async () => {
  const LoggingConfig = { LogFormat: 'JSON', ApplicationLogLevel: 'ERROR', SystemLogLevel: 'WARN' };
  await local.make(
    'quiet',
    `exports.handler = async ({ fail }) => { console.warn('no'); console.error('yes'); if (fail) throw new Error('x'); };`,
    { LoggingConfig },
  );
  await local.invoke('quiet');
  const calm = parsed();
  await local.invoke('quiet', { fail: true });

  expect(calm).toMatchObject([{ level: 'ERROR', message: 'yes' }]);
  expect(parsed().at(-1)).toMatchObject({ type: 'platform.report', record: { status: 'error', errorType: 'Error' } });
});

it('passes an embedded metric on as the line that it is', async () => {
  const metric = { _aws: { Timestamp: 1, CloudWatchMetrics: [] }, Alerts: 1 };
  await local.make(
    'metric',
    `exports.handler = async () => { process.stdout.write(${JSON.stringify(`${JSON.stringify(metric)}\n`)}); };`,
  );
  await local.invoke('metric');

  expect(local.messages()).toContain(JSON.stringify(metric));
});

it('says nothing of the SDK’s end of support for the laptop’s Node.js', async () => {
  const contents = `import { emitWarningIfUnsupportedVersion } from '@aws-sdk/core/client';
    export const handler = async () => {
      emitWarningIfUnsupportedVersion('v18.0.0');
      await new Promise((resolve) => setTimeout(resolve, 20));
    };`;
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: __dirname },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const source = outputFiles[0]?.text ?? '';
  await local.make('sdk', source);
  await local.invoke('sdk');

  const words = local.messages().map((message) => message.split(' ')[0]);
  expect(words).toEqual(['START', 'END', 'REPORT']);
});

it('ends a subscription when it is told to', async () => {
  const seen: string[] = [];
  const end = local.lambda.onLog(({ message }) => seen.push(message));
  await local.make('once', `exports.handler = async () => 1;`);
  await local.invoke('once');
  end();
  await local.invoke('once');

  expect(seen.filter((message) => message.startsWith('START'))).toHaveLength(1);
});
