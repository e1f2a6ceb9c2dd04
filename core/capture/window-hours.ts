import type { CaptureWindow } from './capture-window';

/** The begin of every hour that a window touches, in order: each is a folder of captures and of labels. */
export function* windowHours({ from, to }: CaptureWindow): Generator<Date> {
  const hour = new Date(from);
  for (hour.setUTCMinutes(0, 0, 0); hour < to; hour.setUTCHours(hour.getUTCHours() + 1)) yield new Date(hour);
}
