import { InvalidArgumentError, Option } from 'commander';
import { type CaptureWindow, CaptureWindowInvalid, parseCaptureWindow } from '../../core/capture/capture-window';
import { environmentClock } from '../target/environment-clock';
import type { Target } from '../target/target';

/** A window as it was named: `last 2h` counts back from a clock, which is that of whatever is looked at. */
export type NamedWindow = (now: Date) => CaptureWindow;

function namedWindow(text: string): NamedWindow {
  const window: NamedWindow = (now) => parseCaptureWindow(text, now);
  try {
    window(new Date());
  } catch (error) {
    if (error instanceof CaptureWindowInvalid) throw new InvalidArgumentError(error.message);
    throw error;
  }
  return window;
}

export const DEFAULT_WINDOW = 'last 24h';

/** `--window`, for every command that looks at a span of time; gives a `NamedWindow`, or nothing where it is left out. */
export const windowOption = (otherwise = `default: ${DEFAULT_WINDOW}`): Option =>
  new Option(
    '--window <span>',
    `UTC, the end not included: '2024-10-15T14/15T18', '2024-10-15', 'last 2h' (${otherwise})`,
  ).argParser(namedWindow);

/** The window that was named, or the last day, by the environment's clock: a laptop's may have been moved forward. */
export async function chosenWindow(
  window: NamedWindow | undefined,
  target: Pick<Target, 'url'>,
): Promise<CaptureWindow> {
  const now = await environmentClock(target);
  return (window ?? namedWindow(DEFAULT_WINDOW))(now());
}
