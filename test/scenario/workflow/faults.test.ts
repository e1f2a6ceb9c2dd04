import { FaultLayer } from '../../../bench/faults/fault-layer';
import { FAULT_KINDS } from '../../../bench/faults/fault-plan';
import { runFaults } from '../../../bench/faults/run-faults';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const IMAGES = 200;
const SEED = 7;

jest.setTimeout(240_000);

const faults = new FaultLayer();
const laptop = servingLaptop(async () => ({
  disturbance: faults,
  // Many children rather than two large ones, so that many workers can be killed.
  overrides: { batch: { maxConcurrency: 4, imagesPerChild: 10 } },
}));

it(`accounts for every image when a tenth of all operations fails (${IMAGES} images, seed ${SEED})`, async () => {
  laptop().model.behave({ obeys: 'lines' });
  const keys = Array.from({ length: IMAGES }, (_, index) => `faults/${String(index).padStart(4, '0')}.png`);
  for (const [index, key] of keys.entries())
    await laptop().upload(key, undefined, { p: index % 2 === 0 ? '0.97' : '0.6' });
  const mails = laptop().laptop.mails().length;

  const run = await runFaults(
    { clients: laptop().clients, outputs: laptop().outputs, faults },
    { prefix: 'faults/', keys, seed: SEED },
  );

  const { counts, failedByReason } = run.account;
  console.info(`seed ${SEED}:`, { ...counts, ...failedByReason }, Object.fromEntries(faults.plan.counts()));
  expect(counts.images).toBe(IMAGES);
  expect(counts.accepted + counts.secondLook + counts.failed).toBe(IMAGES);
  expect(counts.accepted).toBeGreaterThan(0);
  expect(counts.secondLook).toBeGreaterThan(0);
  expect(failedByReason.ModelOutputInvalid).toBeGreaterThan(0);
  expect([...faults.plan.counts().keys()].sort()).toEqual([...FAULT_KINDS].sort());
  expect((await laptop().mailsAfter(mails, 1))[0]?.subject).toContain(`${counts.secondLook} of ${IMAGES} images`);
});
