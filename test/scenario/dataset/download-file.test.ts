import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DownloadError, downloadFile } from '../../../cli/data/download-file';
import { type Answer, ByteServer, breakAfter, ignoreRange, serve, status, untilLong } from './byte-server';

const BYTES = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 31) & 0xff));
const MD5 = createHash('md5').update(BYTES).digest('hex');

let folder: string;
let path: string;
let server: ByteServer;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  path = join(folder, 'cache', 'archive.bin');
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function download(
  answers: readonly Answer[],
  options: Partial<Parameters<typeof downloadFile>[0]> = {},
): Promise<void> {
  server = await ByteServer.start(...answers);
  await downloadFile({ url: server.url, path, md5: MD5, attempts: 3, pauseMs: 1, ...options });
}

function leavePart(bytes: Buffer): void {
  path = join(folder, 'archive.bin');
  writeFileSync(`${path}.part`, bytes);
}

/** Breaks after 30,000 bytes more, as soon as they lie on the disk. */
const breakOften = () => breakAfter(BYTES, 30_000, (sent) => untilLong(`${path}.part`, sent));

const whole = () => Buffer.compare(readFileSync(path), BYTES) === 0;

describe('downloadFile', () => {
  it('fetches the file and tells the progress when all goes well', async () => {
    const progress: (readonly [number, number | undefined])[] = [];

    await download([serve(BYTES)], { onProgress: (done, total) => progress.push([done, total]) });

    expect(whole()).toBe(true);
    expect(existsSync(`${path}.part`)).toBe(false);
    expect(progress[0]).toEqual([0, BYTES.length]);
    expect(progress.at(-1)).toEqual([BYTES.length, BYTES.length]);
    expect(progress.every(([done], index) => index === 0 || done >= progress[index - 1]![0])).toBe(true);
  });

  it('asks for the rest when an earlier run was interrupted', async () => {
    leavePart(BYTES.subarray(0, 150_000));

    await download([serve(BYTES)]);

    expect(server.ranges).toEqual(['bytes=150000-']);
    expect(whole()).toBe(true);
  });

  it('begins anew when the server ignores the range', async () => {
    leavePart(BYTES.subarray(0, 150_000));

    await download([ignoreRange(BYTES)]);

    expect(whole()).toBe(true);
  });

  it('takes the file as it is when the part was whole already', async () => {
    leavePart(BYTES);

    await download([serve(BYTES)]);

    expect(server.ranges).toEqual(['bytes=200000-']);
    expect(whole()).toBe(true);
  });

  it('begins anew when the part is longer than the file', async () => {
    leavePart(Buffer.concat([BYTES, BYTES]));

    await download([serve(BYTES)]);

    expect(server.ranges).toEqual(['bytes=400000-', undefined]);
    expect(whole()).toBe(true);
  });

  it('goes on where it was when the connection breaks, more often than it may fail', async () => {
    await download([...Array.from({ length: 5 }, breakOften), serve(BYTES)]);

    const later = [30_000, 60_000, 90_000, 120_000, 150_000].map((from) => `bytes=${from}-`);
    expect(server.ranges).toEqual([undefined, ...later]);
    expect(whole()).toBe(true);
  });

  it('keeps what has come when the connection breaks before the disk has taken it', async () => {
    let open: () => void = () => {};
    const isBroken = new Promise<void>((resolve) => (open = resolve));
    const realOpen = promises.open;
    const opened = jest.spyOn(promises, 'open').mockImplementationOnce(async (...args) => {
      await isBroken;
      return realOpen(...args);
    });
    const breakAtOnce: Answer = (request, response) => {
      // The client has a while to see it: nothing that it could be asked tells when.
      response.on('close', () => setTimeout(open, 100));
      breakAfter(BYTES, 30_000, async () => {})(request, response);
    };

    await download([breakAtOnce, serve(BYTES)], { attempts: 1 });

    expect(opened).toHaveBeenCalledTimes(2);
    expect(server.ranges).toEqual([undefined, 'bytes=30000-']);
    expect(whole()).toBe(true);
  });

  it('tries again when the server answers 503', async () => {
    await download([status(503), status(429), serve(BYTES)]);

    expect(whole()).toBe(true);
  });

  it('cuts and takes up again when the connection falls silent', async () => {
    const silent: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 1000));
    };

    await download([silent, serve(BYTES)], { silenceMs: 150 });

    expect(server.ranges).toEqual([undefined, 'bytes=1000-']);
    expect(whole()).toBe(true);
  });
});

describe('downloadFile gives up', () => {
  it('at once when the server answers 404', async () => {
    const downloading = download([status(404)]);

    await expect(downloading).rejects.toThrow(DownloadError);
    await expect(downloading).rejects.toThrow(/the server answered 404 Not Found\.$/);
    expect(server.ranges).toHaveLength(1);
  });

  it('and says what is kept when no byte comes any more', async () => {
    const downloading = download([breakOften(), status(500)]);

    await expect(downloading).rejects.toThrow(
      /the server answered 500 .*\. 30000 bytes are kept; the next run goes on from there\.$/,
    );
    expect(server.ranges).toHaveLength(4);
  });

  it('and removes the file when its MD5 is wrong', async () => {
    const downloading = download([serve(BYTES)], { md5: '0'.repeat(32) });

    await expect(downloading).rejects.toThrow(`has MD5 ${MD5} instead of ${'0'.repeat(32)}; it was removed.`);
    expect(existsSync(path) || existsSync(`${path}.part`)).toBe(false);
  });

  it('when nothing listens', async () => {
    server = await ByteServer.start(status(200));
    await server.stop();

    const downloading = downloadFile({ url: server.url, path, md5: MD5, attempts: 2, pauseMs: 1 });

    await expect(downloading).rejects.toThrow(/cannot be fetched: .*ECONNREFUSED/);
  });

  it('when it is told to stop, keeping what came', async () => {
    const stop = new AbortController();
    const slow: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length });
      response.write(BYTES.subarray(0, 5000));
    };

    const downloading = download([slow], {
      signal: stop.signal,
      onProgress: (done) => done > 0 && stop.abort(new Error('Ctrl-C')),
    });

    await expect(downloading).rejects.toThrow('Ctrl-C');
    expect(readFileSync(`${path}.part`)).toHaveLength(5000);
  });
});
