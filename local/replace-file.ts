import { renameSync, writeFileSync } from 'node:fs';

/** Gives a file a new content at once, beside and renamed: after a kill either the old or the new is found, never half of one. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const next = `${path}.next`;
  writeFileSync(next, content);
  renameSync(next, path);
}
