import { Worker } from 'node:worker_threads';
import type { EnvironmentMessage, EnvironmentStart, InvocationError, InvokeMessage } from '../runtime/messages';
import { exited, outOfMemory, timedOut } from './platform-error';

/** How an invocation ended. */
export type Outcome =
  | { readonly kind: 'result'; readonly payload: Buffer; readonly memoryBytes: number }
  | {
      readonly kind: 'failure';
      readonly error: InvocationError;
      readonly memoryBytes: number;
      readonly status: 'error' | 'timeout';
    }
  | { readonly kind: 'refused'; readonly message: string };

/** What is known of the code that a worker really loaded. */
export interface LoadedCode {
  readonly entryFile: string;
  readonly codeSha256: string;
}

/** How an initialization ended: an error is the handler's own. */
type Initialization = 'ready' | 'exited' | InvocationError;

/** AWS allows the initialization 10 s; what it takes longer is on the invocation's account. Milliseconds. */
const INIT_LIMIT_MS = 10_000;

/** Heap that a worker may use of the memory size: the rest is for what lies outside of it. */
const HEAP_SHARE = 0.9;

/** One execution environment: a worker thread that runs one invocation at a time, and is used again while it lives. */
export class ExecutionEnvironment {
  /** Filled once the handler is loaded. */
  loaded: LoadedCode | undefined;
  invocations = 0;
  /** Duration of the initialization, until the first invocation has reported it. Milliseconds. */
  initMs: number | undefined;
  private readonly worker: Worker;
  private readonly startedAt = performance.now();
  private readonly initialization: Promise<Initialization>;
  private memoryBytes = 0;
  private ended: { readonly code: number; readonly outOfMemory: boolean } | undefined;
  private doomed = false;
  private requestId = '';
  private initialized: (how: Initialization) => void = () => undefined;
  private settle: ((outcome: Outcome) => void) | undefined;

  constructor(
    runtimeFile: string,
    start: EnvironmentStart,
    variables: Record<string, string>,
    private readonly timeoutMs: number,
    private readonly onLog: (text: string) => void,
  ) {
    this.initialization = new Promise((resolve) => {
      this.initialized = resolve;
    });
    this.worker = new Worker(runtimeFile, {
      workerData: start,
      env: variables,
      execArgv: [],
      argv: [],
      name: start.functionName,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.floor(start.memoryMb * HEAP_SHARE),
        // V8 fills what it may have before it collects: more than this buys nothing.
        maxYoungGenerationSizeMb: Math.min(16, Math.max(8, Math.floor(start.memoryMb / 20))),
      },
    });
    let died = false;
    this.worker.on('message', (message: EnvironmentMessage) => this.receive(message));
    this.worker.on('error', (error: NodeJS.ErrnoException) => {
      died = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    });
    this.worker.on('exit', (code) => this.exit(code, died));
  }

  get alive(): boolean {
    return this.ended === undefined && !this.doomed;
  }

  /**
   * Waits until the handler is loaded.
   * @returns why it never will be; undefined where it is.
   */
  async prepare(requestId: string): Promise<Outcome | undefined> {
    this.worker.ref();
    this.invocations++;
    if (this.loaded !== undefined) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), INIT_LIMIT_MS + this.timeoutMs);
    });
    const how = await Promise.race([this.initialization, late]);
    clearTimeout(timer);
    if (how === 'ready') return undefined;
    if (how === 'exited') return this.afterExit(requestId);
    if (how !== 'late') return this.failure(how, 'error');
    await this.terminate();
    return this.failure(timedOut(requestId, this.timeoutMs / 1000), 'timeout');
  }

  /** Runs one invocation in a prepared environment. Never rejects. */
  async run(message: Omit<InvokeMessage, 'deadlineMs'>): Promise<Outcome> {
    if (this.ended !== undefined) return this.afterExit(message.requestId);
    const outcome = await this.exchange(message);
    this.worker.unref();
    return outcome;
  }

  /** Kills the thread, whatever it does. */
  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private exchange(message: Omit<InvokeMessage, 'deadlineMs'>): Promise<Outcome> {
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        this.settle = undefined;
        resolve(outcome);
      };
      const expire = () => {
        if (this.settle !== settle) return;
        this.settle = undefined;
        void this.terminate().then(() =>
          resolve(this.failure(timedOut(message.requestId, this.timeoutMs / 1000), 'timeout')),
        );
      };
      // An answer that came while this process itself was busy still counts: it is read before the time-out is believed.
      const timer = setTimeout(() => setImmediate(expire), this.timeoutMs);
      this.settle = settle;
      this.worker.postMessage({ ...message, deadlineMs: Date.now() + this.timeoutMs });
      this.requestId = message.requestId;
    });
  }

  private receive(message: EnvironmentMessage): void {
    switch (message.type) {
      case 'log':
        this.onLog(message.text);
        break;
      case 'ready':
        this.loaded = { entryFile: message.entryFile, codeSha256: message.codeSha256 };
        this.initMs = performance.now() - this.startedAt;
        this.initialized('ready');
        break;
      case 'init-failed':
        this.doomed = true;
        this.initialized(message.error);
        break;
      case 'result': {
        this.memoryBytes = Math.max(this.memoryBytes, message.memoryBytes);
        const { buffer, byteOffset, byteLength } = message.payload;
        const payload = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
        this.settle?.({ kind: 'result', payload, memoryBytes: this.memoryBytes });
        break;
      }
      case 'failure':
        this.doomed ||= message.fatal;
        this.memoryBytes = Math.max(this.memoryBytes, message.memoryBytes);
        this.settle?.(this.failure(message.error, 'error'));
        break;
      case 'payload-refused':
        this.settle?.({ kind: 'refused', message: message.message });
        break;
    }
  }

  private exit(code: number, ranOutOfMemory: boolean): void {
    this.ended = { code, outOfMemory: ranOutOfMemory };
    this.initialized('exited');
    this.settle?.(this.afterExit(this.requestId));
  }

  private afterExit(requestId: string): Outcome {
    const { code, outOfMemory: memory } = this.ended ?? { code: 0, outOfMemory: false };
    return this.failure(memory ? outOfMemory(requestId) : exited(requestId, code), 'error');
  }

  private failure(error: InvocationError, status: 'error' | 'timeout'): Outcome {
    return { kind: 'failure', error, memoryBytes: this.memoryBytes, status };
  }
}
