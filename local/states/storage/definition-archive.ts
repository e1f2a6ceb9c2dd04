import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Definitions by their hash: an execution is redriven, and described, by the definition it began with. */
export class DefinitionArchive {
  private readonly known = new Set<string>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** @returns the hash to find it by. */
  put(definition: string): string {
    const hash = createHash('sha256').update(definition).digest('hex').slice(0, 32);
    if (!this.known.has(hash)) writeFileSync(this.path(hash), definition);
    this.known.add(hash);
    return hash;
  }

  /** @throws Error where the folder has lost it. */
  get(hash: string): string {
    return readFileSync(this.path(hash), 'utf8');
  }

  private path(hash: string): string {
    return join(this.folder, `${hash}.json`);
  }
}
