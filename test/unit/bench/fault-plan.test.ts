import { FAULT_KINDS, FaultPlan, type Operation } from '../../../bench/faults/fault-plan';

const OPERATIONS: readonly Operation[] = ['s3', 'endpoint', 'sns', 'function'];

const drawn = (seed: number, operation: Operation, count: number) => {
  const plan = new FaultPlan(seed);
  return Array.from({ length: count }, () => plan.next(operation));
};

it.each(OPERATIONS)('disturbs a tenth of the operations of %s', (operation) => {
  const faults = drawn(1, operation, 10_000).filter((kind) => kind !== undefined);
  expect(faults.length / 10_000).toBeCloseTo(0.1, 1);
  expect(Math.abs(faults.length - 1_000)).toBeLessThan(100);
});

it('meets every kind within the first ten operations of each sort', () => {
  const met = new Set(OPERATIONS.flatMap((operation) => drawn(5, operation, 10)));
  for (const kind of FAULT_KINDS) expect(met).toContain(kind);
});

it('draws the same for the same seed, and something else for another', () => {
  expect(drawn(3, 's3', 200)).toEqual(drawn(3, 's3', 200));
  expect(drawn(3, 's3', 200)).not.toEqual(drawn(4, 's3', 200));
});
