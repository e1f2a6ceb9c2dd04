import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { IMAGES, ReviewRig } from '../../fixtures/second-look/review-rig';

const PROGRAM = join(__dirname, '../../fixtures/second-look/alerting-process.ts');
/** Images; of every second one the first attempt is killed between publish and return. */
const COUNT = 6;

let rig: ReviewRig;
const processes: ChildProcess[] = [];
beforeAll(async () => {
  rig = await ReviewRig.start();
});
afterAll(async () => {
  for (const each of processes) each.kill('SIGKILL');
  await rig.stop();
});

/** Runs one attempt to its end. @returns the e-mails that it published. */
async function attempt(event: unknown, dies: boolean): Promise<string[]> {
  const started = fork(PROGRAM, [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  processes.push(started);
  await once(started, 'message');
  const mails: string[] = [];
  started.on('message', ({ message }: { message: string }) =>
    mails.push((JSON.parse(message) as { email: string }).email),
  );
  started.send({ endpoint: rig.storage.endpoint, event, dies });
  const [, signal] = await once(started, 'exit');
  expect(signal).toBe(dies ? 'SIGKILL' : null);
  return mails;
}

it('repeats the mail of a killed attempt under the same review id, and loses none', async () => {
  const mails: string[] = [];
  const ids = Array.from({ length: COUNT }, (_, index) => String(index).repeat(32));
  for (const [index, inference_id] of ids.entries()) {
    const body = {
      s3_bucket: IMAGES,
      s3_key: `incoming/${index}.png`,
      version_id: 'v1',
      inferences: [0.6, 0.4],
      classes: ['bicycle', 'motorcycle'],
      inference_id,
    };
    const event = { body, execution_id: `arn:${index}`, execution_started: '2026-11-26T20:59:59.000Z' };
    const dies = index % 2 === 0;
    mails.push(...(await attempt(event, dies)));
    // The state machine tries again, an hour later for all that the item cares.
    mails.push(...(await attempt(event, false)));
  }

  const counts = ids.map((id) => mails.filter((mail) => mail.includes(`Review id:   ${id}`)).length);
  console.log(`${COUNT} images, ${COUNT / 2} attempts killed after publish: mails per review id ${counts.join(', ')}`);
  expect(counts).toEqual(ids.map((_, index) => (index % 2 === 0 ? 2 : 1)));
  expect(mails).toHaveLength(COUNT + COUNT / 2);
  const links = new Map(ids.map((id) => [id, new Set(mails.filter((mail) => mail.includes(id)).map(linkOf))]));
  for (const [, distinct] of links) expect(distinct.size).toBe(1);
  expect(await rig.keys(IMAGES, 'second_look/open/2026/11/26/20/')).toHaveLength(COUNT);
}, 120_000);

const linkOf = (mail: string): string => /^Look and answer: (\S+)$/m.exec(mail)?.[1] ?? '';
