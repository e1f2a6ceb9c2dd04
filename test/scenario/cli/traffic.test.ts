import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Interrupted } from '../../../cli/interrupt';
import { CAPTURE_PREFIX, captureFileKey } from '../../../core/contracts/storage-layout';
import { captureRecord } from '../../fixtures/capture-record';
import { runCommand } from '../../fixtures/cli/run-command';
import { pngImage } from '../../fixtures/images';
import { resourceOf, type TemplateEdit } from '../../fixtures/laptop/edited-assembly';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const laptop = servingLaptop();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const ENDPOINT = `${ENVIRONMENT.app}-${ENVIRONMENT.name}`;

const run = (...args: string[]) => runCommand([...args, '--endpoint-url', laptop().laptop.url]);
async function document(...args: string[]) {
  const { code, stdout, stderr } = await run(...args, '--json');
  return { code, stderr, result: stdout === '' ? undefined : JSON.parse(stdout) };
}

async function uploadTestSplit(): Promise<void> {
  for (const row of [0, 1, 2, 3]) await laptop().upload(`test/${row}.png`, pngImage(8, 8, row + 1), { site: 'north' });
  await laptop().upload('test.lst', Buffer.from('0\t0\t0.png\n1\t0\t1.png\n2\t0\t2.png\n3\t1\t3.png\n'));
}

describe('test-cases', () => {
  it('prints inputs that start executions, images only, the same for the same seed', async () => {
    await uploadTestSplit();
    await laptop().upload('test/notes.txt');
    const cases = (seed: string) => run('test-cases', '--count', '3', '--seed', seed);

    const { stdout } = await cases('1');

    const lines = stdout.trim().split('\n');
    expect(new Set(lines).size).toBe(3);
    for (const line of lines) expect(await laptop().classify(line)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await cases('1')).stdout).toBe(stdout);
    expect(
      new Set(await Promise.all(['2', '3', '4'].map(async (seed) => (await cases(seed)).stdout))).size,
    ).toBeGreaterThan(1);
  });

  it('gives all images once as one document when more are asked for', async () => {
    await uploadTestSplit();

    const { result } = await document('test-cases', 'test/', '--count', '100');

    expect(result.cases.map(({ s3_key: key }: { s3_key: string }) => key).sort()).toEqual(
      [0, 1, 2, 3].map((row) => `test/${row}.png`),
    );
  });

  it('ends with 2 where there is no image', async () => {
    expect(await document('test-cases', 'nowhere/')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/means no image/),
    });
  });
});

describe('traffic', () => {
  it('sends test images with inference ids and tells how they were answered, and each is captured', async () => {
    await uploadTestSplit();

    const { code, result } = await document('traffic', '--count', '8', '--rate', '200', '--wait-captured');

    expect(code).toBe(0);
    expect(result).toMatchObject({
      endpoint: ENDPOINT,
      purpose: 'traffic',
      sent: 8,
      answered: 8,
      failed: 0,
      labels: { bicycle: 8 },
      belowThreshold: 0,
      accuracy: 0.75,
      captured: { captured: 8, missing: [] },
    });
    const ids = result.requests.map(({ inferenceId }: { inferenceId: string }) => inferenceId);
    expect(new Set(ids).size).toBe(8);
    const { eventMetadata } = await laptop().capture(ids[0]);
    expect(eventMetadata.customAttributes).toEqual(['purpose=traffic;site=north']);
  });

  it('sends files under another purpose for a while', async () => {
    const path = join(folder.path, 'x.png');
    writeFileSync(path, pngImage());
    laptop().model.forget();

    const { code, stdout, stderr } = await run(
      'traffic',
      path,
      '--duration',
      '300ms',
      '--rate',
      '50',
      '--purpose',
      'release-check',
    );

    expect(code).toBe(0);
    const sent = laptop().model.requests();
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.length).toBeLessThanOrEqual(15);
    expect(sent.every(({ customAttributes }) => customAttributes === 'purpose=release-check')).toBe(true);
    expect(stdout).toMatch(new RegExp(`^${sent.length} sent, .* 0 failed in 0\\.\\d s\\n`));
    expect(stderr).toMatch(/^\[1\/1\] Send to second-look-local/);
  });

  it('counts every failure and ends with 1: nothing is sent twice', async () => {
    await uploadTestSplit();
    laptop().model.behave({ status: 500, body: 'broken' });
    laptop().model.forget();

    const { code, result, stderr } = await document('traffic', '--count', '3', '--rate', '100');

    expect({ code, sent: result.sent, failed: result.failed }).toEqual({ code: 1, sent: 3, failed: 3 });
    expect(result.errors).toEqual([expect.objectContaining({ name: 'ModelError', count: 3 })]);
    expect(stderr).toMatch(/3 of 3 requests failed\.\n$/);
    expect(laptop().model.requests()).toHaveLength(3);
  });

  it('tells what was sent until Ctrl-C', async () => {
    await uploadTestSplit();
    laptop().model.forget();
    const controller = new AbortController();
    const args = ['traffic', '--duration', '1h', '--rate', '20', '--json', '--endpoint-url', laptop().laptop.url];

    const running = runCommand(args, controller.signal);
    await laptop().model.requested(10);
    controller.abort(new Interrupted('SIGINT'));
    const { code, stdout } = await running;

    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ failed: 0, sent: expect.any(Number), accuracy: expect.any(Number) });
    expect(JSON.parse(stdout).sent).toBeGreaterThanOrEqual(2);
  });

  it('ends with 3 when captures are missing at the limit', async () => {
    await uploadTestSplit();
    const noCapture: TemplateEdit = (template) => {
      const config = resourceOf(template, 'AWS::SageMaker::EndpointConfig', '').Properties;
      config.DataCaptureConfig.EnableCapture = false;
    };
    const args = ['traffic', '--count', '2', '--rate', '100', '--wait-captured', '--capture-limit', '500ms'];

    const { code, result } = await laptop().whileEdited('serving', noCapture, () => document(...args));

    expect({ code, captured: result.captured }).toMatchObject({ code: 3, captured: { captured: 0, files: 0 } });
    expect(result.captured.missing).toHaveLength(2);
  });

  it.each([
    [['--rate', '0'], /above 0 and at most 10000/],
    [['--duration', '5'], /A duration such as 30s/],
    [['--purpose', 'fun'], /Allowed choices are traffic/],
    [['nowhere/'], /means no image/],
  ])('ends with 2 for %j', async (args, complaint) => {
    expect(await document('traffic', ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(complaint) });
  });
});

describe('captures', () => {
  const FAULTY = 'data_capture line that is none';

  /** Two files an hour apart, a faulty line in the first, and one that is no capture file. */
  async function writeCaptures(): Promise<string[]> {
    const times = ['2024-10-15T14:05:12Z', '2024-10-15T15:00:00Z'].map((time) => new Date(time));
    const keys = times.map((time, index) =>
      captureFileKey(CAPTURE_PREFIX, {
        endpoint: ENDPOINT,
        variant: 'AllTraffic',
        time,
        uuid: `0000000${index}-0000-0000-0000-000000000000`,
      }),
    );
    const lines = [
      [JSON.stringify(captureRecord('a', {}, 'one')), FAULTY, JSON.stringify(captureRecord('b', {}, 'one'))],
      [JSON.stringify(captureRecord('c', { eventMetadata: { eventId: 'c', inferenceTime: '2024-10-15T15:00:00Z' } }))],
    ];
    for (const [index, Key] of keys.entries()) {
      await laptop().clients.s3.send(
        new PutObjectCommand({ Bucket: laptop().outputs.get('CaptureBucket'), Key, Body: lines[index]!.join('\n') }),
      );
    }
    return keys;
  }

  it('lists the files of a window and none beside it', async () => {
    const [first, second] = await writeCaptures();
    const keysOf = async (window: string) =>
      (await document('captures', 'list', '--window', window)).result.files.map(({ key }: { key: string }) => key);

    expect(await keysOf('2024-10-15T14/T15')).toEqual([first]);
    expect(await keysOf('2024-10-15')).toEqual([first, second]);
    expect(await keysOf('2024-10-01/11-01')).toEqual([first, second]);
    expect(await keysOf('2024-10-16')).toEqual([]);
  });

  it('shows every record of every file, and a faulty line with its place', async () => {
    const [first] = await writeCaptures();

    const { code, result } = await document('captures', 'show', '--window', '2024-10-15T14/15T18');

    expect(code).toBe(0);
    expect(result.counts).toEqual({ files: 2, records: 3, duplicates: 1, faults: 1, labels: { bicycle: 3 } });
    expect(result.records.map(({ eventId }: { eventId: string }) => eventId)).toEqual(['a', 'b', 'c']);
    expect(result.faults).toEqual([{ file: first, line: 2, fault: expect.stringMatching(/^is not JSON/) }]);
  });

  it('shows only what lies in a window of minutes', async () => {
    await writeCaptures();

    const { result } = await document('captures', 'show', '--window', '2024-10-15T14:30/T16');

    expect(result.records.map(({ eventId }: { eventId: string }) => eventId)).toEqual(['c']);
  });

  it('shows pictures, labels and attributes of real traffic, by its purpose', async () => {
    await uploadTestSplit();
    await document('traffic', '--count', '2', '--rate', '100', '--purpose', 'explain', '--wait-captured');

    const { stdout } = await run('captures', 'show', '--purpose', 'explain', '--window', 'last 2h');

    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/Z {2}[0-9a-f-]{36} {2}image\/png 8x8 \d+ B +bicycle 97\.0 % +explain site=north$/);
    expect(lines[2]).toMatch(/^2 records in \d+ files?: 2 bicycle$/);
  });

  it('downloads the files of a window once, and shows them without a laptop', async () => {
    const [first = ''] = await writeCaptures();
    const to = join(folder.path, 'downloaded');
    const args = ['captures', 'download', '--window', '2024-10-15', '--to', to];

    expect((await document(...args)).result).toMatchObject({ files: 2, downloaded: 2, alreadyThere: 0 });
    expect((await document(...args)).result).toMatchObject({ files: 2, downloaded: 0, alreadyThere: 2 });

    const path = join(to, first.slice(CAPTURE_PREFIX.length + 1));
    expect(readFileSync(path, 'utf8')).toBe(await laptop().read(laptop().outputs.get('CaptureBucket'), first));
    expect(readdirSync(to)).toEqual([ENDPOINT]);
    const { code, stdout } = await runCommand(['captures', 'show', to, '--classes', 'cat,dog']);
    expect({ code, last: stdout.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      last: '3 records in 2 files: 3 cat, 1 of an inference that was there already, 1 faulty line',
    });
  });

  it.each([
    [['list', '--window', 'yesterday'], /'yesterday' is no window; a window is '2024-10-15T14\/15T18'/],
    [['download'], /required option '--to <folder>' not specified/],
    [['show', '/nowhere'], /There is no file or folder '\/nowhere'/],
  ])('end with 2 for %j', async (args, complaint) => {
    expect(await document('captures', ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(complaint) });
  });

  it('end with 2 where the folder of a download cannot be written', async () => {
    expect(await document('captures', 'download', '--to', join(__filename, 'captures'))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^The output folder \S+ cannot be written: /),
    });
  });

  it('end with 2 for a folder without captures', async () => {
    mkdirSync(join(folder.path, 'empty'));

    const { code, stderr } = await runCommand(['captures', 'show', join(folder.path, 'empty')]);

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/has no file that ends in \.jsonl\./) });
  });
});
