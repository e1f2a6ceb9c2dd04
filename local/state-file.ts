import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './replace-file';

/** One JSON file of a service's state, replaced whole: after a kill either the old or the new content is found. */
export class StateFile<State> {
  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
  }

  /** @returns undefined where nothing was written yet. */
  read(): State | undefined {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as State;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new Error(`The state file ${this.path} cannot be read: delete it to start afresh.`, { cause: error });
    }
  }

  write(state: State): void {
    replaceFile(this.path, JSON.stringify(state));
  }
}
