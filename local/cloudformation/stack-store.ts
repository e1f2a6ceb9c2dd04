import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../replace-file';
import type { StackEvent } from './stack-event';
import type { StackRecord, StackStatus } from './stack-record';

/** Events of one stack that are read back at a start. */
const EVENTS_KEPT = 1000;

/** What a stack is that the laptop left in the middle of something: its record holds what was complete before. */
const INTERRUPTED: Readonly<Partial<Record<StackStatus, StackStatus>>> = {
  CREATE_IN_PROGRESS: 'ROLLBACK_COMPLETE',
  ROLLBACK_IN_PROGRESS: 'ROLLBACK_COMPLETE',
  UPDATE_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE',
  UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_COMPLETE',
  DELETE_IN_PROGRESS: 'DELETE_FAILED',
};

/** The stacks on disk: `{name}.json` the record, replaced atomically; `{name}.events.jsonl` the log. */
export class StackStore {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** Every stack that was kept; one that was interrupted is as it was before the operation. */
  load(): StackRecord[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const record = JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as StackRecord;
        const status = INTERRUPTED[record.status];
        if (status === undefined) return record;
        return { ...record, status, statusReason: `The laptop was stopped while the stack was ${record.status}.` };
      });
  }

  save(record: StackRecord): void {
    replaceFile(join(this.folder, `${record.stackName}.json`), JSON.stringify(record, undefined, 1));
  }

  /** The last events of a stack, oldest first. */
  loadEvents(stackName: string): StackEvent[] {
    const path = this.eventsPath(stackName);
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .slice(-EVENTS_KEPT - 1);
    return lines.flatMap((line) => parseLine(line));
  }

  appendEvent(event: StackEvent): void {
    appendFileSync(this.eventsPath(event.stackName), `${JSON.stringify(event)}\n`);
  }

  private eventsPath(stackName: string): string {
    return join(this.folder, `${stackName}.events.jsonl`);
  }
}

/** A line that a crash cut short is no event. */
function parseLine(line: string): StackEvent[] {
  try {
    return [JSON.parse(line) as StackEvent];
  } catch {
    return [];
  }
}
