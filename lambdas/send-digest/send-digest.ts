import { type AlertMessage, formatAlert } from '../../core/alert/format-alert';
import { formatDigest } from '../../core/alert/format-digest';
import type { UncertainImage } from '../../core/contracts/alert';
import { MAX_ALERT_MESSAGE_BYTES } from '../../core/contracts/limits';
import type { AlertQueue, QueuedAlert } from '../adapters/alert-queue';
import type { AlertTopic } from '../adapters/alert-topic';
import type { Invocation } from '../adapters/function-frame';

/** Images of one digest. What is more waits for a second one, of the same run. */
const MAX_DIGEST_IMAGES = 5_000;
/** After this no further digest is begun: the function's time is 120 s, and deleting five thousand messages takes some of it. Milliseconds. */
const LAST_BEGIN_MILLISECONDS = 60_000;

export interface DigestRound {
  readonly queue: Pick<AlertQueue, 'receive' | 'delete'>;
  readonly topic: Pick<AlertTopic, 'publish'>;
  /** How long alerts gather; 0 where the queue only holds what the topic did not take. */
  readonly windowSeconds: number;
  /** A link to the reviewer's list. */
  readonly fullList: () => Promise<string>;
  readonly now: () => number;
}

/** What a round has done. */
export interface SentDigests {
  readonly images: number;
  readonly messages: number;
}

/**
 * Empties the alert queue into digests. Messages are deleted once their digest is out: a crash in between tells of them again, under the same review ids, and a digest
 * that the topic does not take leaves them in the queue, which gives them up, after some rounds, to the dead-letter queue and its alarm.
 * @throws AccessDenied, AlertNotPublished, StorageUnavailable
 */
export async function sendDigest({ logger }: Pick<Invocation, 'logger'>, round: DigestRound): Promise<SentDigests> {
  const began = round.now();
  let images = 0;
  let messages = 0;
  while (round.now() - began < LAST_BEGIN_MILLISECONDS) {
    const { alerts, unreadable } = await gather(round.queue);
    if (unreadable > 0) logger.error('Messages of the alert queue are no alerts', { unreadable });
    if (alerts.length === 0) break;
    const distinct = distinctImages(alerts);
    await round.topic.publish(await messageOf(distinct, round));
    images += distinct.length;
    messages += 1;
    const left = await round.queue.delete(alerts);
    if (left > 0) logger.warn('Alerts that are out could not be deleted, and will be repeated', { left });
    if (alerts.length < MAX_DIGEST_IMAGES) break;
  }
  logger.info('sent', { images, messages });
  return { images, messages };
}

async function gather(queue: DigestRound['queue']): Promise<{ alerts: QueuedAlert[]; unreadable: number }> {
  const alerts: QueuedAlert[] = [];
  let unreadable = 0;
  // SQS may answer with nothing though there is something: twice nothing is taken for the end.
  for (let empty = 0; empty < 2 && alerts.length < MAX_DIGEST_IMAGES; ) {
    const received = await queue.receive();
    alerts.push(...received.alerts);
    unreadable += received.unreadable;
    empty = received.alerts.length + received.unreadable === 0 ? empty + 1 : 0;
  }
  return { alerts, unreadable };
}

/** A queue may deliver twice, and an attempt may have queued twice: one second look is told of once. */
function distinctImages(alerts: readonly QueuedAlert[]): UncertainImage[] {
  return [...new Map(alerts.map(({ image }) => [image.review_id, image])).values()];
}

async function messageOf(images: readonly UncertainImage[], round: DigestRound): Promise<AlertMessage> {
  const [only] = images;
  if (images.length === 1 && only !== undefined) {
    const alert = formatAlert(only);
    // One too large for SNS, for thousands of classes say, is told of by its count and the list.
    if (Buffer.byteLength(alert.message) <= MAX_ALERT_MESSAGE_BYTES) return alert;
  }
  return formatDigest({
    about: aboutText(round.windowSeconds),
    counts: { secondLook: images.length },
    images,
    fullList: await round.fullList(),
  });
}

const aboutText = (windowSeconds: number): string => {
  if (windowSeconds === 0) return 'alerts that could not be sent at once';
  const minutes = windowSeconds / 60;
  return minutes === 1 ? 'the last minute' : `the last ${minutes} minutes`;
};
