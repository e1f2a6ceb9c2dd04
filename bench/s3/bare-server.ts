import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** As long as the line that the laptop writes for the same put. */
const JOURNAL_LINE = `${'x'.repeat(368)}\n`;

/**
 * The least that could be called an object server: the same files written and read by the same calls as the laptop's S3 makes
 * (a body file of its own and a line of a journal per put; one file read per get), and no S3 at all around it.
 */
function main(folder: string): void {
  const journal = openSync(join(folder, 'journal'), 'a');
  const paths = new Map<string, string>();
  const server = createServer((request, response) => {
    const url = (request.url as string).split('?', 1)[0] as string;
    if (request.method === 'PUT') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        // As deep as the laptop's: bucket, bodies, a folder for a thousand of them.
        const subfolder = join(folder, 'bench', 'bodies', String(Math.floor(paths.size / 1000)));
        if (paths.size % 1000 === 0) mkdirSync(subfolder, { recursive: true });
        const path = join(subfolder, String(paths.size));
        const file = openSync(path, 'wx');
        writeSync(file, Buffer.concat(chunks));
        closeSync(file);
        writeSync(journal, JOURNAL_LINE);
        paths.set(url, path);
        response.writeHead(200, { 'content-length': '0' }).end();
      });
      return;
    }
    const file = openSync(paths.get(url) as string, 'r');
    const bytes = Buffer.allocUnsafe(2500);
    readSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
    response.writeHead(200, { 'content-length': String(bytes.length) }).end(bytes);
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
}

main(process.argv[2] as string);
