import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import type { Bench, Measurement } from './bench';
import { load, type RawRequest } from './s3/load';

const OBJECT_BYTES = 2500;
const PARALLEL = 32;
const GETS_OF_EACH = 3;
const body = randomBytes(OBJECT_BYTES);
const checksum = Buffer.alloc(4);
checksum.writeUInt32BE(crc32(body));

/** What the AWS SDK for JavaScript sends with each request, byte for byte in length. */
const SDK_HEADERS = [
  'Host: 127.0.0.1',
  'x-amz-user-agent: aws-sdk-js/3.1169.0',
  'user-agent: aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.1.0 lang/js md/nodejs#20.20.2 api/s3#3.1169.0 m/E,N,e',
  'amz-sdk-invocation-id: 0b1f4b1c-4a55-4d9c-8d0b-0f5a3a6f1b2e',
  'amz-sdk-request: attempt=1; max=3',
  'x-amz-date: 20260101T000000Z',
  `authorization: AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-checksum-crc32;x-amz-content-sha256;x-amz-date;x-amz-sdk-checksum-algorithm;x-amz-user-agent, Signature=${'0'.repeat(64)}`,
];
const PUT_HEADERS = [
  ...SDK_HEADERS,
  'content-type: application/octet-stream',
  'x-amz-sdk-checksum-algorithm: CRC32',
  `x-amz-checksum-crc32: ${checksum.toString('base64')}`,
  `x-amz-content-sha256: ${createHash('sha256').update(body).digest('hex')}`,
  `content-length: ${OBJECT_BYTES}`,
];
const GET_HEADERS = [
  ...SDK_HEADERS,
  'x-amz-checksum-mode: ENABLED',
  `x-amz-content-sha256: ${createHash('sha256').digest('hex')}`,
];

const raw = (line: string, headers: readonly string[], content = Buffer.alloc(0)): RawRequest => ({
  bytes: Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`), content]),
  status: 200,
});
const put = (key: string): RawRequest => raw(`PUT /bench/${key}?x-id=PutObject`, PUT_HEADERS, body);
const get = (key: string): RawRequest => raw(`GET /bench/${key}?x-id=GetObject`, GET_HEADERS);

interface Server {
  readonly port: number;
  peakRssMb(): Promise<number>;
  stop(): void;
}

async function start(file: 'laptop-server' | 'bare-server'): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-s3-'));
  const child: ChildProcess = fork(join(__dirname, 's3', `${file}.ts`), [folder]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    peakRssMb: async () => {
      child.send('peak');
      const [{ peakRssMb }] = (await once(child, 'message')) as [{ peakRssMb: number }];
      return peakRssMb;
    },
    stop: () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Seconds {
  put: number;
  get: number;
}

/** Seconds that a server takes for the puts and gets of one slice. */
async function slice(port: number, number: number, puts: number): Promise<Seconds> {
  const key = (index: number): string => `incoming/camera-7/${number}/${String(index).padStart(8, '0')}.png`;
  const putRate = await load(port, PARALLEL, puts, (index) => put(key(index)));
  // A get takes a small part of a put's time: three of each object make up for some of it.
  const gets = GETS_OF_EACH * puts;
  const getRate = await load(port, PARALLEL, gets, (index) => get(key((index * 7919) % puts)));
  return { put: puts / putRate, get: gets / getRate };
}

/**
 * Both servers by turns, in slices of a fraction of a second. The speed of a core of a shared machine was seen to change by a
 * factor of two from one second to the next: of long rounds each server would meet other seconds.
 */
async function throughput(quick: boolean): Promise<readonly Measurement[]> {
  const [ours, bare] = [await start('laptop-server'), await start('bare-server')];
  try {
    await load(ours.port, 1, 1, () => raw('PUT /bench', [...SDK_HEADERS, 'content-length: 0']));
    const puts = quick ? 200 : 400;
    const warmUp = quick ? 1 : 5;
    const slices = quick ? 1 : 40;
    const spent = { ours: { put: 0, get: 0 }, bare: { put: 0, get: 0 } };
    for (let number = 0; number < warmUp + slices; number++) {
      for (const [server, seconds] of [
        [ours, spent.ours],
        [bare, spent.bare],
      ] as const) {
        const { put, get } = await slice(server.port, number, puts);
        if (number < warmUp) continue;
        seconds.put += put;
        seconds.get += get;
      }
    }
    const completed = { put: slices * puts, get: slices * GETS_OF_EACH * puts };
    return (['put', 'get'] as const).map((kind) => ({
      name: `S3 ${kind === 'put' ? 'PutObject' : 'GetObject'} 2.5 KB, ${PARALLEL} in parallel`,
      value: completed[kind] / spent.ours[kind],
      unit: 'requests/s',
      reference: { name: 'bare node:http, same files', value: completed[kind] / spent.bare[kind] },
      target: kind === 'put' ? 'at least 1,000/s and 0.60' : 'at least 1,500/s and 0.60',
    }));
  } finally {
    ours.stop();
    bare.stop();
  }
}

/** Memory of a process that takes and gives one large object, beside one that did nothing. */
async function memory(quick: boolean): Promise<readonly Measurement[]> {
  const server = await start('laptop-server');
  try {
    await load(server.port, 1, 1, () => raw('PUT /bench', [...SDK_HEADERS, 'content-length: 0']));
    const before = await server.peakRssMb();
    const megabytes = quick ? 16 : 1024;
    const started = process.hrtime.bigint();
    await upload(server.port, megabytes);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    await download(server.port);
    const name = `S3 ${megabytes} MB put and got`;
    return [
      { name: `S3 put of ${megabytes} MB`, value: megabytes / seconds, unit: 'MB/s' },
      {
        name: `${name}: peak memory`,
        value: await server.peakRssMb(),
        unit: 'MB',
        reference: { name: 'at start', value: before },
      },
    ];
  } finally {
    server.stop();
  }
}

const authorization = (SDK_HEADERS.at(-1) as string).slice('authorization: '.length);

async function upload(port: number, megabytes: number): Promise<void> {
  const piece = randomBytes(1024 * 1024);
  const headers = {
    authorization,
    'content-length': megabytes * piece.length,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
  };
  const outgoing = request({ port, host: '127.0.0.1', method: 'PUT', path: '/bench/large', headers });
  const answered = once(outgoing, 'response');
  await pipeline(Readable.from(Array.from({ length: megabytes }, () => piece)), outgoing);
  const [response] = (await answered) as [{ statusCode: number; resume(): void }];
  response.resume();
  if (response.statusCode !== 200) throw new Error(`The upload was answered with ${response.statusCode}.`);
}

async function download(port: number): Promise<void> {
  const outgoing = request({ port, host: '127.0.0.1', path: '/bench/large', headers: { authorization } }).end();
  const [response] = (await once(outgoing, 'response')) as [Readable];
  response.resume();
  await once(response, 'end');
}

export const bench: Bench = {
  name: 's3',
  about: "the laptop's S3 over HTTP, its client in another process",
  run: async ({ quick }) => [...(await throughput(quick)), ...(await memory(quick))],
};
