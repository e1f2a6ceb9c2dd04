import { join } from 'node:path';
import { RecordStore } from './record-store';

/**
 * Which log groups there are: a role needs logs:CreateLogGroup only for one that is missing. Kept across restarts, since templates make
 * the group and the endpoint in no certain order.
 */
export class LogGroups {
  private readonly records: RecordStore<{ readonly name: string }>;

  constructor(folder: string) {
    this.records = new RecordStore(join(folder, 'log-groups'));
  }

  exists(name: string): boolean {
    return this.records.has(name);
  }

  names(): readonly string[] {
    return [...this.records.values()].map(({ name }) => name);
  }

  create(name: string): void {
    if (!this.exists(name)) this.records.put(name, { name });
  }

  delete(name: string): void {
    this.records.delete(name);
  }
}
