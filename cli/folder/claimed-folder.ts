import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../usage-error';
import { RUN_MARK } from './earlier-run';
import { isAlive, type LockHolder, thisProcess } from './lock-holder';

const LOCK = '.lock';

/** A folder that one process at a time writes to: two of them would take each other's files away. */
export class ClaimedFolder {
  private constructor(
    /** Absolute. */
    readonly path: string,
    /** The topmost folder that had to be made for it. */
    private readonly made: string | undefined,
  ) {}

  /**
   * Makes the folder where it is not there, proves that it can be written and locks it. The lock of a process that was killed counts for nothing.
   * @param word how messages call it: `output` or `state`.
   * @throws UsageError: it cannot be written, or somebody else works in it.
   */
  static claim(path: string, word: 'output' | 'state'): ClaimedFolder {
    // Resolved, it would be the folder that the user stands in.
    if (path.trim() === '') throw new UsageError(`The ${word} folder has no name: give one, or leave the option out.`);
    const folder = resolve(path);
    try {
      const claimed = new ClaimedFolder(folder, make(folder));
      const holder = claimed.lock();
      if (holder === undefined) return claimed;
      throw new UsageError(
        `The ${word} folder ${folder} is in use by process ${holder.pid}: stop it, or choose another.`,
      );
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`The ${word} folder ${folder} cannot be written: ${reasonOf(error)}.`, { cause: error });
    }
  }

  /** Unlocks the folder; what was made for it and is still empty, but for the mark of a run, goes away again. */
  release(): void {
    rmSync(this.lockFile, { force: true });
    if (this.made === undefined) return;
    if (existsSync(this.path) && readdirSync(this.path).every((name) => name === RUN_MARK))
      rmSync(join(this.path, RUN_MARK), { force: true });
    for (let at = this.path; at.startsWith(this.made); at = dirname(at)) {
      try {
        rmdirSync(at);
      } catch {
        // Something is in it, and so in all above it.
        return;
      }
    }
  }

  private get lockFile(): string {
    return join(this.path, LOCK);
  }

  /** @returns who holds it already; undefined where it is ours now. */
  private lock(): LockHolder | undefined {
    for (;;) {
      try {
        writeFileSync(this.lockFile, JSON.stringify(thisProcess()), { flag: 'wx' });
        return undefined;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      try {
        const text = readFileSync(this.lockFile, 'utf8');
        const holder = parseHolder(text);
        if (holder !== undefined && isAlive(holder)) return holder;
        this.breakLock(text);
      } catch (error) {
        // Its holder has just let it go.
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }
  }

  /** Takes a dead process's lock away; a lock that somebody has put in its place meanwhile is put back. */
  private breakLock(text: string): void {
    const aside = `${this.lockFile}.${process.pid}`;
    renameSync(this.lockFile, aside);
    if (readFileSync(aside, 'utf8') === text) rmSync(aside);
    else renameSync(aside, this.lockFile);
  }
}

/**
 * Makes a folder and those above it. One by one: where a file system admits no new folder and says that a parent is missing, as /proc does,
 * Node 20's recursive form never comes back.
 * @returns the topmost that was made; undefined where the folder was there.
 */
function make(folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  const above = make(dirname(folder));
  mkdirSync(folder);
  return above ?? folder;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** @returns undefined for half a lock, as a loss of power may leave it. */
function parseHolder(text: string): LockHolder | undefined {
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    return undefined;
  }
}

/** `EACCES: permission denied, mkdir '/x'` without the code and the call. */
function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return /^[A-Z0-9]+: (.*?)(, \w+ '.*)?$/.exec(message)?.[1] ?? message;
}
