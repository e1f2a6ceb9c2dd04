import { baselinePrefix, CURRENT_BASELINE_KEY } from '../../../core/contracts/storage-layout';
import type { TrainModelOutput } from '../../../core/contracts/train-model';
import { idleEvaluation } from '../../fixtures/evaluation/idle-evaluation';
import { registerPackage } from '../../fixtures/laptop/registered-package';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

const START_LIMIT_MILLISECONDS = 300_000;

let laptop: WorkflowLaptop;
let trained: TrainModelOutput;

beforeAll(async () => {
  laptop = await WorkflowLaptop.start({ assemblyFolder: await idleEvaluation() });
  trained = await laptop.train();
}, START_LIMIT_MILLISECONDS);
afterAll(() => laptop?.stop());

const reports = (key: string) => laptop.read(laptop.outputs.get('ReportsBucket'), key);
const current = async () => JSON.parse((await reports(CURRENT_BASELINE_KEY)) ?? 'null') as { modelPackage: string };
const baselineOf = async (arn: string) => (await reports(`${baselinePrefix(arn)}baseline.json`)) ?? '';

async function release(...args: string[]) {
  const { code, stdout, stderr } = await laptop.command([...args, '--json']);
  return { code, stderr, result: JSON.parse(stdout || 'null') };
}

describe('the baseline of a release', () => {
  let first: string;
  let second: string;

  it('is made of the validation split by every release, and is what windows are compared with from then on', async () => {
    first = await registerPackage(laptop, trained, { evidence: { temperature: 1 } });
    second = await registerPackage(laptop, trained, { evidence: { temperature: 2 } });
    const released = await release('release', '--package', first);

    expect(released).toMatchObject({
      code: 0,
      result: { baseline: { made: true, prefix: baselinePrefix(first), rows: expect.any(Number) } },
    });
    expect(await current()).toMatchObject({ modelPackage: first, prefix: baselinePrefix(first) });
    expect(JSON.parse(await baselineOf(first)).subject).toMatchObject({ modelPackage: first, temperature: 1 });

    await release('release', '--package', second);
    expect(await current()).toMatchObject({ modelPackage: second });
    expect(JSON.parse(await baselineOf(second)).subject).toMatchObject({ modelPackage: second, temperature: 2 });
  });

  it('is the package’s own again after a rollback, without asking the model anew', async () => {
    const before = await baselineOf(first);
    const { code, result } = await release('rollback');

    expect({ code, result }).toMatchObject({ code: 0, result: { modelPackage: first, baseline: { made: false } } });
    expect(await current()).toMatchObject({ modelPackage: first });
    expect(await baselineOf(first)).toBe(before);
  });

  it('is made anew where the package comes back with another calibration', async () => {
    const { result } = await release('release', '--package', first, '--temperature', '3');

    expect(result).toMatchObject({ changed: false, baseline: { made: true } });
    expect(JSON.parse(await baselineOf(first)).subject).toMatchObject({ temperature: 3 });
  });

  it('stays as it was where none is asked for, the command says so, and the same release makes up for it', async () => {
    const { code, stdout } = await laptop.command(['release', '--package', second, '--no-baseline']);

    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/baseline +as before: none was asked/) });
    expect(await current()).toMatchObject({ modelPackage: first });
    expect(await release('release', '--package', second)).toMatchObject({
      code: 0,
      result: { changed: false, baseline: { made: false, prefix: baselinePrefix(second) } },
    });
    expect(await current()).toMatchObject({ modelPackage: second });
  });

  it('is not made of a model that answers with errors', async () => {
    const broken = await registerPackage(laptop, trained, { behaviour: { status: 500, body: 'out of order' } });
    await laptop.uploadTestSplit();
    const { code, result } = await release('release', '--package', broken);

    expect({ code, result }).toMatchObject({ code: 3, result: { baseline: { reason: '10 of 10 requests failed.' } } });
    expect(await current()).toMatchObject({ modelPackage: second });
  });

  it('says that the model serves, and what to do, where the model cannot be asked', async () => {
    const broken = await registerPackage(laptop, trained, { behaviour: { status: 400, body: 'no' } });
    const { code, stderr } = await laptop.command(['release', '--package', broken, '--no-check']);

    expect(code).toBe(1);
    expect(stderr).toMatch(/serves, but its baseline could not be made .*make it with 'monitor baseline'/);
  });
});
