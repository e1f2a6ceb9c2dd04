import { classifyPrefix } from '../batch/classify-prefix';
import type { TargetContext } from '../command/command-action';
import { findImages } from '../images/find-images';
import type { ImageSource } from '../images/image-source';
import { UsageError } from '../usage-error';
import { classifyByEndpoint } from './classify-by-endpoint';
import { classifyByWorkflow } from './classify-by-workflow';
import { startClassifications } from './start-classifications';

export interface ClassifyOptions {
  /** Wait for the executions. @default false */
  readonly wait?: boolean;
  /** Ask the endpoint instead of the state machine. @default false */
  readonly endpoint?: boolean;
  /** Take every name for a key or prefix. @default false */
  readonly s3?: boolean;
  /** All images below it, as one batch. */
  readonly prefix?: string;
  /** Follow the batch to its end. @default false */
  readonly watch?: boolean;
  /** Images at a time. */
  readonly parallel: number;
}

/** One way to classify; each prints its own result. */
export type ClassifyWay = (
  context: TargetContext,
  sources: readonly ImageSource[],
  options: ClassifyOptions,
) => Promise<void>;

/**
 * Classifies what the names mean.
 * @throws UsageError for a name that means no image; CheckNotPassed where an image is below the threshold; Error where one failed
 */
export async function classify(
  context: TargetContext,
  names: readonly string[],
  options: ClassifyOptions,
): Promise<void> {
  const { prefix, watch = false } = options;
  if (prefix !== undefined) {
    if (names.length > 0) throw new UsageError('Either --prefix or images are named, not both.');
    if (options.wait || options.endpoint || options.s3)
      throw new UsageError(
        '--prefix starts a batch, which --watch follows: --wait, --endpoint and --s3 are for images that are named.',
      );
    await classifyPrefix(context, prefix, watch);
    return;
  }
  if (watch) throw new UsageError('--watch follows the batch of a --prefix; --wait is for images that are named.');
  if (names.length === 0) throw new UsageError('Name images, or a prefix with --prefix.');
  const { clients, outputs } = context.target;
  const where = { s3: clients.s3, imagesBucket: outputs.get('ImagesBucket'), s3Only: options.s3 };
  const sources = await findImages(names, where);
  await wayOf(options)(context, sources, options);
}

function wayOf({ endpoint = false, wait = false }: ClassifyOptions): ClassifyWay {
  if (endpoint) return classifyByEndpoint;
  return wait ? classifyByWorkflow : startClassifications;
}
