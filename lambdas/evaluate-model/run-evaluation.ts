import { type EvaluationMessage, testDataKey } from '../../core/contracts/evaluation-message';
import type { ReleasedModel } from '../../core/contracts/released-model';
import { ModelChanged, StateInvalid } from '../../core/evaluation/evaluation-error';
import { partBounds } from '../../core/evaluation/progress/evaluation-part';
import type { EvaluationPlan } from '../../core/evaluation/progress/evaluation-plan';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import type { TestData } from '../../core/evaluation/test-data/read-test-data';
import type { ImageReader } from '../adapters/image-reader';
import type { InvokeEndpoint } from '../adapters/invoke-endpoint';
import { ModelEndpoint } from '../adapters/model-endpoint';
import type { ReportStore } from '../adapters/report-store';
import { askImages } from './ask-images';
import { askParts, type PartBounds } from './ask-parts';
import { askClassCount, askTable, type TableQuestions } from './ask-table';
import { type AskedRow, partOf } from './asked-row';
import type { ReadyEndpoint } from './endpoint-readiness';
import type { EvaluateModelSettings } from './env';
import { EvaluationProgress } from './evaluation-progress';
import { fetchTestData } from './fetch-test-data';
import { Lanes } from './lanes';
import { PatientEndpoint } from './patient-endpoint';
import { writeReport } from './write-report';

/** Requests of a part that wait for one another: even of a slow endpoint, 15 s each, a part must fit into an invocation. */
const REQUESTS_IN_A_ROW = 32;

/** What an evaluation needs of the world. */
export interface EvaluationTools {
  readonly settings: EvaluateModelSettings;
  readonly objects: ImageReader;
  readonly invokeEndpoint: InvokeEndpoint;
  readonly store: ReportStore;
  readonly now: () => Date;
  /** Until the invocation's time is up. Milliseconds. */
  readonly remainingMilliseconds: () => number;
}

export interface EvaluationRequest {
  readonly run: string;
  readonly message: EvaluationMessage;
  readonly endpoint: ReadyEndpoint;
  /** What the release says of the model; undefined for an endpoint that is not the environment's own. */
  readonly released: ReleasedModel | undefined;
  /** Asked once more before the report: whether still the same model serves. */
  readonly stillServes: () => Promise<ReadyEndpoint | { readonly notYet: string }>;
}

/** `progress`: where the next invocation finds what has been learnt. `notYet`: the report must wait for the endpoint to settle. */
export type EvaluationOutcome =
  | { readonly result: EvaluationResult }
  | { readonly progress: string }
  | { readonly notYet: string; readonly progress: string };

/**
 * Evaluates an endpoint as far as the time allows: part by part, each stored once asked, then the report.
 * @throws EvaluationError and permanent ServiceErrors for what another attempt cannot mend; StorageUnavailable, EndpointUnavailable, ModelThrottled
 */
export async function runEvaluation(request: EvaluationRequest, tools: EvaluationTools): Promise<EvaluationOutcome> {
  const { settings, store } = tools;
  const progress = new EvaluationProgress(store, request.run);
  const { plan, data } = await planned(request, progress, tools);
  assertSameModel(plan, request.endpoint);
  const bounds = partBounds(plan.rows, plan.rowsPerPart);
  const done = await progress.done();
  const left = bounds.filter(({ from }) => !done.has(from));
  const pointer = `s3://${store.bucket}/${progress.prefix}`;
  const lanes = new Lanes(imagesInParallel(request, settings));
  const isDone = await askParts(left, {
    ask: ({ from, to }) => askRows(data, { from, to, lanes }, plan, request, tools),
    keep: ({ from }, asked) => progress.add(partOf(asked, from, plan, tools.now())),
    now: tools.now,
    fits: (milliseconds) => tools.remainingMilliseconds() >= settings.HAND_OVER_SECONDS * 1000 + milliseconds,
    // Requests of a table go out one after the other.
    overlap: data.kind === 'images',
  }).catch((error) => {
    // A part that has begun ahead must not go on in an invocation that has failed.
    lanes.stop(error);
    throw error;
  });
  if (!isDone) return { progress: pointer };
  if (left.length > 0) {
    const endpoint = await request.stillServes();
    if ('notYet' in endpoint) return { ...endpoint, progress: pointer };
    assertSameModel(plan, endpoint);
  }
  const parts = await progress.parts(bounds.map(({ from }) => from));
  const options = { threshold: settings.CONFIDENCE_THRESHOLD, target: { maxErrorRate: settings.MAX_ERROR_RATE } };
  const rowNoun = data.kind === 'images' ? 'image' : 'row';
  return { result: await writeReport(store, { plan, parts, rowNoun, notes: data.notes, options }) };
}

/** The plan of an earlier invocation with its data, else a new one. */
async function planned(request: EvaluationRequest, progress: EvaluationProgress, tools: EvaluationTools) {
  const { message, released, endpoint, run } = request;
  const known = await progress.plan();
  const address = {
    bucket: message.testDataS3BucketName,
    key: testDataKey(message),
    labelColumn: message.labelColumn,
    versionId: known?.data.versionId,
  };
  const { data, versionId } = await fetchTestData(tools.objects, address, released?.classes);
  const plan =
    known ??
    (await progress.begin({
      version: 1,
      run,
      endpointName: endpoint.name,
      endpointConfigName: endpoint.configName,
      modelPackage: released?.modelPackage,
      classes: [...(await classesOf(data, request, tools))],
      temperature: released?.temperature ?? 1,
      data: { ...address, versionId },
      rows: data.rows.length,
      rowsPerPart: rowsPerPart(data, request, tools),
      startedAt: tools.now().toISOString(),
    }));
  if (plan.rows !== data.rows.length) {
    throw new StateInvalid(
      `s3://${address.bucket}/${address.key} has changed during its evaluation: send the message again.`,
    );
  }
  return { plan, data };
}

function rowsPerPart({ kind }: TestData, request: EvaluationRequest, { settings }: EvaluationTools): number {
  if (kind === 'images')
    return Math.min(settings.ROWS_PER_PART, REQUESTS_IN_A_ROW * imagesInParallel(request, settings));
  return Math.min(10 * settings.ROWS_PER_PART, REQUESTS_IN_A_ROW * settings.ROWS_PER_REQUEST);
}

/** A serverless endpoint refuses more requests at a time than it is made for. */
const imagesInParallel = ({ endpoint }: EvaluationRequest, { PARALLEL_IMAGES }: EvaluateModelSettings): number =>
  Math.min(PARALLEL_IMAGES, endpoint.maxConcurrency ?? Number.POSITIVE_INFINITY);

/** Labels that are indices may lack the last classes, of which the model's answer tells. */
async function classesOf(data: TestData, request: EvaluationRequest, tools: EvaluationTools) {
  if (data.kind === 'images' || data.classOrder !== 'indices') return data.classes;
  const count = await askClassCount(data.rows[0]!, tableQuestions(data.classes.length, request, tools));
  if (count === undefined || count <= data.classes.length) return data.classes;
  return Array.from({ length: count }, (_, index) => String(index));
}

function askRows(
  data: TestData,
  { from, to, lanes }: PartBounds & { readonly lanes: Lanes },
  plan: EvaluationPlan,
  request: EvaluationRequest,
  tools: EvaluationTools,
): Promise<AskedRow[]> {
  const classes = plan.classes.length;
  if (data.kind === 'table') return askTable(data.rows.slice(from, to), tableQuestions(classes, request, tools));
  const { maxRequestBytes: maxImageBytes } = request.endpoint;
  return askImages(data.rows.slice(from, to), from, {
    run: request.run,
    images: tools.objects,
    endpoint: endpointOf(request, tools),
    maxImageBytes,
    classes,
    lanes,
  });
}

function tableQuestions(classes: number, request: EvaluationRequest, tools: EvaluationTools): TableQuestions {
  return {
    run: request.run,
    bucket: request.message.testDataS3BucketName,
    key: testDataKey(request.message),
    endpoint: endpointOf(request, tools),
    limits: { rows: tools.settings.ROWS_PER_REQUEST, bytes: request.endpoint.maxRequestBytes },
    classes,
  };
}

const endpointOf = ({ endpoint }: EvaluationRequest, { invokeEndpoint }: EvaluationTools): PatientEndpoint =>
  new PatientEndpoint(new ModelEndpoint(invokeEndpoint, endpoint.name));

function assertSameModel(plan: EvaluationPlan, { name, configName }: ReadyEndpoint): void {
  if (configName === plan.endpointConfigName) return;
  throw new ModelChanged(
    `Endpoint '${name}' has changed from ${plan.endpointConfigName} to ${configName} during its evaluation: redrive the message to evaluate the new model.`,
  );
}
