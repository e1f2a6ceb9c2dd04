import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../replace-file';

/** Records of one kind, in memory and as one JSON file each; a change is on disk when `put` returns. */
export class RecordStore<Item extends object> {
  private readonly items = new Map<string, Item>();

  /** @throws Error that names a file that does not hold JSON. */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) {
      if (file.endsWith('.json')) this.items.set(decodeURIComponent(file.slice(0, -5)), readRecord(join(folder, file)));
    }
  }

  get(name: string): Item | undefined {
    return this.items.get(name);
  }

  has(name: string): boolean {
    return this.items.has(name);
  }

  values(): IterableIterator<Item> {
    return this.items.values();
  }

  put(name: string, item: Item): Item {
    replaceFile(this.path(name), JSON.stringify(item, undefined, 1));
    this.items.set(name, item);
    return item;
  }

  delete(name: string): void {
    this.items.delete(name);
    rmSync(this.path(name), { force: true });
  }

  private path(name: string): string {
    return join(this.folder, `${encodeURIComponent(name)}.json`);
  }
}

function readRecord<Item>(path: string): Item {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Item;
  } catch (cause) {
    throw new Error(`The record ${path} is not JSON: delete it to go on without it.`, { cause });
  }
}
