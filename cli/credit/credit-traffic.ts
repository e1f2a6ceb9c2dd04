import { GetObjectCommand } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { type CapturedPayload, payloadBytes } from '../../core/capture/capture-record';
import { readCaptureRecords } from '../../core/capture/read-capture-records';
import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { endpointName } from '../../core/contracts/released-model';
import { CAPTURE_PREFIX } from '../../core/contracts/storage-layout';
import { columnsOf, csvLines, type WholeTable } from '../../core/table/whole-table';
import { listKeys } from '../aws/list-keys';
import type { RunningLaptop } from '../laptop/bring-up';
import { inParallel } from '../parallel';
import { pause } from '../pause';

/** Rows of one request. */
const BATCH_ROWS = 50;
const PARALLEL = 4;
/** Of the inference ids of this traffic. */
const ID_PREFIX = 'credit-';
const POLL_MILLISECONDS = 200;
/** Capture is written with a delay; on AWS about a minute. */
const CAPTURE_LIMIT_MILLISECONDS = 60_000;

/** Rows to the served endpoint, whose answers are what its captures say: the monitors are to see what AWS would have written down. */
export class CreditTraffic {
  private readonly answers = new Map<string, readonly number[]>();
  private readonly seen = new Set<string>();
  private sent = 0;

  /** @param columns of a row, in the order that the model takes them */
  constructor(
    private readonly laptop: Pick<RunningLaptop, 'clients' | 'outputs' | 'environment'>,
    private readonly columns: readonly string[],
    private readonly signal: AbortSignal,
  ) {}

  /** Rows that were captured so far. */
  get capturedRows(): number {
    return [...this.answers.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /**
   * Sends every row, a batch a request, each under an inference id of its own, and reads the captures back.
   * @returns probabilities of class 1, in the order of the rows
   * @throws Error where the captures do not come, or tell of other rows
   */
  readonly predict = async (features: WholeTable): Promise<readonly number[]> => {
    const lines = csvLines(columnsOf(features, this.columns));
    const batches = Array.from({ length: Math.ceil(lines.length / BATCH_ROWS) }, (_, index) => {
      this.sent += 1;
      return {
        inferenceId: `${ID_PREFIX}${this.sent}`,
        rows: lines.slice(index * BATCH_ROWS, (index + 1) * BATCH_ROWS),
      };
    });
    await inParallel(batches, PARALLEL, ({ inferenceId, rows }) => this.send(inferenceId, rows));
    await this.awaitCaptures(batches.map(({ inferenceId }) => inferenceId));
    return batches.flatMap(({ inferenceId, rows }) => {
      const answered = this.answers.get(inferenceId)!;
      if (answered.length === rows.length) return answered;
      throw new Error(`The capture of ${inferenceId} has ${answered.length} answers for ${rows.length} rows.`);
    });
  };

  private async send(inferenceId: string, rows: readonly string[]): Promise<void> {
    const { clients, environment } = this.laptop;
    const command = new InvokeEndpointCommand({
      EndpointName: endpointName(environment.app, environment.name),
      Body: rows.join('\n'),
      ContentType: 'text/csv',
      Accept: 'text/csv',
      InferenceId: inferenceId,
      CustomAttributes: encodeCustomAttributes({ purpose: 'traffic', metadata: {} }),
    });
    await clients.runtime.send(command, { abortSignal: this.signal });
  }

  private async awaitCaptures(wanted: readonly string[]): Promise<void> {
    const until = Date.now() + CAPTURE_LIMIT_MILLISECONDS;
    for (;;) {
      await this.readCaptures();
      const missing = wanted.filter((inferenceId) => !this.answers.has(inferenceId));
      if (missing.length === 0) return;
      if (Date.now() > until)
        throw new Error(
          `${missing.length} of ${wanted.length} requests have left no capture; the first is ${missing[0]}.`,
        );
      await pause(POLL_MILLISECONDS, this.signal);
    }
  }

  private async readCaptures(): Promise<void> {
    const { clients, environment, outputs } = this.laptop;
    const Bucket = outputs.get('CaptureBucket');
    const prefix = `${CAPTURE_PREFIX}/${endpointName(environment.app, environment.name)}/`;
    const fresh = (await listKeys(clients.s3, Bucket, prefix)).filter((key) => !this.seen.has(key));
    await inParallel(fresh, PARALLEL, async (Key) => {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      for (const entry of readCaptureRecords((await Body?.transformToString()) ?? '', Key)) {
        if (!('record' in entry)) throw new Error(`${entry.file} line ${entry.line}: ${entry.fault}`);
        const { captureData, eventMetadata } = entry.record;
        const output = captureData.endpointOutput;
        const { inferenceId = '' } = eventMetadata;
        // A release asks the endpoint too, under other ids.
        if (inferenceId.startsWith(ID_PREFIX) && output !== undefined)
          this.answers.set(inferenceId, probabilitiesIn(output));
      }
      this.seen.add(Key);
    });
  }
}

/** One a row: on one line with commas between, or a line each. */
const probabilitiesIn = (output: CapturedPayload): number[] =>
  payloadBytes(output).toString('utf8').trim().split(/[,\n]/).map(Number);
