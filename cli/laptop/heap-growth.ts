import { setFlagsFromString } from 'node:v8';

/** How much the heap may hold beyond what was alive at its last collection before it is collected again. Per cent. */
const GROWTH_PERCENT = 50;

/**
 * Keeps the memory of a process that has a laptop in it near to what it needs. Left to itself V8 collects old objects once there are up to four times as
 * many as were alive, so that what a laptop holds would follow the length of its batches; for every thread of the process, from its next collection on.
 */
export function limitHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
