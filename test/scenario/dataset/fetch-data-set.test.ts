import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Printer } from '../../../cli/command/printer';
import { fetchDataSet } from '../../../cli/data/fetch-data-set';
import { cifarArchivePath } from '../../../cli/data/load-data-set';
import { Progress } from '../../../cli/progress/progress';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { ByteServer, breakAfter, serve, untilLong } from './byte-server';

const ARCHIVE = Buffer.alloc(50_000, 'second look');
const md5 = createHash('md5').update(ARCHIVE).digest('hex');

const cache = temporaryFolder();
const path = cifarArchivePath(cache.path);
let server: ByteServer;
let stdout = '';
const quiet = { write: () => undefined };
const context = {
  printer: new Printer({ write: (text) => (stdout += text) }, { json: true }),
  signal: new AbortController().signal,
  progress: (steps: number) => new Progress(steps, quiet),
};

beforeEach(() => {
  stdout = '';
  rmSync(dirname(path), { recursive: true, force: true });
});
afterEach(() => server.stop());
afterAll(() => cache.remove());

it('goes on where a broken connection left off, and checks the MD5', async () => {
  server = await ByteServer.start(
    breakAfter(ARCHIVE, 20_000, (sent) => untilLong(`${path}.part`, sent)),
    serve(ARCHIVE),
  );

  await fetchDataSet(context, { url: server.url, md5, cache: cache.path });

  expect(server.ranges).toEqual([undefined, 'bytes=20000-']);
  expect(readFileSync(path).equals(ARCHIVE)).toBe(true);
  expect(JSON.parse(stdout)).toEqual({ dataset: 'cifar100', path, bytes: 50_000, md5, fetched: true });
});

it('asks nobody when the archive is there already', async () => {
  server = await ByteServer.start(serve(ARCHIVE));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, ARCHIVE);

  await fetchDataSet(context, { url: server.url, md5, cache: cache.path });

  expect(server.ranges).toEqual([]);
  expect(JSON.parse(stdout)).toMatchObject({ fetched: false });
});

it('refuses an archive that is there and damaged', async () => {
  server = await ByteServer.start(serve(ARCHIVE));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'damaged');

  await expect(fetchDataSet(context, { url: server.url, md5, cache: cache.path })).rejects.toThrow(
    /instead of .*: delete it/,
  );
});

it.each([
  [{ url: 'nowhere' }, /--url 'nowhere' is no address/],
  [{ md5: '12' }, /--md5 '12' is not 32 hex digits/],
])('refuses %j', async (options, complaint) => {
  server = await ByteServer.start(serve(ARCHIVE));

  await expect(fetchDataSet(context, { ...options, cache: cache.path })).rejects.toThrow(complaint);
});
