import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT } from '../../account';
import type { Authorizer } from '../../iam/authorizer';
import type { Principal } from '../../iam/principal';
import type { FunctionInvoker } from '../../lambda/function-invoker';
import { AwsError } from '../../protocol/aws-error';
import type { ScheduleRunner } from '../../schedules/schedule-runner';
import { CURRENT, PENDING, type Rotation, type Secret, versionWithStage } from '../secret';
import { assertNotDeleted, type SecretValues } from '../secret-values';
import { moveStage } from '../stage-labels';
import { rotationTimes } from './rotation-times';

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

/** Secrets Manager tries a failed rotation again by itself. */
const MAX_ATTEMPTS = 5;
const FIRST_RETRY_MS = 1_000;

export interface RotatorOptions {
  readonly values: SecretValues;
  readonly invoker: FunctionInvoker;
  readonly authorizer: Authorizer;
  readonly schedules: Pick<ScheduleRunner, 'put' | 'delete'>;
  /** Told of a rotation that failed, which nobody waits for. */
  readonly warn: (message: string) => void;
  /** Before the second attempt; doubled from there. Milliseconds. @default 1 second */
  readonly firstRetryMs?: number;
}

/**
 * Rotates secrets: announces a version as `AWSPENDING`, then lets the rotation function create, set, test and finish it. A rotation that a killed
 * laptop left behind is taken up at its next start.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export class Rotator {
  private readonly running = new Map<string, Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;

  constructor(private readonly options: RotatorOptions) {}

  /** Whoever has a secret rotated must be allowed to call the function. */
  authorizeFunction(principal: Principal, functionArn: string): void {
    this.options.authorizer.authorize({ principal, action: 'lambda:InvokeFunction', resource: functionArn });
  }

  /**
   * Begins a rotation and does not wait for it.
   * @returns the id of the version to come.
   * @throws AwsError `InvalidRequestException` where an earlier one is not complete; it is tried again.
   */
  start(secret: Secret, token: string = randomUUID()): string {
    assertNotDeleted(secret);
    const pending = unfinished(secret);
    if (pending !== undefined && pending !== token) {
      this.run(secret.arn, pending, 1);
      const message = "A previous rotation isn't complete. That rotation will be reattempted.";
      throw new AwsError('InvalidRequestException', message);
    }
    if (pending === undefined) {
      const { values } = this.options;
      const announced = { id: token, stages: [], createdAt: values.clock.now().getTime() };
      const versions = secret.versions.some(({ id }) => id === token)
        ? secret.versions
        : [...secret.versions, announced];
      values.store.put({ ...secret, versions: moveStage(versions, PENDING, token) });
    }
    this.run(secret.arn, token, 1);
    return token;
  }

  /** Sets or takes away how a secret is rotated, and when by itself. */
  configure(secretArn: string, rotation: Rotation | undefined): Secret {
    const { store } = this.options.values;
    const secret = store.put({ ...store.get(secretArn), rotation });
    this.schedule(secret);
    return secret;
  }

  /** When a secret is due by its rules; undefined where they say nothing. */
  next({ arn }: Secret, after: Date): Date | undefined {
    const secret = this.options.values.store.find(arn);
    return secret?.rotation === undefined ? undefined : rotationTimes(secret)?.next(after);
  }

  /** Takes up what an earlier process left. */
  resume(): void {
    for (const secret of this.options.values.store.list()) {
      this.schedule(secret);
      this.takeUp(secret);
    }
  }

  /** Resolves once no rotation is under way. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.settled();
  }

  private schedule(secret: Secret): void {
    const { schedules } = this.options;
    const key = `${secret.arn}/rotation`;
    schedules.delete(key);
    if (secret.rotation === undefined) return;
    schedules.put({
      key,
      next: (after) => this.next(secret, after),
      fire: () => void this.start(this.options.values.store.get(secret.arn)),
    });
  }

  /** Goes on with what is announced and not finished. */
  private takeUp(secret: Secret | undefined): void {
    if (secret?.rotation === undefined || secret.deletedAt !== undefined) return;
    const pending = unfinished(secret);
    if (pending !== undefined) this.run(secret.arn, pending, 1);
  }

  private run(arn: string, token: string, attempt: number): void {
    if (this.running.has(arn) || this.stopped) return;
    const run = this.rotate(arn, token).then(
      () => {
        this.running.delete(arn);
        // Asked for between the function's last step and the end of this run, where it could not begin.
        this.takeUp(this.options.values.store.find(arn));
      },
      (error: Error) => {
        this.running.delete(arn);
        this.failed(arn, token, attempt, error);
      },
    );
    this.running.set(arn, run);
  }

  private failed(arn: string, token: string, attempt: number, error: Error): void {
    if (this.stopped) return;
    if (attempt >= MAX_ATTEMPTS) {
      this.options.warn(`The rotation of ${arn} failed ${attempt} times: ${error.message}`);
      return;
    }
    const pause = (this.options.firstRetryMs ?? FIRST_RETRY_MS) * 2 ** (attempt - 1);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.run(arn, token, attempt + 1);
    }, pause);
    this.timers.add(timer);
  }

  private async rotate(arn: string, token: string): Promise<void> {
    const { values, invoker } = this.options;
    const functionArn = values.store.get(arn).rotation?.functionArn;
    if (functionArn === undefined) return;
    for (const Step of STEPS) {
      const payload = Buffer.from(JSON.stringify({ Step, SecretId: arn, ClientRequestToken: token }));
      const result = await invoker.invoke(functionArn, payload, { principal: managerPrincipal(arn) });
      if (result.functionError !== undefined) {
        throw new Error(`${functionArn} failed in ${Step}: ${result.payload.toString('utf8')}`);
      }
    }
    const secret = values.store.get(arn);
    if (versionWithStage(secret, CURRENT)?.id !== token) {
      throw new Error(`${functionArn} ended finishSecret without moving AWSCURRENT to ${token}.`);
    }
    // A function may leave the label where it was: with the version that is current now it means nothing.
    this.schedule(values.store.put({ ...secret, rotatedAt: values.clock.now().getTime() }));
  }
}

/** The version that a rotation has announced and not finished. */
function unfinished(secret: Secret): string | undefined {
  const pending = versionWithStage(secret, PENDING)?.id;
  return pending === versionWithStage(secret, CURRENT)?.id ? undefined : pending;
}

const managerPrincipal = (secretArn: string): Principal => ({
  kind: 'service',
  service: 'secretsmanager.amazonaws.com',
  sourceArn: secretArn,
  sourceAccount: LOCAL_ACCOUNT,
});
