import { randomUUID } from 'node:crypto';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ErrorName } from '../../../../core/contracts/errors';
import { answerKey, OPEN_ITEM_PREFIX } from '../../../../core/contracts/storage-layout';
import { eventually } from '../../../fixtures/eventually';
import { DOUBTFUL } from '../../../fixtures/laptop/fake-model';
import type { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import { rotateSecret } from '../../../fixtures/second-look/rotate-secret';
import type { Exercise } from './exercise';

/** Sends a doubtful image through the workflow. @returns its open item's key and text, and the link in its mail; or what went wrong. */
async function doubt(laptop: WorkflowLaptop) {
  laptop.model.behave(DOUBTFUL);
  const before = laptop.laptop.mails().length;
  const execution = await laptop.classifyImage(`incoming/${randomUUID()}.png`);
  if (execution.error !== ErrorName.ThresholdConfidenceNotMet) return `${execution.error}: ${execution.cause}`;
  const [mail] = await laptop.mailsAfter(before, 1);
  const link = /^Look and answer: (\S+)$/m.exec(mail?.text ?? '')?.[1] ?? '';
  const { inference_id: reviewId } = execution.stateOutputs.ClassifyImage.body as { inference_id: string };
  return { link, reviewId };
}

const NOTHING_LOGGED = 'nothing was logged';

/** Does something; where it comes out as false, what the function has logged meanwhile. */
export async function elseLogged(laptop: WorkflowLaptop, act: () => Promise<boolean>): Promise<string | undefined> {
  const logged: string[] = [];
  const end = laptop.laptop.services.lambda.onLog(({ message }) => void logged.push(message));
  try {
    if (await act()) return undefined;
    // What a worker prints arrives a little after what it answers.
    await new Promise((resolve) => setTimeout(resolve, 200));
    return logged.filter((line) => line.includes('"ERROR"')).join('\n') || NOTHING_LOGGED;
  } finally {
    end();
  }
}

async function answerByPage(link: string): Promise<boolean> {
  const page = await fetch(link);
  const html = await page.text();
  const picture = await fetch(link.replace('/second-look?', '/second-look/image?'));
  await picture.arrayBuffer();
  const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const answered = await fetch(link, { method: 'POST', body: new URLSearchParams({ token, label: '0' }) });
  await answered.text();
  return page.ok && picture.ok && answered.ok;
}

/** The exercise, which also goes wrong where the laptop warns: of logs and traces that a role may not write, no caller ever hears. */
const watched =
  (exercise: (laptop: WorkflowLaptop) => Promise<string | undefined>): Exercise =>
  async (laptop) => {
    const warned = laptop.warnings.length;
    const failure = await exercise(laptop);
    return failure === undefined || failure === NOTHING_LOGGED ? (laptop.warnings[warned] ?? failure) : failure;
  };

/** The number of classes whose probabilities no message of SNS holds. */
const TOO_MANY = 20_000;

/** What the functions behind the second look are for. */
export const SECOND_LOOK_EXERCISES: Readonly<Record<string, Exercise>> = {
  'a second look is answered by its page': watched(async (laptop) => {
    const doubted = await doubt(laptop);
    if (typeof doubted === 'string') return doubted;
    return elseLogged(laptop, () => answerByPage(doubted.link));
  }),
  'the reviewer’s list is shown': async (laptop) => {
    const doubted = await doubt(laptop);
    if (typeof doubted === 'string') return doubted;
    return elseLogged(laptop, async () => (await fetch(await laptop.reviewList())).ok);
  },
  'an answer without a label is repaired': watched(async (laptop) => {
    const doubted = await doubt(laptop);
    if (typeof doubted === 'string') return doubted;
    const { reviewId } = doubted;
    const listed = await laptop.clients.s3.send(
      new ListObjectsV2Command({ Bucket: laptop.images, Prefix: OPEN_ITEM_PREFIX }),
    );
    const key = listed.Contents?.map(({ Key = '' }) => Key).find((each) => each.includes(reviewId)) ?? '';
    const { opened_at } = JSON.parse((await laptop.read(laptop.images, key)) ?? '{}') as { opened_at: string };
    const half = {
      version: 1,
      review_id: reviewId,
      label: 'bicycle',
      class_index: 0,
      who: 'nobody',
      who_verified: false,
      answered_at: opened_at,
      opened_at,
      source: 'page',
    };
    await laptop.upload(answerKey(reviewId), Buffer.from(JSON.stringify(half)));
    const { failed, payload } = await laptop.invoke('RepairLabels', {});
    return failed ? JSON.stringify(payload) : undefined;
  }),
  'an alert that the topic does not take is queued, and goes out as a digest': watched(queueAndSend),
  'the links’ key is rotated': watched(async (laptop) => {
    // The first rotation, at the deployment, has left it warm: what it may do in Lambda's name was judged then.
    await laptop.restartFunctions();
    const secret = { SecretId: laptop.outputs.get('LinkSecretArn'), ClientRequestToken: randomUUID() };
    const { failed, payload } = await laptop.invoke('RotateLinkKey', { Step: 'setSecret', ...secret });
    return failed ? JSON.stringify(payload) : elseLogged(laptop, () => rotateSecret(laptop));
  }),
};

/** An alert that SNS finds too large goes to the queue; the digest of it, by this invocation or by the schedule's, arrives. */
async function queueAndSend(laptop: WorkflowLaptop): Promise<string | undefined> {
  const inferences = Array.from({ length: TOO_MANY }, (_, index) => (index === 0 ? 0.5 : 0.00001234567890123));
  const body = { s3_bucket: laptop.images, s3_key: 'incoming/many-classes.png', inferences };
  const before = digestsOf(laptop);
  const checked = await laptop.invoke('CheckThreshold', { body, execution_id: randomUUID() });
  if (checked.payload.errorType !== ErrorName.ThresholdConfidenceNotMet) return JSON.stringify(checked.payload);
  const { failed, payload } = await laptop.invoke('SendDigest', {});
  if (failed) return JSON.stringify(payload);
  return eventually(() => digestsOf(laptop) > before).then(
    () => undefined,
    () => 'no digest arrived',
  );
}

const digestsOf = ({ laptop }: WorkflowLaptop): number =>
  laptop.mails().filter(({ subject }) => subject.includes('alerts that could not be sent at once')).length;
