import { formatCaptureWindow } from '../../core/capture/capture-window';
import { byteCount } from '../byte-count';
import type { TargetContext } from '../command/command-action';
import { captureStoreOf, findCaptures } from './find-captures';
import { chosenWindow, type NamedWindow } from './window-option';

export interface ListCapturesOptions {
  /** @default the last day */
  readonly window?: NamedWindow;
}

/** Lists the capture files of the hours that a window touches. */
export async function listCaptures(
  { target, printer, signal }: TargetContext,
  options: ListCapturesOptions,
): Promise<void> {
  const window = await chosenWindow(options.window, target);
  const store = captureStoreOf(target);
  const files: { key: string; time: string; variant: string; bytes: number }[] = [];
  for await (const { key, bytes, name } of findCaptures(store, window)) {
    signal.throwIfAborted();
    files.push({ key, time: name.time.toISOString(), variant: name.variant, bytes });
    printer.line(`${byteCount(bytes).padStart(9)}  ${key}`);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  printer.result(
    {
      bucket: store.bucket,
      endpoint: store.endpoint,
      window: formatCaptureWindow(window),
      count: files.length,
      bytes,
      files,
    },
    `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${byteCount(bytes)} in ${formatCaptureWindow(window)}`,
  );
}
