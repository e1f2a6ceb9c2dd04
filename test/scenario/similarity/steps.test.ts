import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Laptop } from '../../../local/laptop';
import { runCommand } from '../../fixtures/cli/run-command';
import { eventually } from '../../fixtures/eventually';
import { pairsLaptop } from '../../fixtures/laptop/pairs-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(300_000);

const folder = temporaryFolder();
const run = join(folder.path, 'pairs');
/** In each of two hours. */
const REQUESTS = 120;
let laptop: Laptop;
let stop: (() => Promise<void>) | undefined;
beforeAll(async () => {
  const started = await pairsLaptop();
  laptop = started.laptop;
  stop = started.stop;
});
afterAll(async () => {
  await stop?.();
  folder.remove();
});

/** A step on the laptop; its words and its JSON. */
async function step(name: string, ...options: readonly string[]) {
  const where = name === 'prepare' ? [] : ['--endpoint-url', laptop.url];
  const { code, stdout, stderr } = await runCommand(['similarity', name, '--json', ...where, ...options]);
  return { code, stderr, result: stdout === '' ? undefined : JSON.parse(stdout) };
}
/** A command of the monitors. */
async function monitor(name: string, ...options: readonly string[]) {
  const { code, stdout, stderr } = await runCommand([
    'monitor',
    name,
    '--json',
    '--endpoint-url',
    laptop.url,
    ...options,
  ]);
  return { code, stderr, result: stdout === '' ? undefined : JSON.parse(stdout) };
}
const of = (name: string, ...options: readonly string[]) => step(name, '--from', run, ...options);

/** The steps of the whole story, one command each, in order. */
describe('the text-similarity example, step by step', () => {
  it('says which step comes before, where a run or a part of it is missing', async () => {
    expect(await of('train')).toMatchObject({ code: 2, stderr: expect.stringContaining("'similarity prepare --to") });
    expect((await step('prepare', '--to', run, '--pairs', '1200')).code).toBe(0);

    for (const [name, before] of [
      ['judge', 'train'],
      ['register', 'train'],
      ['label', 'traffic'],
    ] as const) {
      const { code, stderr } = await of(name);
      expect([name, code, stderr]).toEqual([name, 2, expect.stringContaining(`similarity ${before} --from`)]);
    }
  });

  it('prepares splits of 70, 15 and 15 %, headerless, the label first', async () => {
    const { code, result } = await step('prepare', '--to', run, '--pairs', '1200', '--seed', '2');

    expect({ code, result }).toMatchObject({
      code: 0,
      result: { pairs: 1200, train: 840, validation: 180, test: 180 },
    });
    const lines = readFileSync(join(run, 'train.csv'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(840);
    for (const line of lines) expect(line).toMatch(/^[01](,[01]\.\d{5}){23}$/);
  });

  it('trains a model by a training job that sees train and validation only', async () => {
    const { code, stderr, result } = await of('train');

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Train') });
    expect(result).toMatchObject({ artifact: expect.stringMatching(/^s3:\/\/.+\/output\/model\.tar\.gz$/) });
  });

  it('ends with code 3 where the gate asks for more than the model has, and registers such a model as rejected', async () => {
    const judged = await of('judge', '--min-f1', '0.9999', '--max-squared-error', '0.0001');

    expect(judged).toMatchObject({ code: 3, stderr: expect.stringMatching(/F1 is 0\.\d+.*squared error is 0\.\d+/) });
    expect(judged.result).toMatchObject({ passed: false, reasons: [expect.any(String), expect.any(String)] });
    expect((await of('register')).result).toMatchObject({ approved: false });
    const release = await runCommand(['release', '--endpoint-url', laptop.url]);
    expect(release).toMatchObject({ code: 1, stderr: expect.stringContaining('no approved model package') });
  });

  it('passes a model by F1 and squared error', async () => {
    const { code, result } = await of('judge');

    expect({ code, result }).toMatchObject({ code: 0, result: { passed: true, reasons: [] } });
    expect(result.figures.f1).toBeGreaterThan(0.8);
    expect(result.figures.squaredError).toBeLessThan(0.15);
  });

  it('registers it approved, and releases it with the command of every model', async () => {
    const { result } = await of('register');
    expect((await of('register')).result).toEqual(result);

    expect(result).toMatchObject({ approved: true, modelPackage: expect.stringContaining(':model-package/') });
    const release = await runCommand([
      'release',
      '--json',
      '--package',
      result.modelPackage,
      '--endpoint-url',
      laptop.url,
    ]);
    expect(release).toMatchObject({ code: 0 });
    expect(JSON.parse(release.stdout)).toMatchObject({
      modelPackage: result.modelPackage,
      classes: ['different meaning', 'same meaning'],
      evaluation: { labelColumn: 'label' },
      baseline: { made: true, rows: 180, noun: 'row' },
    });
  });

  it('sends pairs under inference ids, and finds what they were answered in order', async () => {
    const { code, result } = await of('traffic', '--count', String(REQUESTS), '--rate', '100');

    expect(code).toBe(0);
    expect(result.requests).toHaveLength(120);
    const ids = result.requests.map(({ inferenceId }: { inferenceId: string }) => inferenceId);
    expect(new Set(ids).size).toBe(120);
    expect((await of('label')).result).toEqual({ labels: 120, flip: 0 });
  });

  it('is watched by the monitors of every table, with the test pairs as their baseline', async () => {
    const { code, result } = await checked(window());

    expect(code).toBe(0);
    expect(result.monitors['model-quality']).toEqual({ state: 'Completed', violations: 0 });
  });

  it('ends a check with code 3 where labels have come that contradict the model', async () => {
    await laptop.moveClockTo(new Date(laptop.now().getTime() + 2 * 3_600_000));
    expect((await of('traffic', '--count', String(REQUESTS), '--rate', '100')).code).toBe(0);
    expect((await of('label', '--flip', '0.5', '--window', window())).result.labels).toBe(120);

    const { code, result } = await checked(window());

    expect(code).toBe(3);
    const violated = result.reports['model-quality'].violations as readonly { metric_name: string }[];
    expect(violated.map(({ metric_name }) => metric_name)).toContain('accuracy');
  });

  /** A check of a window by the deployed monitors' code, once all of its 120 requests are captured. */
  async function checked(span: string) {
    let found = await monitor('check', '--window', span);
    await eventually(async () => {
      found = await monitor('check', '--window', span);
      return found.result?.reports['model-quality'].usedRows === REQUESTS;
    }, 60_000);
    return found;
  }

  /** The hour that it is on the laptop, and the next: the traffic may cross into it. */
  const window = (): string => {
    const hour = (time: number): string => new Date(time).toISOString().slice(0, 13);
    const now = laptop.now().getTime();
    return `${hour(now - 600_000)}/${hour(now + 3_600_000)}`;
  };
});
