import { InvalidArgumentError, Option } from 'commander';
import { type CaptureWindow, CaptureWindowInvalid, parseCaptureWindow } from '../../core/capture/capture-window';

function captureWindow(text: string): CaptureWindow {
  try {
    return parseCaptureWindow(text, new Date());
  } catch (error) {
    if (error instanceof CaptureWindowInvalid) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

const DEFAULT = 'last 24h';

/** `--window`, for every command that looks at a span of time; gives a `CaptureWindow`, or nothing where it is left out. */
export const windowOption = (): Option =>
  new Option(
    '--window <span>',
    `UTC, the end not included: '2024-10-15T14/15T18', '2024-10-15', 'last 2h' (default: ${DEFAULT})`,
  ).argParser(captureWindow);

/** The window that was named, or the last day. */
export const chosenWindow = (window: CaptureWindow | undefined): CaptureWindow => window ?? captureWindow(DEFAULT);
