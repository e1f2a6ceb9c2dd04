import { checkImages } from '../../core/monitoring/images/check-images';
import { ImageWindow } from '../../core/monitoring/images/image-window';
import { imagesBaseline } from '../../core/monitoring/images/images-baseline';
import { SeededRandom } from '../../core/seeded-random';
import { CHANGES, type Change, changeName, type DescribedPool } from './described-pool';

/** Images of a baseline, and of a window. */
export const BASELINE_IMAGES = 150;
export const WINDOW_IMAGES = 100;

/**
 * Alarms by change, over windows each with a baseline of its own draw: a pool is divided anew each time, so that no image is on both sides, and
 * the same window is looked at unchanged and after every change.
 * @param report called after every window
 */
export function countAlarms(
  pool: DescribedPool,
  windows: number,
  report: (done: number) => void,
): ReadonlyMap<string, number> {
  const changes: readonly (Change | undefined)[] = [undefined, ...CHANGES];
  const alarms = new Map(changes.map((change) => [changeName(change), 0]));
  const all = Array.from({ length: pool.size }, (_, index) => index);
  for (let window = 0; window < windows; window += 1) {
    const drawn = new SeededRandom('detection', window).shuffled(all);
    const before = new ImageWindow({ seed: window });
    for (const image of drawn.slice(0, BASELINE_IMAGES)) before.add(pool.observed(image, undefined));
    const baseline = imagesBaseline(before, 'pixels');
    for (const change of changes) {
      const now = new ImageWindow({ baseline: baseline.statistics, seed: window });
      for (const image of drawn.slice(BASELINE_IMAGES, BASELINE_IMAGES + WINDOW_IMAGES))
        now.add(pool.observed(image, change));
      const { state } = checkImages({ window: now, baseline });
      const name = changeName(change);
      if (state === 'CompletedWithViolations') alarms.set(name, alarms.get(name)! + 1);
    }
    report(window + 1);
  }
  return alarms;
}
