import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Base64 SHA-256 over a folder of code: for each file, in the order of their paths, the path, a zero byte, the length as eight
 * bytes, the content. Two folders have one digest exactly when they hold the same files.
 */
export function codeDigest(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const hash = createHash('sha256');
  const length = Buffer.alloc(8);
  for (const file of files) {
    const content = readFileSync(join(folder, file));
    length.writeBigUInt64BE(BigInt(content.length));
    hash
      .update(`${file.split(sep).join('/')}\0`)
      .update(length)
      .update(content);
  }
  return hash.digest('base64');
}
