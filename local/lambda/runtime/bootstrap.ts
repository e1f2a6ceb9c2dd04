import { getHeapStatistics } from 'node:v8';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { codeDigest } from './code-digest';
import { captureConsole } from './console-capture';
import { invocationError, RuntimeError, unhandledRejection } from './error-shape';
import { confineResolution, type Handler, loadHandler } from './load-handler';
import type { EnvironmentMessage, EnvironmentStart, InvocationError, InvokeMessage } from './messages';
import { refuseCallbackStyle, runHandler } from './run-handler';
import { setThreadClock } from './thread-clock';

/** The first code in the worker thread of an execution environment: Lambda's Node.js runtime, in small. */
const port = parentPort as MessagePort;
const start = workerData as EnvironmentStart;
const post = (message: EnvironmentMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

let current: InvokeMessage | undefined;
let idle: (() => void) | undefined;
const output = captureConsole({
  format: start.logFormat,
  level: start.logLevel,
  requestId: () => current?.requestId,
  send: (text) => post({ type: 'log', text }),
});

/** What counts against the memory size: this thread's heap and the buffers outside of it. */
function memoryBytes(): number {
  const { total_heap_size, external_memory } = getHeapStatistics();
  return total_heap_size + external_memory;
}

function die(error: InvocationError): void {
  output.log(
    'ERROR',
    error.errorType === 'Runtime.UnhandledPromiseRejection' ? 'Unhandled Promise Rejection' : 'Uncaught Exception',
    error,
  );
  output.flush();
  if (current === undefined) post({ type: 'init-failed', error });
  else post({ type: 'failure', error, memoryBytes: memoryBytes(), fatal: true });
  process.exit(1);
}

process.on('uncaughtException', (error) => die(invocationError(error)));
process.on('unhandledRejection', (reason) => die(unhandledRejection(reason)));
process.on('beforeExit', () => {
  const callback = idle;
  idle = undefined;
  callback?.();
});

async function invoke(handler: Handler, message: InvokeMessage): Promise<void> {
  const text = Buffer.from(message.payload.buffer, message.payload.byteOffset, message.payload.byteLength).toString();
  let event: unknown;
  try {
    event = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    post({ type: 'payload-refused', message: `Could not parse request body into json: ${(error as Error).message}` });
    return;
  }
  current = message;
  setThreadClock(message.aheadMs);
  process.env._X_AMZN_TRACE_ID = message.traceId;
  // Without this port the thread's event loop can run empty, which is how an unsettled promise is noticed.
  port.unref();
  let answer: EnvironmentMessage & { readonly payload?: Uint8Array };
  try {
    const result = await runHandler(handler, start, message, event, (callback) => {
      idle = callback;
    });
    answer = { type: 'result', payload: serialize(result), memoryBytes: memoryBytes() };
  } catch (thrown) {
    const error = invocationError(thrown);
    output.log(
      'ERROR',
      'Invoke Error',
      start.logFormat === 'JSON' && thrown instanceof Error ? thrown : JSON.stringify(error),
    );
    answer = { type: 'failure', error, memoryBytes: memoryBytes(), fatal: false };
  }
  idle = undefined;
  port.ref();
  output.flush();
  current = undefined;
  post(answer, answer.payload === undefined ? [] : [answer.payload.buffer as ArrayBuffer]);
}

function serialize(result: unknown): Uint8Array {
  let text: string | undefined;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch (error) {
    throw new RuntimeError('Error', 'Unable to stringify response body', { cause: error });
  }
  // A copy of its own: a buffer from Node's pool shares its memory with others and cannot be handed over.
  return new TextEncoder().encode(text ?? 'null');
}

async function initialize(): Promise<void> {
  confineResolution(start.taskRoot);
  const codeSha256 = codeDigest(start.taskRoot);
  const { handler, entryFile } = await loadHandler(start.taskRoot, start.handler);
  refuseCallbackStyle(handler, start.runtime);
  port.on('message', (message: InvokeMessage) => void invoke(handler, message));
  output.flush();
  post({ type: 'ready', entryFile, codeSha256 });
}

initialize().catch((thrown: unknown) => {
  const error = invocationError(thrown);
  output.log('ERROR', start.logFormat === 'JSON' && thrown instanceof Error ? thrown : JSON.stringify(error));
  output.flush();
  post({ type: 'init-failed', error });
  process.exit(1);
});
