import type { BatchProgress } from './follow-batch';

/** `3,200 of 10,000 done; 2,310 accepted, 860 second look, 30 failed; 845 images/s, 8 s left` */
export function progressLine({ done, total, seen }: BatchProgress, elapsedSeconds: number): string {
  const rate = elapsedSeconds > 0 ? done / elapsedSeconds : 0;
  const { images, accepted, secondLook, failed } = seen;
  const of = images < done ? ` (of ${number(images)} looked at)` : '';
  const left = total === undefined || rate === 0 ? '' : `, ${span((total - done) / rate)} left`;
  return [
    `${number(done)}${total === undefined ? '' : ` of ${number(total)}`} done`,
    `${number(accepted)} accepted, ${number(secondLook)} second look, ${number(failed)} failed${of}`,
    `${rate >= 10 ? number(Math.round(rate)) : rate.toFixed(1)} images/s${left}`,
  ].join('; ');
}

const number = (value: number): string => value.toLocaleString('en-US');

function span(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
