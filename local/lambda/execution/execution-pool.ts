import { randomBytes } from 'node:crypto';
import type { Authorizer } from '../../iam/authorizer';
import type { CredentialRegistry, Credentials } from '../../iam/credentials';
import { AwsError } from '../../protocol/aws-error';
import type { FunctionDefinition } from '../function-definition';
import type { EnvironmentStart } from '../runtime/messages';
import { environmentVariables } from './environment-variables';
import { ExecutionEnvironment } from './execution-environment';
import { assertSilentGrants } from './silent-grants';
import { WaitingLine } from './waiting-line';

/** What all pools of the laptop share. */
export interface PoolContext {
  /** The compiled runtime; see `runtimeFile`. */
  readonly runtimeFile: () => string;
  readonly endpoint: () => string;
  readonly credentials: CredentialRegistry;
  readonly authorizer: Authorizer;
  readonly limits: PoolLimits;
  /** How far the laptop's clock is ahead of this machine's. Milliseconds. */
  readonly aheadMs: () => number;
}

export interface PoolLimits {
  /** Worker threads of one function at a time; further invocations wait for one. */
  readonly workersPerFunction: number;
  /** How long an invocation waits for a busy worker before another is started. Milliseconds. */
  readonly growAfterMs: number;
  /** How long an invocation waits for a worker before it is throttled. Milliseconds. */
  readonly maxWaitMs: number;
  /** A worker that nobody has used for so long is ended, unless it has worked for longer than that. Milliseconds. */
  readonly idleMs: number;
  /** And one that has: by then it has compiled what it runs often, which a new one would have to do again. Milliseconds. */
  readonly longestIdleMs: number;
}

/** A worker with what belongs to it. */
export interface PooledEnvironment {
  readonly environment: ExecutionEnvironment;
  readonly logStream: string;
  readonly credentials: Credentials;
  readonly startedAt: Date;
  /** Where log events go: to the invocation that runs. */
  sink: (text: string) => void;
  /** Milliseconds since the epoch. */
  lastUsedAt: number;
  /** How long it has been in use, in all. Milliseconds. */
  workedMs: number;
}

/** The execution environments of one version of a function. */
export class ExecutionPool {
  private readonly all = new Set<PooledEnvironment>();
  private readonly idle: PooledEnvironment[] = [];
  private readonly waiting: WaitingLine<PooledEnvironment>;
  private running = 0;
  private retired = false;
  private stopped = false;
  private readonly reaper: NodeJS.Timeout;

  constructor(
    readonly definition: FunctionDefinition,
    readonly version: string,
    private readonly context: PoolContext,
  ) {
    const { growAfterMs, maxWaitMs } = context.limits;
    this.waiting = new WaitingLine({
      patienceMs: growAfterMs,
      more: () => this.grow(),
      limitMs: maxWaitMs,
      tooLong: () => throttled('ConcurrentInvocationLimitExceeded'),
    });
    this.reaper = setInterval(() => this.reap(), Math.max(1000, context.limits.idleMs / 4)).unref();
  }

  get aheadMs(): number {
    return this.context.aheadMs();
  }

  environments(): readonly PooledEnvironment[] {
    return [...this.all];
  }

  /**
   * Runs `use` with an environment of its own: a warm one, a new one, or the next that becomes free.
   * @throws AwsError `TooManyRequestsException`; `AccessDenied` where the role lacks what Lambda needs in its name.
   */
  async withEnvironment<Result>(use: (pooled: PooledEnvironment) => Promise<Result>): Promise<Result> {
    const { reservedConcurrency } = this.definition;
    if (reservedConcurrency !== undefined && this.running >= reservedConcurrency) {
      throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    this.running++;
    try {
      const pooled = await this.acquire();
      const takenAt = Date.now();
      try {
        return await use(pooled);
      } finally {
        pooled.lastUsedAt = Date.now();
        pooled.workedMs += pooled.lastUsedAt - takenAt;
        this.release(pooled);
      }
    } finally {
      this.running--;
    }
  }

  /** Takes no more work: idle workers end now, busy ones after their invocation. */
  async retire(): Promise<void> {
    this.retired = true;
    clearInterval(this.reaper);
    await Promise.all(this.idle.splice(0).map((pooled) => this.end(pooled)));
  }

  /** Ends every worker at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.retired = true;
    clearInterval(this.reaper);
    this.waiting.refuseAll(stopping);
    await Promise.all([...this.all].map((pooled) => this.end(pooled)));
  }

  private async acquire(): Promise<PooledEnvironment> {
    // The one used last is the warmest.
    for (let pooled = this.idle.pop(); pooled !== undefined; pooled = this.idle.pop()) {
      if (pooled.environment.alive) return pooled;
      void this.end(pooled);
    }
    return this.all.size === 0 ? this.start() : this.waiting.wait();
  }

  /**
   * A cold start costs more than most handlers take, so a worker that is busy now is likely to be free before a new one is ready;
   * and one cold start at a time is what a laptop's cores can bear.
   */
  private grow(): PooledEnvironment | undefined {
    if (this.all.size >= this.context.limits.workersPerFunction) return undefined;
    const starting = [...this.all].some(({ environment }) => environment.loaded === undefined);
    return starting ? undefined : this.start();
  }

  private release(pooled: PooledEnvironment): void {
    const usable = pooled.environment.alive;
    if (!usable) void this.end(pooled);
    if (this.waiting.serve(() => (usable ? pooled : this.start())) || !usable) return;
    if (this.retired) void this.end(pooled);
    else this.idle.push(pooled);
  }

  private start(): PooledEnvironment {
    if (this.stopped) throw stopping();
    const { definition, version, context } = this;
    assertSilentGrants(definition, context.authorizer);
    const credentials = context.credentials.issue(definition.roleArn, definition.name);
    const startedAt = new Date();
    const day = startedAt.toISOString().slice(0, 10).replaceAll('-', '/');
    const logStream = `${day}/[${version}]${randomBytes(16).toString('hex')}`;
    const { logging } = definition;
    const start: EnvironmentStart = {
      taskRoot: definition.code.folder,
      handler: definition.handler,
      runtime: definition.runtime,
      functionName: definition.name,
      functionVersion: version,
      memoryMb: definition.memoryMb,
      logGroup: logging.group,
      logStream,
      logFormat: logging.format,
      logLevel: logging.applicationLevel,
    };
    const variables = environmentVariables({
      definition,
      version,
      logStream,
      credentials,
      endpoint: context.endpoint(),
    });
    const pooled: PooledEnvironment = {
      environment: new ExecutionEnvironment(
        context.runtimeFile(),
        start,
        variables,
        definition.timeoutSeconds * 1000,
        (text) => pooled.sink(text),
      ),
      logStream,
      credentials,
      startedAt,
      sink: () => undefined,
      lastUsedAt: startedAt.getTime(),
      workedMs: 0,
    };
    this.all.add(pooled);
    return pooled;
  }

  private async end(pooled: PooledEnvironment): Promise<void> {
    this.all.delete(pooled);
    this.context.credentials.revoke(pooled.credentials.accessKeyId);
    await pooled.environment.terminate();
  }

  private reap(): void {
    const now = Date.now();
    const dead = this.idle.filter(
      (pooled) => !pooled.environment.alive || now - pooled.lastUsedAt > this.patience(pooled),
    );
    for (const pooled of dead) {
      this.idle.splice(this.idle.indexOf(pooled), 1);
      void this.end(pooled);
    }
  }

  /** How long a worker is kept that nobody uses. Milliseconds. */
  private patience({ workedMs }: PooledEnvironment): number {
    const { idleMs, longestIdleMs } = this.context.limits;
    return workedMs > idleMs ? longestIdleMs : idleMs;
  }
}

const stopping = (): AwsError => new AwsError('ServiceException', 'The laptop is stopping.', 500);

const throttled = (Reason: string): AwsError =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Type: 'User', Reason });
