import type { Logger } from '@aws-lambda-powertools/logger';
import { formatAlert } from '../../core/alert/format-alert';
import type { UncertainImage } from '../../core/contracts/alert';
import { AlertNotPublished } from '../../core/contracts/errors';
import type { AlertQueue } from '../adapters/alert-queue';
import type { AlertTopic } from '../adapters/alert-topic';

/** Tells people of an image: at once, or, where alerts gather, by the next digest. */
export class AlertSender {
  constructor(
    private readonly topic: Pick<AlertTopic, 'publish'>,
    private readonly queue: Pick<AlertQueue, 'send'>,
    /** 0 for at once. */
    private readonly windowSeconds: number,
  ) {}

  /** @throws AccessDenied; AlertNotPublished where neither topic nor queue took the alert. */
  async send(image: UncertainImage, logger: Logger): Promise<void> {
    if (this.windowSeconds > 0) return this.queue.send(image);
    try {
      await this.topic.publish(formatAlert(image));
    } catch (error) {
      if (!(error instanceof AlertNotPublished)) throw error;
      // The queue is drained all day: what is in it is tried again, and ends where an alarm rings.
      logger.warn('The topic did not take the alert: it is queued', error);
      await this.queue.send(image);
    }
  }
}
