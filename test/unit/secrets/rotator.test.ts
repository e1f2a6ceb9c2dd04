import { systemClock } from '../../../local/clock';
import { Rotator } from '../../../local/secrets/rotation/rotator';
import type { Secret } from '../../../local/secrets/secret';
import { SecretAccess } from '../../../local/secrets/secret-access';
import { SecretStore } from '../../../local/secrets/secret-store';
import { SecretValues } from '../../../local/secrets/secret-values';
import { moveStage } from '../../../local/secrets/stage-labels';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { TestAuthorizer } from '../../fixtures/test-door';

const SECRET: Secret = {
  arn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:s-AbCdEf',
  name: 's',
  tags: [],
  createdAt: 0,
  changedAt: 0,
  rotation: { functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:rotate', rules: {} },
  versions: [{ id: 'v1', stages: ['AWSCURRENT'], string: 'one', createdAt: 0 }],
};
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A rotator whose function fails so many times, and otherwise does its last step only. @param finished called within that step, at its end */
function rotating(name: string, failures: number, finished: () => void = () => undefined) {
  const store = new SecretStore(`${folder.path}/${name}`);
  const authorizer = new TestAuthorizer();
  const values = new SecretValues(store, new SecretAccess(authorizer), systemClock);
  const steps: string[] = [];
  const warnings: string[] = [];
  const invoke = async (_name: string, payload: Buffer) => {
    const { Step, SecretId, ClientRequestToken } = JSON.parse(payload.toString());
    steps.push(Step);
    if (failures-- > 0) return { payload: Buffer.from('"broken"'), functionError: 'Unhandled' as const, logTail: '' };
    const secret = store.get(SecretId);
    if (Step === 'finishSecret') {
      store.put({ ...secret, versions: moveStage(secret.versions, 'AWSCURRENT', ClientRequestToken) });
      finished();
    }
    return { payload: Buffer.from('null'), logTail: '' };
  };
  const schedules = { put: () => undefined, delete: () => undefined };
  const warn = (message: string) => void warnings.push(message);
  const rotator = new Rotator({ values, invoker: { invoke }, authorizer, schedules, warn, firstRetryMs: 1 });
  return { store, rotator, steps, warnings };
}

const currentOf = (store: SecretStore) =>
  store.get('s').versions.find(({ stages }) => stages.includes('AWSCURRENT'))?.id;

it('tries a failed rotation again from its first step', async () => {
  const { store, rotator, steps } = rotating('again', 1);

  const id = rotator.start(store.put(SECRET));
  await eventually(() => currentOf(store) === id);

  expect(steps).toEqual(['createSecret', 'createSecret', 'setSecret', 'testSecret', 'finishSecret']);
});

it('gives up after five attempts, says so, and refuses another rotation until that one is complete', async () => {
  const { store, rotator, warnings } = rotating('never', Number.POSITIVE_INFINITY);

  rotator.start(store.put(SECRET));
  await eventually(() => warnings.length > 0);

  expect(warnings).toEqual([expect.stringMatching(/failed 5 times: .*createSecret: "broken"/)]);
  expect(currentOf(store)).toBe('v1');
  expect(() => rotator.start(store.get('s'))).toThrow(/previous rotation isn't complete/);
  await rotator.stop();
});

it('takes up after a restart what an earlier process left', async () => {
  const before = rotating('left', Number.POSITIVE_INFINITY);
  const id = before.rotator.start(before.store.put(SECRET));
  await before.rotator.stop();

  const after = rotating('left', 0);
  after.rotator.resume();
  await after.rotator.settled();

  expect(currentOf(after.store)).toBe(id);
});

it('rotates again what is asked for before the last step has answered', async () => {
  const ids: string[] = [];
  const { store, rotator, steps } = rotating('early', 0, () => {
    if (ids.length === 1) ids.push(rotator.start(store.get('s')));
  });

  ids.push(rotator.start(store.put(SECRET)));
  await eventually(() => currentOf(store) === ids[1]);
  await rotator.settled();

  expect(steps).toHaveLength(8);
});
