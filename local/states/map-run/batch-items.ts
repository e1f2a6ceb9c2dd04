import { MAX_DATA_BYTES } from '../interpreter/json-text';
import { StateError, StatesErrorName } from '../interpreter/state-error';
import type { ItemBatcher } from '../language/distributed-map';

export interface BatchLimits {
  readonly maxItems?: number;
  readonly maxInputBytes?: number;
  readonly batchInput?: unknown;
}

/** The input of one child: JSON text. */
export interface ChildInput {
  readonly items: number;
  readonly input: string;
}

/**
 * The inputs of the children: an item each, or with an ItemBatcher `{"BatchInput", "Items"}` with as many items as the limits allow, at least one.
 * @throws StateError States.DataLimitExceeded for an item that no execution takes.
 */
export async function* batchItems(
  items: AsyncIterable<unknown>,
  batcher: ItemBatcher | undefined,
  limits: BatchLimits,
): AsyncGenerator<ChildInput> {
  if (batcher === undefined) {
    for await (const item of items) yield checked({ items: 1, input: JSON.stringify(item) });
    return;
  }
  const { maxItems = Number.MAX_SAFE_INTEGER, batchInput } = limits;
  const maxBytes = Math.min(limits.maxInputBytes ?? MAX_DATA_BYTES, MAX_DATA_BYTES);
  const head = batchInput === undefined ? '{"Items":[' : `{"BatchInput":${JSON.stringify(batchInput)},"Items":[`;
  const frameBytes = Buffer.byteLength(head) + 2;
  let texts: string[] = [];
  let bytes = frameBytes;
  const batch = (): ChildInput => ({ items: texts.length, input: `${head}${texts.join(',')}]}` });
  for await (const item of items) {
    const text = JSON.stringify(item);
    const more = Buffer.byteLength(text) + (texts.length === 0 ? 0 : 1);
    if (texts.length > 0 && (texts.length >= maxItems || bytes + more > maxBytes)) {
      yield batch();
      texts = [];
      bytes = frameBytes;
    }
    bytes += Buffer.byteLength(text) + (texts.length === 0 ? 0 : 1);
    texts.push(text);
    checkBytes(bytes);
  }
  if (texts.length > 0) yield batch();
}

function checked(child: ChildInput): ChildInput {
  checkBytes(Buffer.byteLength(child.input));
  return child;
}

function checkBytes(bytes: number): void {
  if (bytes <= MAX_DATA_BYTES) return;
  throw new StateError(
    StatesErrorName.DataLimitExceeded,
    `An item makes an input of ${bytes} bytes: a child takes at most ${MAX_DATA_BYTES}.`,
  );
}
