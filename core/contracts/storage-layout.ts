import type { MonitorKind } from './monitor-report';

/**
 * Where everything lies in S3: the one place that knows a prefix. Buckets have generated names; their telling words are
 * `images`, `models`, `capture`, `reports`.
 */

export type Split = 'train' | 'validation' | 'test';
export const SPLITS: readonly Split[] = ['train', 'validation', 'test'];

/** Images bucket. */
export const splitPrefix = (split: Split): string => `${split}/`;
export const manifestKey = (split: Split): string => `${split}.lst`;
export const INCOMING_PREFIX = 'incoming/';
/** What somebody has uploaded to evaluate a model on: nothing that arrived. */
export const EVALUATION_UPLOAD_PREFIX = `${INCOMING_PREFIX}evaluation/`;
export const SECOND_LOOK_PREFIX = 'second_look/';

export const ALERT_MARKER_PREFIX = `${SECOND_LOOK_PREFIX}alerts/`;

/** The marker that makes an alert go out once: `pending`, then `sent`. */
export const alertMarkerKey = (inferenceId: string): string => `${ALERT_MARKER_PREFIX}${inferenceId}.json`;

/** Images bucket: second looks that wait for an answer, in the order of the hours that they were opened in. */
export const OPEN_ITEM_PREFIX = `${SECOND_LOOK_PREFIX}open/`;
/** Images bucket: one answer for each second look, claimed by a conditional write. */
export const ANSWER_PREFIX = `${SECOND_LOOK_PREFIX}answers/`;

/**
 * `second_look/open/{yyyy}/{mm}/{dd}/{hh}/{id}.json` (UTC).
 * @param openedAt must be the same in every attempt, or a second look is open twice.
 */
export const openItemKey = (openedAt: Date, reviewId: string): string =>
  `${OPEN_ITEM_PREFIX}${hourPath(openedAt)}/${encodeURIComponent(reviewId)}.json`;

/** `second_look/answers/{id}.json` */
export const answerKey = (reviewId: string): string => `${ANSWER_PREFIX}${encodeURIComponent(reviewId)}.json`;

/** The review id in the key of an open item or of an answer. */
export const reviewIdOf = (key: string): string =>
  decodeURIComponent(key.slice(key.lastIndexOf('/') + 1).replace(/\.json$/, ''));

/** Models bucket: SageMaker itself appends `{job}/output/model.tar.gz`. */
export const modelArtifactKey = (trainingJobName: string): string => `${trainingJobName}/output/model.tar.gz`;

/** Models bucket: under it each execution of `TrainModel` has a folder, from which an interrupted job goes on. */
export const CHECKPOINT_PREFIX = 'checkpoints/';

/** Models bucket: what an execution of `TrainModel` works on: the rows that it judges, and the candidate's answers. */
export const TRAINING_RUN_PREFIX = 'runs/';
export const trainingRunPrefix = (executionName: string): string => `${TRAINING_RUN_PREFIX}${executionName}/`;
/** The images that the candidate is asked about, as batch transform takes them. */
export const transformManifestKey = (executionName: string): string =>
  `${trainingRunPrefix(executionName)}images.manifest`;
/** The same images with their labels and versions. */
export const judgedRowsKey = (executionName: string): string => `${trainingRunPrefix(executionName)}rows.json`;
/** Where batch transform puts an answer for each image. */
export const answersPrefix = (executionName: string): string => `${trainingRunPrefix(executionName)}answers/`;

/** Images bucket: a CSV that arrives here starts a training, where the environment says so. */
export const TABLES_PREFIX = 'tables/';
/** Images bucket: tables that somebody trains on by hand. */
export const TABLES_BY_HAND_PREFIX = 'tables_by_hand/';
/** Images bucket: what is made of the table of an execution of `TrainTable`. */
export const TABLE_RUN_PREFIX = 'table_runs/';
export const tableRunPrefix = (executionName: string): string => `${TABLE_RUN_PREFIX}${executionName}/`;
/** Under a run: the channels of the training, label first; and the rows that the candidate is asked about, without their labels. */
export const TABLE_RUN_FOLDERS = { train: 'train/', validation: 'validation/', judged: 'judged/' } as const;
/** Under a run: the test split for evaluations, with a header and labels; its name tells no split's folder. */
export const tableTestKey = (executionName: string): string => `${tableRunPrefix(executionName)}test.csv`;
/** Under a run: the validation split likewise, which the monitors' baseline is made of. */
export const tableBaselineKey = (executionName: string): string => `${tableRunPrefix(executionName)}baseline.csv`;
export const tablePreprocessingKey = (executionName: string): string =>
  `${tableRunPrefix(executionName)}preprocessing.json`;

/** Models bucket: who trains for a model group right now. */
export const TRAINING_LEASE_KEY = 'leases/train-model.json';
/** Models bucket: who brings a model into service right now. */
export const RELEASE_LEASE_KEY = 'leases/release.json';

/** Capture bucket. */
export const CAPTURE_PREFIX = 'data_capture';
export const GROUND_TRUTH_PREFIX = 'ground_truth';

/** Reports bucket: what an evaluation found, for machines and for a browser. */
export const EVALUATION_REPORTS_PREFIX = 'reports/evaluation/';
export const evaluationReportPrefix = (endpoint: string, run: string): string =>
  `${EVALUATION_REPORTS_PREFIX}${endpoint}/${run}/`;
/** The last file that an evaluation writes: where it lies, the evaluation is done. */
export const evaluationResultKey = (endpoint: string, run: string): string =>
  `${evaluationReportPrefix(endpoint, run)}evaluation.json`;
/** Written instead of it where an evaluation was given up, beside its dead letter. */
export const evaluationFailureKey = (endpoint: string, run: string): string =>
  `${evaluationReportPrefix(endpoint, run)}failed.json`;

/** Reports bucket: `PREDICTIONS.md` with its pictures, by the day (UTC) that the evaluation began on. */
export const predictionsPrefix = (startedAt: Date, endpoint: string, run: string): string =>
  `${startedAt.toISOString().slice(0, 10)}/predictions/${endpoint}/${run}/`;

/** Reports bucket: what evaluations that go on in another invocation have learnt so far. */
export const EVALUATION_PROGRESS_PREFIX = 'evaluation_progress/';
export const evaluationProgressPrefix = (run: string): string => `${EVALUATION_PROGRESS_PREFIX}${run}/`;

/** Reports bucket: what every released model's traffic and answers were like. */
export const BASELINE_PREFIX = 'reports/baseline/';
/** The pointer to the baseline that windows are compared with. */
export const CURRENT_BASELINE_KEY = `${BASELINE_PREFIX}current.json`;
/** Group and version out of the ARN of a model package: `loans/3`. */
export const packageOfArn = (modelPackage: string): string => modelPackage.split('/').slice(-2).join('/');
/** @param modelPackage ARN */
export const baselinePrefix = (modelPackage: string): string => `${BASELINE_PREFIX}${packageOfArn(modelPackage)}/`;

/** Reports bucket: `reports/{kind}/{endpoint}/{yyyy}/{mm}/{dd}/{hh}/{run}/`, by the hour that the window begins in. */
export const monitorReportsPrefix = (kind: MonitorKind, endpoint: string): string => `reports/${kind}/${endpoint}/`;
export const monitorReportPrefix = (kind: MonitorKind, endpoint: string, from: Date, run: string): string =>
  `${monitorReportsPrefix(kind, endpoint)}${hourPath(from)}/${run}/`;

/** Reports bucket: what the managed Model Monitor writes, by monitor; SageMaker adds endpoint, schedule and hour. */
export const managedReportsPrefix = (kind: MonitorKind): string => `reports/managed/${kind}/`;

/** Reports bucket: what parts of a window are found to be, until the report is made of them. */
export const MONITOR_PARTS_PREFIX = 'monitor_parts/';
export const monitorItemsKey = (run: string): string => `${MONITOR_PARTS_PREFIX}${run}/items.json`;
export const monitorPartsPrefix = (run: string): string => `${MONITOR_PARTS_PREFIX}${run}/parts/`;
export const monitorPartKey = (run: string, part: number): string => `${monitorPartsPrefix(run)}${part}.json`;

const two = (value: number): string => String(value).padStart(2, '0');

/** `yyyy/mm/dd/hh` in UTC, the folder of one hour of captures or ground truth. */
export function hourPath(time: Date): string {
  return `${time.getUTCFullYear()}/${two(time.getUTCMonth() + 1)}/${two(time.getUTCDate())}/${two(time.getUTCHours())}`;
}

/**
 * Key of one capture file, as SageMaker names them:
 * `data_capture/{endpoint}/{variant}/{yyyy}/{mm}/{dd}/{hh}/{mm}-{ss}-{mmm}-{uuid}.jsonl` (UTC).
 */
export function captureFileKey(
  prefix: string,
  file: { readonly endpoint: string; readonly variant: string; readonly time: Date; readonly uuid: string },
): string {
  const { time } = file;
  const millis = String(time.getUTCMilliseconds()).padStart(3, '0');
  const name = `${two(time.getUTCMinutes())}-${two(time.getUTCSeconds())}-${millis}-${file.uuid}.jsonl`;
  return `${prefix}/${file.endpoint}/${file.variant}/${hourPath(time)}/${name}`;
}

/** Reports bucket: what a batch leaves, by the name of its execution. */
export const BATCH_PREFIX = 'batches/';
export const batchResultsKey = (execution: string): string => `${BATCH_PREFIX}${execution}/results.jsonl`;
export const batchSummaryKey = (execution: string): string => `${BATCH_PREFIX}${execution}/summary.json`;
