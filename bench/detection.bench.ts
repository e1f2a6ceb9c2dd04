import type { Bench, Measurement } from './bench';
import { countAlarms } from './detection/count-alarms';
import { CHANGES, changeName, describedPool } from './detection/described-pool';

const POOL_IMAGES = 1000;
/** `$SECOND_LOOK_BENCH_WINDOWS`; fewer where the machine has no time for all. */
const WINDOWS = Number(process.env.SECOND_LOOK_BENCH_WINDOWS ?? 200);
const QUICK = { images: 300, windows: 3 };
const REPORT_EVERY = 10;

export const bench: Bench = {
  name: 'detection',
  about: 'windows of images whose drift the images monitor finds, and windows without drift in which it alarms',

  async run({ quick }) {
    const windows = quick ? QUICK.windows : WINDOWS;
    const pool = await describedPool(quick ? QUICK.images : POOL_IMAGES);
    const alarms = countAlarms(pool, windows, (done) => {
      if (done % REPORT_EVERY === 0) process.stderr.write(`  ${done} of ${windows} windows of ${pool.source}\n`);
    });
    const row = (name: string, key: string, target?: string): Measurement => ({
      name: `${name}: alarms in ${alarms.get(key)} of ${windows} windows of ${pool.source}`,
      value: (100 * alarms.get(key)!) / windows,
      unit: '%',
      ...(target === undefined ? {} : { target }),
    });
    return [
      row('no drift', changeName(undefined), 'at most 5 %'),
      ...CHANGES.map((change) => {
        const name = changeName(change);
        return row(name, name, change.severity === 3 ? 'at least 95 %' : undefined);
      }),
    ];
  },
};
