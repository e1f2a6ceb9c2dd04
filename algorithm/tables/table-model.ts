import { MAX_IMAGE_BYTES } from '../../core/contracts/limits';
import type { TablePredictor } from '../../core/table-model/table-predictor';
import { type Answer, refuse } from '../serving/answer';
import type { ExecutionParameters, ServedModel } from '../serving/served-model';
import { ACCEPTED_FORMATS, acceptedFormat, encodePredictions } from './encode-predictions';
import type { RowReader } from './row-reader';
import { RowsInvalid } from './rows-invalid';

const CSV_TYPE = 'text/csv';
/** What one InvokeEndpoint may carry, whatever it carries. */
const MAX_BODY_BYTES = MAX_IMAGE_BYTES;

export interface TableModelOptions {
  readonly predictor: TablePredictor;
  readonly reader: RowReader;
  /** Whether the container runs for a batch transform: `SAGEMAKER_BATCH`. */
  readonly isBatch: boolean;
}

/** A model of tables behind /invocations: rows as text/csv in, a prediction for each out. */
export class TableModel implements ServedModel {
  readonly executionParameters: ExecutionParameters = {
    MaxConcurrentTransforms: 1,
    BatchStrategy: 'MULTI_RECORD',
    MaxPayloadInMB: Math.floor(MAX_BODY_BYTES / 2 ** 20),
  };

  readonly contentTypes = [CSV_TYPE];
  readonly answerTypes = ACCEPTED_FORMATS;

  constructor(private readonly options: TableModelOptions) {}

  get about(): string {
    return this.options.predictor.about;
  }

  get detail(): string {
    return `${this.options.reader.columns} columns`;
  }

  get columnNames(): readonly string[] | undefined {
    return this.options.reader.columnNames;
  }

  answer(contentType: string, accept: string | undefined, body: Buffer): Answer {
    if (contentType !== CSV_TYPE) return refuse(415, refusalOf(contentType));
    const format = acceptedFormat(accept);
    if (format === undefined) return refuse(406, `Answers come as ${ACCEPTED_FORMATS.join(', ')}, not as ${accept}.`);
    try {
      const { saysLabel } = this.options.predictor;
      return encodePredictions(this.predict(body), { format, isBatch: this.options.isBatch, saysLabel });
    } catch (error) {
      if (!(error instanceof RowsInvalid)) throw error;
      return refuse(400, `${error.name}: ${error.message}`);
    }
  }

  refuseLength(bytes: number): Answer {
    return refuse(
      413,
      `RowsTooLarge: The rows have ${bytes} bytes, above the limit of ${MAX_BODY_BYTES}; send fewer at once.`,
    );
  }

  /** @throws RowsInvalid */
  private predict(body: Buffer): Float64Array {
    const answers: Float64Array[] = [];
    for (const rows of this.options.reader.read(body)) answers.push(this.options.predictor.predictRows(rows));
    if (answers.length === 0) throw new RowsInvalid('The body holds no row.');
    return answers.length === 1 ? answers[0]! : joined(answers);
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function refusalOf(type: string): string {
  const accepted = `Send rows of comma-separated values, without a header, as ${CSV_TYPE}.`;
  return type === ''
    ? `The request has no content type. ${accepted}`
    : `The content type ${type} is not supported. ${accepted}`;
}
