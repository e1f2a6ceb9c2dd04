import { createHash } from 'node:crypto';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { INFERENCE_ID_CHARACTERS } from '../../core/contracts/limits';
import { endpointName } from '../../core/contracts/released-model';
import { SeededRandom } from '../../core/seeded-random';
import { formatFeatureRow } from '../../core/similarity/feature-table';
import type { SentencePair } from '../../core/similarity/sentence-pair';
import { sendAtRate } from '../traffic/send-at-rate';
import type { PairTarget } from './pair-target';
import { noteRequest, type PairRequest } from './pair-traffic';
import { readCorpus } from './prepare-pairs';
import { RunFile, type RunFolder } from './run-folder';

export interface SendPairs {
  readonly count: number;
  /** Requests a second. */
  readonly rate: number;
  readonly seed: number;
  /** What time it is where the endpoint is. */
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

const PARALLEL = 8;
const CSV = 'text/csv';

/**
 * Sends pairs of the test split to the endpoint, each under an inference id of its own, and notes every answer in the folder.
 * @throws Error of the first request that fails, once the others have ended
 */
export async function sendPairs(target: PairTarget, folder: RunFolder, options: SendPairs): Promise<PairRequest[]> {
  const { count, rate, seed, now, signal, report } = options;
  const pairs = new SeededRandom(seed, 'pair-traffic').shuffled(readCorpus(folder.file(RunFile.testPairs)));
  const began = now().toISOString();
  const sent: PairRequest[] = [];
  const failures: Error[] = [];
  await sendAtRate(
    { rate, count, parallel: PARALLEL },
    async (index) => {
      const pair = pairs[index % pairs.length]!;
      // The same traffic again, at another time, is other inferences.
      const inferenceId = createHash('sha256')
        .update(`${began}\0${seed}\0${index}`)
        .digest('hex')
        .slice(0, INFERENCE_ID_CHARACTERS);
      try {
        const time = now().toISOString();
        const probability = await ask(target, pair, inferenceId, signal);
        const { label, first, second } = pair;
        const request = { inferenceId, time, label, probability, first, second };
        sent.push(request);
        noteRequest(folder, request);
        report(`${sent.length} of ${count} pairs`);
      } catch (error) {
        failures.push(error as Error);
      }
    },
    signal,
  );
  const [first] = failures;
  signal.throwIfAborted();
  if (first !== undefined)
    throw new Error(`${failures.length} of ${count} requests failed, the first with ${first.name}: ${first.message}`, {
      cause: first,
    });
  return sent;
}

/** @returns the probability that the sentences say the same */
async function ask(
  { clients, environment }: PairTarget,
  pair: SentencePair,
  InferenceId: string,
  abortSignal: AbortSignal,
): Promise<number> {
  const { Body } = await clients.runtime.send(
    new InvokeEndpointCommand({
      EndpointName: endpointName(environment.app, environment.name),
      ContentType: CSV,
      Accept: CSV,
      InferenceId,
      CustomAttributes: encodeCustomAttributes({ purpose: 'traffic', metadata: {} }),
      Body: Buffer.from(formatFeatureRow(pair)),
    }),
    { abortSignal },
  );
  const text = Buffer.from(Body).toString('utf8').trim();
  const probability = Number(text);
  if (text === '' || !(probability >= 0 && probability <= 1))
    throw new Error(`The endpoint has answered ${JSON.stringify(text.slice(0, 80))}, which is no probability.`);
  return probability;
}
