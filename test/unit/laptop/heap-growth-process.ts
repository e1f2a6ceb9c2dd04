import { limitHeapGrowth } from '../../../cli/laptop/heap-growth';

/** Sizes in megabytes: what stays, and what is let go of after it has grown old. */
const STAYS = 40;
const PASSES = 400;
/** So much of what passes is held at a time: long enough to become old. */
const HELD = 12;
const MEGABYTE = 1_000_000;
const OBJECT = 1_000;

/** Says how large the heap became, in megabytes, of a process that holds some objects and lets others pass. */
const megabyte = (): number[][] =>
  Array.from({ length: MEGABYTE / OBJECT }, () => new Array<number>(OBJECT / 8).fill(0.5));
if (process.argv[2] === 'limited') limitHeapGrowth();
const stays = Array.from({ length: STAYS }, megabyte);
const ring: number[][][] = [];
let largest = 0;
for (let passed = 0; passed < PASSES; passed++) {
  ring[passed % HELD] = megabyte();
  largest = Math.max(largest, process.memoryUsage().heapUsed);
}
process.send?.({ largestMb: largest / MEGABYTE, held: stays.length + ring.length });
