import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { encodeCustomAttributes } from '../../../core/contracts/custom-attributes';
import { monitorsNamespace } from '../../../core/contracts/metric-names';
import { syntheticVehicles } from '../../../core/dataset/synthetic-vehicles';
import { CORRUPTIONS } from '../../../core/drift/corruptions/registry';
import { decodeImage } from '../../../core/image/decode-image';
import { encodePng } from '../../../core/image/encode-png';
import { SeededRandom } from '../../../core/seeded-random';
import { eventually } from '../../fixtures/eventually';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { CLASSES, ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';
import { hoursSince } from '../../fixtures/monitoring/hours-since';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const laptop = servingLaptop();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const ENDPOINT = `${ENVIRONMENT.app}-${ENVIRONMENT.name}`;
const VALIDATION = 80;
const WINDOW = 40;
// Drawing, asking and explaining takes its time on a busy machine.
jest.setTimeout(300_000);

interface Picture {
  readonly bytes: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
  readonly label: number;
}

/** Drawn vehicles; the fake model answers what `p` tells it: right nine times in ten. */
async function pictures(count: number, seed: number): Promise<Picture[]> {
  const { train } = syntheticVehicles({ classes: CLASSES, seed, trainPerClass: Math.ceil(count / 2) });
  return Promise.all(
    train.slice(0, count).map(async (item, index) => {
      const random = new SeededRandom('answers', seed, index);
      const sure = random.between(0.8, 0.99);
      const p = (item.label === 0) === random.chance(0.9) ? sure : 1 - sure;
      const site = index % 3 === 0 ? 'north' : 'south';
      return { bytes: Buffer.from(await item.read()), metadata: { site, p: p.toFixed(4) }, label: item.label };
    }),
  );
}

async function document(...args: string[]) {
  const { code, stdout, stderr } = await laptop().command([...args, '--json']);
  return { code, stderr, result: stdout === '' ? undefined : JSON.parse(stdout) };
}

async function send(images: readonly Picture[]): Promise<void> {
  const ids = images.map(() => randomUUID());
  for (const [index, { bytes, metadata }] of images.entries())
    await laptop().clients.runtime.send(
      new InvokeEndpointCommand({
        EndpointName: ENDPOINT,
        Body: bytes,
        ContentType: 'image/png',
        InferenceId: ids[index],
        CustomAttributes: encodeCustomAttributes({ purpose: 'traffic', metadata }),
      }),
    );
  for (const id of ids) await laptop().capture(id);
}

const BEGAN = new Date();

describe('monitors of the endpoint', () => {
  beforeEach(() => laptop().model.behave({ obeys: 'lines' }));

  it('say that there is no baseline yet, in every command', async () => {
    expect(await document('monitor', 'check', '--window', hoursSince(BEGAN))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('monitor baseline'),
    });
    expect((await document('monitor', 'run', '--window', hoursSince(BEGAN))).result).toMatchObject({ monitors: {} });
    expect((await document('monitor', 'status')).result).toEqual({
      schedule: ENVIRONMENT.monitoring.schedule,
      last: [],
    });
    const { code, result } = await document('monitor', 'schedule');
    expect([code, result]).toEqual([0, expect.objectContaining({ expression: ENVIRONMENT.monitoring.schedule })]);
    expect(result.next.length).toBeGreaterThan(0);
  });

  it('run from the templates on a window of traffic, find nothing, and leave reports and metrics', async () => {
    const images = await pictures(VALIDATION, 1);
    for (const [row, { bytes, metadata }] of images.entries())
      await laptop().upload(`validation/${row}.png`, bytes, metadata);
    await laptop().upload(
      'validation.lst',
      Buffer.from(images.map(({ label }, row) => `${row}\t${label}\t${row}.png\n`).join('')),
    );

    const made = await document('monitor', 'baseline', '--explain');
    await send(await pictures(WINDOW, 2));
    const run = await document('monitor', 'run', '--window', hoursSince(BEGAN));

    expect(made).toMatchObject({ code: 0, result: { rows: VALIDATION } });
    expect(run).toMatchObject({ code: 0 });
    expect(run.result.monitors).toMatchObject({
      'data-quality': { state: 'Completed', violations: 0 },
      'model-quality': { state: 'NotEnoughData', violations: 0 },
      images: { state: 'Completed', violations: 0 },
    });
    const { result } = await document('monitor', 'history');
    expect(result.reports.map(({ kind, rows }: { kind: string; rows: number }) => [kind, rows])).toContainEqual([
      'images',
      expect.any(Number),
    ]);
    const { Datapoints } = await laptop().clients.cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: monitorsNamespace(ENVIRONMENT.app, ENVIRONMENT.name),
        MetricName: 'MonitorViolations',
        Dimensions: [{ Name: 'monitor', Value: 'images' }],
        StartTime: new Date(Date.now() - 2 * 3_600_000),
        EndTime: new Date(Date.now() + 2 * 3_600_000),
        Period: 3600,
        Statistics: ['Maximum'],
      }),
    );
    expect(Datapoints?.map(({ Maximum }) => Maximum)).toEqual([0]);
    expect((await document('monitor', 'status')).result).toMatchObject({ baseline: { rows: VALIDATION } });
  });

  it('end with 3 where the camera has changed, and write reports that say in what', async () => {
    const changed = (await pictures(WINDOW, 3)).map((picture, index) => {
      const image = CORRUPTIONS.blur!.corrupt(decodeImage(picture.bytes), 3, new SeededRandom(index));
      return { ...picture, bytes: encodePng(image.rgba, image.width, image.height) };
    });
    await send(changed);
    const out = join(folder.path, 'reports');

    const { code, result, stderr } = await document(
      'monitor',
      'check',
      '--window',
      hoursSince(BEGAN),
      '--reports',
      out,
      '--explain',
    );

    expect(code).toBe(3);
    expect(stderr).toContain('images');
    expect(result.monitors.images).toMatchObject({ state: 'CompletedWithViolations' });
    expect(result.monitors.explainability).toBeDefined();
    for (const kind of ['data-quality', 'images', 'explainability']) {
      expect(readFileSync(join(out, kind, 'report.html'), 'utf8')).toContain('</html>');
      expect(existsSync(join(out, kind, 'constraint_violations.json'))).toBe(true);
    }
  });

  it('start on their schedule when the clock passes it', async () => {
    const before = (await document('monitor', 'history')).result.reports.length;

    await laptop().laptop.moveClockTo(new Date(Date.now() + 2 * 3_600_000));

    await eventually(async () => (await document('monitor', 'history')).result.reports.length > before);
  });

  it('compare files of this machine without any environment', async () => {
    const captures = join(folder.path, 'captures');
    expect((await document('captures', 'download', '--to', captures, '--window', hoursSince(BEGAN))).code).toBe(0);
    const { result: made } = await document('monitor', 'status');
    expect(made.baseline.rows).toBe(VALIDATION);

    const missing = await document('monitor', 'check', '--data', captures);
    const wrong = await document('monitor', 'check', '--data', captures, '--baseline', join(folder.path, 'none.json'));

    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('--baseline') });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('none.json') });
  });
});
