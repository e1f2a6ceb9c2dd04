import { formatCaptureWindow } from '../../core/capture/capture-window';
import type { TargetContext } from '../command/command-action';
import { ServedModel } from '../endpoint/served-model';
import { captureStoreOf } from './find-captures';
import { readCaptures } from './read-captures';
import { type ShownCaptures, showCaptures } from './show-captures';
import { chosenWindow, type NamedWindow } from './window-option';

/** Shows the captures of a window; classes go by the names of the model that is released now, where there is one. */
export async function showWindowCaptures(
  context: TargetContext,
  options: ShownCaptures & { readonly window?: NamedWindow },
): Promise<void> {
  const window = await chosenWindow(options.window, context.target);
  const store = captureStoreOf(context.target);
  const classes = options.classes ?? (await releasedClasses(context));
  const extra = { bucket: store.bucket, endpoint: store.endpoint, window: formatCaptureWindow(window) };
  await showCaptures(context, readCaptures(store, window), { ...options, classes }, extra);
}

/** Captures may outlive the model: its names are a help, not a need. */
const releasedClasses = ({ target }: TargetContext): Promise<readonly string[] | undefined> =>
  ServedModel.of(target).then(
    ({ model }) => model.classes,
    () => undefined,
  );
