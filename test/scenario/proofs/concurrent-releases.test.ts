import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { Interrupted } from '../../../cli/interrupt';
import { readServingStack } from '../../../cli/release/serving-stack';
import { modelPackageParameterName, releasedModelParameterName } from '../../../core/contracts/released-model';
import { RELEASE_LEASE_KEY } from '../../../core/contracts/storage-layout';
import type { TrainModelOutput } from '../../../core/contracts/train-model';
import { SeededRandom } from '../../../core/seeded-random';
import { idleEvaluation } from '../../fixtures/evaluation/idle-evaluation';
import { eventually } from '../../fixtures/eventually';
import { registerPackage } from '../../fixtures/laptop/registered-package';
import { ENVIRONMENT, WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

/**
 * Whoever releases at the same moment: one wins, the other is refused by name, and parameters and stack tell of the same model. Without the lease both would
 * write the parameter before either has updated the stack.
 */
const LIMIT_MILLISECONDS = 300_000;
const ROUNDS = 6;

let laptop: WorkflowLaptop;
let trained: TrainModelOutput;

beforeAll(async () => {
  laptop = await WorkflowLaptop.start({ assemblyFolder: await idleEvaluation(), timing: { startupMs: 1_500 } });
  trained = await laptop.train();
}, LIMIT_MILLISECONDS);
afterAll(() => laptop?.stop());

const { app, name } = ENVIRONMENT;
const parameter = async (Name: string): Promise<string> =>
  (await laptop.clients.ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value ?? '';

/** What the stack serves, and what the two parameters say. */
async function told(): Promise<readonly (string | undefined)[]> {
  const stack = await readServingStack({ environment: ENVIRONMENT, clients: laptop.clients, outputs: laptop.outputs });
  const released = await parameter(releasedModelParameterName(app, name));
  const { modelPackage } = JSON.parse(released) as { modelPackage: string };
  return [stack.modelPackage, await parameter(modelPackageParameterName(app, name)), modelPackage];
}

const lease = async (): Promise<unknown> =>
  JSON.parse((await laptop.read(laptop.outputs.get('ModelsBucket'), RELEASE_LEASE_KEY)) ?? '{}');

it(
  'lets one of two releases win, refuses the other, and leaves parameters and stack telling of the same model',
  async () => {
    const random = new SeededRandom('concurrent releases');
    for (let round = 0; round < ROUNDS; round += 1) {
      const packages = [await registerPackage(laptop, trained), await registerPackage(laptop, trained)];
      const delays = packages.map(() => random.between(0, 5));
      const ends = await Promise.all(
        packages.map(async (arn, index) => {
          await new Promise((resolve) => setTimeout(resolve, delays[index]));
          return { arn, ...(await laptop.command(['release', '--package', arn, '--no-check'])) };
        }),
      );

      const [winner] = ends.filter(({ code }) => code === 0);
      const [loser] = ends.filter(({ code }) => code !== 0);
      expect(loser).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          new RegExp(`Another release of this environment is going on: .*process ${process.pid}, since 20`),
        ),
      });
      expect(await told()).toEqual([winner?.arn, winner?.arn, winner?.arn]);
      expect(await lease()).toMatchObject({ state: 'released' });
    }
  },
  LIMIT_MILLISECONDS,
);

it('refuses a rollback while a release is going on', async () => {
  const slow = await registerPackage(laptop, trained, { behaviour: { pingAfterMs: 1_000 } });
  const releasing = laptop.command(['release', '--package', slow, '--no-check']);
  await eventually(async () => ((await lease()) as { state?: string }).state === 'held');
  const { code, stderr } = await laptop.command(['rollback']);

  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Another release') });
  expect((await releasing).code).toBe(0);
  expect(await told()).toEqual([slow, slow, slow]);
});

describe('gives the lease back', () => {
  it('when a release fails', async () => {
    const sick = await registerPackage(laptop, trained, { behaviour: { pingStatus: 500 } });

    expect((await laptop.command(['release', '--package', sick, '--no-check'])).code).toBe(1);
    expect(await lease()).toMatchObject({ state: 'released' });
  });

  it('when a package cannot be released', async () => {
    expect((await laptop.command(['release', '--package', '999'])).code).toBe(2);
    expect(await lease()).toMatchObject({ state: 'released' });
  });

  it('when Ctrl-C calls the release off', async () => {
    const sleepy = await registerPackage(laptop, trained, { behaviour: { pingAfterMs: 60_000 } });
    const controller = new AbortController();
    const running = laptop.command(['release', '--package', sleepy, '--no-check'], controller.signal);
    await eventually(async () => (await parameter(modelPackageParameterName(app, name))) === sleepy);
    expect(await lease()).toMatchObject({ state: 'held' });
    controller.abort(new Interrupted('SIGINT'));

    expect((await running).code).toBe(130);
    expect(await lease()).toMatchObject({ state: 'released' });
  });
});
