import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder that another laptop works on. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  constructor(folder: string, holder: number) {
    super(
      `${folder} is in use by process ${holder}: stop it or choose another folder. If that process is something else, delete ${join(folder, '.lock')}.`,
    );
  }
}

/** Folders held by this process, which may open and close several one after the other. */
const held = new Set<string>();

/**
 * Takes a folder for this process alone: two that append to one journal would destroy it. A lock whose process is gone is void.
 * @returns a function that gives the folder back.
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, '.lock');
  const holder = holderOf(path);
  if (holder !== undefined && (holder === process.pid ? held.has(folder) : isAlive(holder))) {
    throw new FolderInUse(folder, holder);
  }
  writeFileSync(path, String(process.pid));
  held.add(folder);
  return () => {
    held.delete(folder);
    rmSync(path, { force: true });
  };
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
