import { InvokeEndpointCommand, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import type { DataItem } from '../../core/dataset/data-set';
import { inspectImage } from '../../core/image/inspect-image';
import { argmax } from '../../core/inference/argmax';
import { parseProbabilities } from '../../core/inference/parse-probabilities';
import { inParallel } from '../parallel';

const PARALLEL_REQUESTS = 8;

/** What the model says of one image of the test split. */
export interface TestPrediction {
  readonly file: string;
  readonly trueLabel: number;
  /** Undefined where the model refused the image; `error` says why. */
  readonly predictedLabel?: number;
  readonly inferences?: readonly number[];
  readonly error?: string;
}

/** Asks the served endpoint about every image of the test split, under the purpose `evaluation`. */
export async function evaluateTestSplit(
  runtime: SageMakerRuntimeClient,
  endpointName: string,
  items: readonly DataItem[],
  classCount: number,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<TestPrediction[]> {
  let done = 0;
  return inParallel(items, PARALLEL_REQUESTS, async (item) => {
    signal.throwIfAborted();
    const prediction = await predict(runtime, endpointName, item, classCount);
    done += 1;
    report(`${done} of ${items.length} images`);
    return prediction;
  });
}

/** Share of right predictions, 0..1; an image that the model refused counts as wrong. */
export const accuracyOf = (predictions: readonly TestPrediction[]): number =>
  predictions.filter(({ trueLabel, predictedLabel }) => trueLabel === predictedLabel).length / predictions.length;

async function predict(
  runtime: SageMakerRuntimeClient,
  EndpointName: string,
  { file, label, read, metadata = {} }: DataItem,
  classCount: number,
): Promise<TestPrediction> {
  try {
    const Body = await read();
    const { contentType: ContentType } = inspectImage(Body);
    const CustomAttributes = encodeCustomAttributes({ purpose: 'evaluation', metadata });
    const answer = await runtime.send(
      new InvokeEndpointCommand({ EndpointName, Body, ContentType, CustomAttributes, Accept: 'application/json' }),
    );
    const inferences = parseProbabilities(Buffer.from(answer.Body ?? []).toString('utf8'), classCount);
    return { file, trueLabel: label, predictedLabel: argmax(inferences), inferences };
  } catch (error) {
    return { file, trueLabel: label, error: (error as Error).message };
  }
}
