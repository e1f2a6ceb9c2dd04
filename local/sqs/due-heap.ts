interface Entry<Item> {
  readonly dueAt: number;
  /** Ties go to who came first. */
  readonly order: number;
  readonly item: Item;
}

/** A binary heap of items by the moment they are due: O(log n) to add and to take the earliest. */
export class DueHeap<Item> {
  private readonly entries: Entry<Item>[] = [];
  private order = 0;

  get size(): number {
    return this.entries.length;
  }

  add(dueAt: number, item: Item): void {
    const entry = { dueAt, order: this.order++, item };
    let at = this.entries.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!earlier(entry, this.entries[parent] as Entry<Item>)) break;
      this.entries[at] = this.entries[parent] as Entry<Item>;
      at = parent;
    }
    this.entries[at] = entry;
  }

  /** The earliest entry; undefined where the heap is empty. */
  peek(): { readonly dueAt: number; readonly item: Item } | undefined {
    return this.entries[0];
  }

  /** Takes the earliest entry away. */
  pop(): void {
    const last = this.entries.pop();
    if (last === undefined || this.entries.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.entries.length) break;
      const right = child + 1;
      if (
        right < this.entries.length &&
        earlier(this.entries[right] as Entry<Item>, this.entries[child] as Entry<Item>)
      ) {
        child = right;
      }
      if (!earlier(this.entries[child] as Entry<Item>, last)) break;
      this.entries[at] = this.entries[child] as Entry<Item>;
      at = child;
    }
    this.entries[at] = last;
  }

  clear(): void {
    this.entries.length = 0;
  }
}

const earlier = <Item>(a: Entry<Item>, b: Entry<Item>): boolean =>
  a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
