import type { Answer } from '../serving/answer';

const FORMATS = ['text/csv', 'application/json', 'application/jsonlines'] as const;
/** In which form predictions are answered. */
export type PredictionFormat = (typeof FORMATS)[number];

const LABEL_FROM = 0.5;

/** The first form that a request accepts; text/csv where it does not care; undefined where there is none. */
export function acceptedFormat(accept: string | undefined): PredictionFormat | undefined {
  const wanted = (accept ?? '*/*').split(',').map((one) => one.split(';')[0]!.trim().toLowerCase());
  for (const type of wanted) {
    if (type === '' || type === '*/*' || type === 'text/*' || type === 'csv') return 'text/csv';
    const known = FORMATS.find((format) => format === type || format === `application/${type}`);
    if (known !== undefined) return known;
  }
  return undefined;
}

export const ACCEPTED_FORMATS: readonly string[] = FORMATS;

export interface PredictionEncoding {
  readonly format: PredictionFormat;
  /** In a batch transform rows are answered line by line; in real time text/csv is one line, as the built-in XGBoost answers. */
  readonly isBatch: boolean;
  /** Adds the class to the JSON forms. */
  readonly saysLabel: boolean;
}

/**
 * Predictions in the forms of the built-in algorithms, in single precision, which is what those compute in.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/LL-in-formats.html
 * @see https://github.com/aws/sagemaker-xgboost-container for text/csv: one line of commas in real time, one line a row in a transform
 */
export function encodePredictions(
  predictions: Float64Array,
  { format, isBatch, saysLabel }: PredictionEncoding,
): Answer {
  const scores = Array.from(predictions, Math.fround);
  const answer = (body: string, contentType: string = format): Answer => ({ status: 200, contentType, body });
  if (format === 'text/csv') {
    const type = 'text/csv; charset=utf-8';
    return isBatch ? answer(`${scores.join('\n')}\n`, type) : answer(scores.join(','), type);
  }
  const entries = scores.map((score) =>
    saysLabel ? { score, predicted_label: Number(score >= LABEL_FROM) } : { score },
  );
  if (format === 'application/json') return answer(JSON.stringify({ predictions: entries }));
  return answer(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}
