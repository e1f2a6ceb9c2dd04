import type { TargetContext } from '../command/command-action';
import { findImages } from '../images/find-images';
import type { ImageSource } from '../images/image-source';
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
  const { clients, outputs } = context.target;
  const where = { s3: clients.s3, imagesBucket: outputs.get('ImagesBucket'), s3Only: options.s3 };
  const sources = await findImages(names, where);
  await wayOf(options)(context, sources, options);
}

function wayOf({ endpoint = false, wait = false }: ClassifyOptions): ClassifyWay {
  if (endpoint) return classifyByEndpoint;
  return wait ? classifyByWorkflow : startClassifications;
}
