import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEvent } from './log-event';

/** A file that grew beyond this becomes `….1`, and a new one begins. Bytes. */
const ROTATE_AT_BYTES = 16 * 1024 * 1024;
const FLUSH_AFTER_MS = 250;

/** The log groups of the account, a file of JSON lines each. Events are gathered, so that logging holds up nobody; a killed process loses the last. */
export class LogStore {
  private readonly gathered = new Map<string, LogEvent[]>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  append(group: string, event: LogEvent): void {
    const events = this.gathered.get(group);
    if (events === undefined) this.gathered.set(group, [event]);
    else events.push(event);
    this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS).unref();
  }

  /** Names of the groups that hold anything, in order. */
  groups(): readonly string[] {
    this.flush();
    const files = readdirSync(this.folder).filter((file) => file.endsWith(SUFFIX));
    return files.map((file) => decodeURIComponent(file.slice(0, -SUFFIX.length))).sort();
  }

  /** Bytes on disk. */
  size(group: string): number {
    return this.paths(group).reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  }

  /** Every event of a group, in the order of their times. */
  read(group: string): readonly LogEvent[] {
    this.flush();
    const lines = this.paths(group).flatMap((path) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []));
    return lines.flatMap(parsed).sort((a, b) => a.timestamp - b.timestamp);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [group, events] of this.gathered) this.write(group, events);
    this.gathered.clear();
  }

  private write(group: string, events: readonly LogEvent[]): void {
    const [older = '', path = ''] = this.paths(group);
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_AT_BYTES) renameSync(path, older);
      appendFileSync(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    } catch {
      // A full disk must not end the laptop: what is done matters more than what is said about it.
    }
  }

  /** The older file, then the one that grows. */
  private paths(group: string): readonly string[] {
    const path = join(this.folder, `${encodeURIComponent(group)}${SUFFIX}`);
    return [`${path}.1`, path];
  }
}

const SUFFIX = '.jsonl';

/** A line that a kill has cut is none. */
function parsed(line: string): LogEvent[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as LogEvent];
  } catch {
    return [];
  }
}
