import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_ACCOUNT, localArn } from '../account';
import type { Clock } from '../clock';
import type { PolicyStore } from '../iam/policy-store';
import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import { StateFile } from '../state-file';
import { MessageStore } from './message-store';
import { Queue } from './queue';
import { type AttributeTexts, redrivePolicy } from './queue-attributes';
import { queueDoesNotExist } from './sqs-error';

/** What is kept of a queue beside its messages. */
interface QueueRecord {
  readonly attributes: AttributeTexts;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

const NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** The queues of the laptop, each in a folder of its own: `queue.json` and the journal of its messages. */
export class QueueDirectory {
  private readonly queues = new Map<string, Queue>();
  private readonly records = new Map<string, QueueRecord>();

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly policies: Pick<PolicyStore, 'putResourcePolicy' | 'deleteResourcePolicy'>,
  ) {
    mkdirSync(folder, { recursive: true });
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const record = this.file(name).read();
      if (record !== undefined) this.open(name, record);
    }
  }

  names(): string[] {
    return [...this.queues.keys()].sort();
  }

  find(name: string): Queue | undefined {
    return this.queues.get(name);
  }

  findByArn(arn: string): Queue | undefined {
    const queue = this.queues.get(arn.slice(arn.lastIndexOf(':') + 1));
    return queue?.arn === arn ? queue : undefined;
  }

  /**
   * The queue of a URL, whatever host and port it names: a queue outlives a change of the port.
   * @throws AwsError `QueueDoesNotExist`
   */
  byUrl(url: string): Queue {
    const [, account, name] = /^(?:https?:\/\/[^/]+)?\/?(?:(\d{12})\/)?([^/]+)$/.exec(url) ?? [];
    const queue = account === undefined || account === LOCAL_ACCOUNT ? this.queues.get(name ?? '') : undefined;
    if (queue === undefined) throw queueDoesNotExist(url);
    return queue;
  }

  record(queue: Queue): QueueRecord {
    return this.records.get(queue.name) as QueueRecord;
  }

  /** @throws AwsError `InvalidParameterValue` for a name that SQS refuses or that the laptop cannot serve. */
  create(name: string, attributes: AttributeTexts, tags: Readonly<Record<string, string>>): Queue {
    if (name.endsWith('.fifo')) {
      throw new AwsError('InvalidParameterValue', `${name}: the laptop has no FIFO queues. Use a standard queue.`);
    }
    if (!NAME.test(name)) {
      const message = 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
      throw new AwsError('InvalidParameterValue', message);
    }
    this.checkRedrive(localArn('sqs', name), attributes);
    const now = this.clock.now().getTime();
    const record = { attributes, tags, createdAt: now, modifiedAt: now };
    this.save(name, record);
    return this.open(name, record);
  }

  /** Merges `changes` into a queue's attributes; an empty text removes one. */
  setAttributes(queue: Queue, changes: AttributeTexts): void {
    this.checkRedrive(queue.arn, changes);
    const merged = Object.entries({ ...queue.attributes, ...changes }).filter(([, value]) => value !== '');
    queue.attributes = Object.fromEntries(merged);
    const record = { ...this.record(queue), attributes: queue.attributes, modifiedAt: this.clock.now().getTime() };
    this.records.set(queue.name, record);
    this.save(queue.name, record);
    if (Object.hasOwn(changes, 'Policy')) this.applyPolicy(queue);
  }

  setTags(queue: Queue, tags: Readonly<Record<string, string>>): void {
    const record = { ...this.record(queue), tags };
    this.records.set(queue.name, record);
    this.save(queue.name, record);
  }

  delete(queue: Queue): void {
    queue.close();
    this.queues.delete(queue.name);
    this.records.delete(queue.name);
    this.policies.deleteResourcePolicy(queue.arn);
    rmSync(join(this.folder, queue.name), { recursive: true, force: true });
  }

  /** Queues whose redrive policy names `queue`. */
  sourcesOf(queue: Queue): Queue[] {
    return this.names()
      .map((name) => this.queues.get(name) as Queue)
      .filter((source) => redrivePolicy(source.attributes)?.deadLetterTargetArn === queue.arn);
  }

  close(): void {
    for (const queue of this.queues.values()) queue.close();
    this.queues.clear();
  }

  private open(name: string, record: QueueRecord): Queue {
    const store = new MessageStore(join(this.folder, name, 'messages.jsonl'));
    const arn = localArn('sqs', name);
    const queue = new Queue(name, arn, record.attributes, store, this.clock, (target) => this.findByArn(target));
    this.queues.set(name, queue);
    this.records.set(name, record);
    this.applyPolicy(queue);
    return queue;
  }

  private applyPolicy(queue: Queue): void {
    const text = queue.attributes.Policy;
    if (text) this.policies.putResourcePolicy(queue.arn, JSON.parse(text) as JsonObject);
    else this.policies.deleteResourcePolicy(queue.arn);
  }

  private checkRedrive(arn: string, attributes: AttributeTexts): void {
    const target = redrivePolicy(attributes)?.deadLetterTargetArn;
    if (target === undefined) return;
    const fail = (reason: string) =>
      new AwsError(
        'InvalidParameterValue',
        `Value ${target} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
      );
    if (target === arn) throw fail('A queue cannot be its own dead-letter queue.');
    const queue = this.findByArn(target);
    if (queue === undefined) throw fail('Dead letter target does not exist.');
    const allow = JSON.parse(queue.attributes.RedriveAllowPolicy ?? '{}') as Record<string, unknown>;
    const sources = (allow.sourceQueueArns ?? []) as readonly string[];
    if (allow.redrivePermission === 'denyAll' || (allow.redrivePermission === 'byQueue' && !sources.includes(arn))) {
      throw fail('The RedriveAllowPolicy of the dead-letter queue does not admit this queue.');
    }
  }

  private save(name: string, record: QueueRecord): void {
    this.file(name).write(record);
  }

  private file(name: string): StateFile<QueueRecord> {
    return new StateFile(join(this.folder, name, 'queue.json'));
  }
}
