import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, type LockHolder, thisProcess } from '../folder/lock-holder';

/** Where `npm run local` keeps its state unless told otherwise. */
export const DEFAULT_STATE_FOLDER = '.second-look';

const FILE = 'laptop.json';

/** What a laptop that is up leaves in its state folder for other commands. */
export interface LaptopPresence extends LockHolder {
  readonly url: string;
}

/** Says in the state folder that a laptop of this process is up. @returns takes the word back. */
export function announceLaptop(stateFolder: string, url: string): () => void {
  const file = join(stateFolder, FILE);
  const presence: LaptopPresence = { url, ...thisProcess() };
  writeFileSync(file, `${JSON.stringify(presence)}\n`);
  return () => rmSync(file, { force: true });
}

/** The laptop that is up on a state folder; undefined where there is none, or where its process is gone. */
export function findLaptop(stateFolder: string): LaptopPresence | undefined {
  try {
    const presence = JSON.parse(readFileSync(join(stateFolder, FILE), 'utf8')) as LaptopPresence;
    return isAlive(presence) ? presence : undefined;
  } catch {
    // Not there, or half written by a process that was killed.
    return undefined;
  }
}
