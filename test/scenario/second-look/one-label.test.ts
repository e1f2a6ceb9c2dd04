import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { answerKey } from '../../../core/contracts/storage-layout';
import { repairLabels } from '../../../lambdas/repair-labels/repair-labels';
import type { Assignment } from '../../fixtures/second-look/answering-process';
import { formPost } from '../../fixtures/second-look/http-event';
import { CAPTURE, IMAGES, ReviewRig } from '../../fixtures/second-look/review-rig';

const PROGRAM = join(__dirname, '../../fixtures/second-look/answering-process.ts');
const BEFORE_THE_HOUR = '2026-11-26T20:59:59.990Z';
const AFTER_THE_HOUR = '2026-11-26T21:00:00.010Z';
const ROUNDS = 5;

let rig: ReviewRig;
const processes: ChildProcess[] = [];

beforeEach(async () => {
  rig = await ReviewRig.start();
  rig.now = new Date('2026-11-26T20:58:00.000Z');
});
afterEach(async () => {
  for (const each of processes.splice(0)) each.kill('SIGKILL');
  await rig.stop();
});

async function ready(): Promise<ChildProcess> {
  const started = fork(PROGRAM, [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  processes.push(started);
  await once(started, 'message');
  return started;
}

/** @returns the status of the page that the process got; undefined where it died. */
async function run(started: ChildProcess, assignment: Assignment): Promise<number | undefined> {
  const told = new Promise<number | undefined>((resolve) => {
    started.once('message', (status) => resolve(Number(status)));
    started.once('exit', () => resolve(undefined));
  });
  started.send(assignment);
  return told;
}

const assignment = (link: string, token: string, label: string, now: string, dies = false): Assignment => ({
  endpoint: rig.storage.endpoint,
  request: formPost(link, { token, label, who: `clerk ${label}` }),
  now,
  dies,
});

/** The labels that there are, each with its key. */
async function labels(): Promise<{ key: string; data: string }[]> {
  const keys = await rig.keys(CAPTURE, 'ground_truth/');
  return Promise.all(
    keys.map(async (key) => {
      const record = JSON.parse(await rig.read(CAPTURE, key)) as { groundTruthData: { data: string } };
      return { key, data: record.groundTruthData.data };
    }),
  );
}
const answer = async (reviewId: string) =>
  JSON.parse(await rig.read(IMAGES, answerKey(reviewId))) as { class_index: number; answered_at: string };

it('keeps one label of two processes that answer differently at once while the clock passes the hour', async () => {
  const winners: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const item = await rig.open({ review_id: String(round).repeat(32), s3_key: `incoming/${round}.png` });
    const link = rig.link(item);
    const token = await rig.formToken(link);
    const [one, other] = await Promise.all([ready(), ready()]);

    const statuses = await Promise.all([
      run(one, assignment(link, token, '0', BEFORE_THE_HOUR)),
      run(other, assignment(link, token, '1', AFTER_THE_HOUR)),
    ]);

    expect([...statuses].sort()).toEqual([200, 409]);
    const { class_index, answered_at } = await answer(item.review_id);
    expect(statuses.indexOf(200)).toBe(class_index);
    const hour = answered_at === BEFORE_THE_HOUR ? '20' : '21';
    const mine = (await labels()).filter(({ key }) => key.includes(item.review_id));
    expect(mine).toEqual([
      { key: `ground_truth/2026/11/26/${hour}/${item.review_id}.jsonl`, data: String(class_index) },
    ]);
    winners.push(class_index);
  }
  console.log(`${ROUNDS} races of two processes, ${ROUNDS} labels; won by class ${winners.join(', ')}`);
}, 120_000);

describe('a process that dies between claim and label', () => {
  async function died() {
    const item = await rig.open();
    const link = rig.link(item);
    const token = await rig.formToken(link);
    const status = await run(await ready(), assignment(link, token, '1', BEFORE_THE_HOUR, true));
    expect([status, await labels()]).toEqual([undefined, []]);
    expect(await answer(item.review_id)).toMatchObject({ class_index: 1 });
    const label = { key: `ground_truth/2026/11/26/20/${item.review_id}.jsonl`, data: '1' };
    return { item, link, token, label };
  }

  it('has its label written by the sweeper, an hour later, in the hour of the answer', async () => {
    const { label } = await died();
    rig.now = new Date('2026-11-26T22:15:00.000Z');

    const repaired = await repairLabels(rig.desk);

    expect(repaired).toEqual({ open: 0, repaired: 1 });
    expect(await labels()).toEqual([label]);
    expect(await rig.keys(IMAGES, 'second_look/open/')).toEqual([]);
  }, 30_000);

  it('has its label written by whoever answers next, whose own answer does not count', async () => {
    const { link, token, label } = await died();

    const status = await run(await ready(), assignment(link, token, '0', AFTER_THE_HOUR));

    expect([status, await labels()]).toEqual([409, [label]]);
  }, 30_000);
});
