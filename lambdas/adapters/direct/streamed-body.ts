import type { Readable } from 'node:stream';
import type { AnswerBody } from './arriving-body';

/** A stream as the body of an answer. */
export const streamedBody = (body: Readable): AnswerBody => ({
  whole: () => readWhole(body),
  drop: () => void body.destroy(),
});

function readWhole(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    body.on('error', reject);
  });
}
