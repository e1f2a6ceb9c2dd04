import { format } from 'node:util';
import { invocationError } from './error-shape';
import { LOG_LEVELS, type LogFormat, type LogLevel } from './messages';

export interface ConsoleCapture {
  /** Sends what stdout and stderr hold of a last line without its end. */
  flush(): void;
  /** Logs a line of the runtime itself. */
  log(level: LogLevel, ...values: readonly unknown[]): void;
}

const METHODS = { log: 'INFO', info: 'INFO', debug: 'DEBUG', warn: 'WARN', error: 'ERROR', trace: 'TRACE' } as const;

/**
 * Makes `console` write log events in Lambda's two forms, and every line that is written to stdout or stderr otherwise (as
 * Powertools does, and embedded metrics) a log event as it is.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function captureConsole(options: {
  readonly format: LogFormat;
  readonly level: LogLevel;
  readonly requestId: () => string | undefined;
  readonly send: (event: string) => void;
}): ConsoleCapture {
  const lines = [captureStream(process.stdout, options.send), captureStream(process.stderr, options.send)];
  const lowest = options.format === 'JSON' ? LOG_LEVELS.indexOf(options.level) : 0;
  const log = (level: LogLevel, ...values: readonly unknown[]) => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    const write = options.format === 'JSON' ? jsonEvent : textEvent;
    options.send(write(level, options.requestId(), values));
  };
  for (const [method, level] of Object.entries(METHODS)) {
    Object.assign(console, { [method]: (...values: unknown[]) => log(level, ...values) });
  }
  const flush = () => {
    for (const line of lines) line();
  };
  return { log, flush };
}

function textEvent(level: LogLevel, requestId: string | undefined, values: readonly unknown[]): string {
  return `${new Date().toISOString()}\t${requestId ?? 'undefined'}\t${level}\t${format(...values)}`;
}

function jsonEvent(level: LogLevel, requestId: string | undefined, values: readonly unknown[]): string {
  const event: Record<string, unknown> = { timestamp: new Date().toISOString(), level, requestId };
  const error = values.find((value) => value instanceof Error);
  if (values.length === 1 && error === undefined && typeof values[0] === 'object') event.message = values[0];
  else event.message = format(...values);
  if (error !== undefined) {
    const { errorType, errorMessage, trace } = invocationError(error);
    Object.assign(event, { errorType, errorMessage, stackTrace: trace?.slice(1).map((line) => line.trim()) });
  }
  try {
    return JSON.stringify(event);
  } catch {
    return JSON.stringify({ ...event, message: format(...values) });
  }
}

/** @returns a function that sends the unfinished last line. */
function captureStream(stream: NodeJS.WriteStream, send: (event: string) => void): () => void {
  let rest = '';
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) send(line);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
  Object.defineProperty(stream, 'write', { value: write });
  return () => {
    if (rest !== '') send(rest);
    rest = '';
  };
}
