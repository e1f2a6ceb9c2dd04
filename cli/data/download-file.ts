import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readAhead } from './read-ahead';

/** A file could not be fetched, or is not what it should be; the message says why and what to do. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

export interface DownloadOptions {
  readonly url: string;
  /** Where the file ends up; until it is whole it lies beside it as `{path}.part`. */
  readonly path: string;
  /** 32 hex digits. */
  readonly md5: string;
  /** `total` is absent where the server does not say. Bytes. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Tries in a row that bring no byte before it gives up. @default 4 */
  readonly attempts?: number;
  /** Pause after the first such try, doubled after each. @default 1000 */
  readonly pauseMs?: number;
  /** A connection silent for so long is cut. @default 30000 */
  readonly silenceMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Downloads a file, taking up where an earlier, interrupted run left off (HTTP Range; from the start where the server ignores it), and
 * checks its MD5 before it gets its name. A broken connection is taken up again at once as long as bytes keep coming.
 * @throws DownloadError: refused by the server, not reachable, or wrong MD5 (the file is then removed)
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { url, path, md5, attempts = 4, pauseMs = 1000, signal } = options;
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  for (let failures = 0; ; ) {
    signal?.throwIfAborted();
    const before = await sizeOf(part);
    try {
      await fetchRest(part, before, options);
      break;
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof DownloadError) throw cause;
      failures = (await sizeOf(part)) > before ? 0 : failures + 1;
      if (failures >= attempts) throw notReachable(url, await sizeOf(part), cause);
      if (failures > 0) await wait(pauseMs * 2 ** (failures - 1), undefined, { signal });
    }
  }
  const actual = await md5Of(part);
  if (actual !== md5) {
    await rm(part, { force: true });
    throw new DownloadError(
      `${url} has MD5 ${actual} instead of ${md5}; it was removed. Run the command again to fetch it anew.`,
    );
  }
  await rename(part, path);
}

/** MD5 of a file, in hex. */
export async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function fetchRest(part: string, from: number, options: DownloadOptions): Promise<void> {
  const { url, silenceMs = 30_000, onProgress, signal } = options;
  const silence = new AbortController();
  const alarm = setTimeout(() => silence.abort(new Error(`no byte for ${silenceMs / 1000} s`)), silenceMs);
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (from > 0) headers.range = `bytes=${from}-`;
  try {
    const signals = signal === undefined ? silence.signal : AbortSignal.any([silence.signal, signal]);
    const response = await fetch(url, { headers, signal: signals });
    const start = await acceptedStart(response, part, from, url);
    if (start === undefined) return;
    const length = response.headers.get('content-length');
    const total = length === null ? undefined : start + Number(length);
    let done = start;
    onProgress?.(done, total);
    // What has come counts although the disk is slower than the connection breaks: else it would be asked for again, and look like a failure.
    const chunks = readAhead(response.body ?? new Blob([]).stream());
    const file = await openPart(part, start === 0 ? 'w' : 'a');
    try {
      for await (const chunk of chunks) {
        alarm.refresh();
        await writeTo(file, chunk, part);
        done += chunk.length;
        onProgress?.(done, total);
      }
    } finally {
      await file.close();
    }
    if (total !== undefined && done < total) throw new Error(`the connection ended after ${done} of ${total} bytes`);
  } finally {
    clearTimeout(alarm);
    // Where the disk has refused, the connection is still open.
    silence.abort();
  }
}

async function openPart(part: string, flags: 'w' | 'a'): Promise<FileHandle> {
  return open(part, flags).catch((cause: Error) => {
    throw new DownloadError(`${part} cannot be written: ${cause.message}.`, { cause });
  });
}

/** All of it, also where the disk takes it in parts. A full disk is no reason to ask the server again. */
async function writeTo(file: FileHandle, chunk: Uint8Array, part: string): Promise<void> {
  await file.appendFile(chunk).catch((cause: Error) => {
    throw new DownloadError(`${part} cannot be written: ${cause.message}.`, { cause });
  });
}

/**
 * @returns the byte that the answer's body starts at; undefined where the file is whole already
 * @throws DownloadError where asking again will not help
 */
async function acceptedStart(response: Response, part: string, from: number, url: string): Promise<number | undefined> {
  if (response.status === 206) {
    const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (Number(start) === from) return from;
    await response.body?.cancel();
    await rm(part, { force: true });
    throw new Error(`the server sent another range than asked for (from byte ${from})`);
  }
  if (response.status === 200) return 0;
  await response.body?.cancel();
  if (response.status === 416) {
    const total = /^bytes \*\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (Number(total) === from) return undefined;
    await rm(part, { force: true });
    throw new Error('what was there before was longer than the file');
  }
  const status = `${response.status} ${response.statusText}`.trim();
  if (response.status >= 500 || response.status === 429) throw new Error(`the server answered ${status}`);
  throw new DownloadError(`${url} cannot be fetched: the server answered ${status}.`);
}

function notReachable(url: string, bytes: number, cause: unknown): DownloadError {
  // fetch says `fetch failed`; why, says its cause.
  const { message, cause: inner } = cause as Error & { readonly cause?: { readonly message?: string } };
  const reason = inner?.message ?? message;
  const kept = bytes > 0 ? ` ${bytes} bytes are kept; the next run goes on from there.` : '';
  return new DownloadError(`${url} cannot be fetched: ${reason}.${kept}`, { cause });
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;
