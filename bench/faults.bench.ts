import { uploadImages } from './batch/run-batch';
import type { Bench, Measurement } from './bench';
import { FaultLayer } from './faults/fault-layer';
import { FAULT_KINDS } from './faults/fault-plan';
import { runFaults } from './faults/run-faults';
import { startBenchLaptop } from './workflow/bench-laptop';

const IMAGES = 10_000;
const QUICK_IMAGES = 200;
const SEED = 1;

export const bench: Bench = {
  name: 'faults',
  about: 'BatchClassification while a tenth of all operations fails: every image accounted for, or the bench fails',
  async run({ quick, images = quick ? QUICK_IMAGES : IMAGES, seed = SEED }): Promise<readonly Measurement[]> {
    const say = (text: string): void => console.error(`  … ${text}`);
    const faults = new FaultLayer();
    // Of what a model of one epoch says, some is accepted, and some needs a second look.
    const overrides = { confidenceThreshold: 0.6 };
    const laptop = await startBenchLaptop({ overrides, disturbance: faults });
    try {
      const { clients, outputs } = laptop.running;
      say(`uploading ${images} images`);
      const prefix = 'bench-faults/';
      const keys = await uploadImages({ ...laptop, clients }, prefix, images);
      const run = await runFaults({ clients, outputs, faults }, { prefix, keys, seed, say });
      const { account } = run;
      const count = (name: string, value: number, unit = 'images'): Measurement => ({ name, value, unit });
      return [
        count('seed', seed, ''),
        {
          ...count('images with exactly one result', account.counts.images),
          reference: { name: 'asked about', value: images },
        },
        count('lost', account.lost.length),
        count('twice', account.repeated.length),
        count('accepted', account.counts.accepted),
        count('second look, each with its open item', account.counts.secondLook),
        count('failed, each with its reason', account.counts.failed),
        ...Object.entries(account.failedByReason).map(([reason, value]) => count(`failed: ${reason}`, value)),
        ...Object.entries(faults.plan.operations()).map(([name, value]) => count(`operations: ${name}`, value, '')),
        ...FAULT_KINDS.map((kind) => count(`fault: ${kind}`, faults.plan.counts().get(kind) ?? 0, '')),
        count('redrives', run.redrives, ''),
        { name: 'time', value: run.seconds, unit: 's' },
      ];
    } finally {
      await laptop.stop();
    }
  },
};
