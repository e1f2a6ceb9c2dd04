import type { EvaluationMessage } from '../../core/contracts/evaluation-message';
import { endpointName } from '../../core/contracts/released-model';
import { evaluationResultKey } from '../../core/contracts/storage-layout';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import { headlineFigures } from '../../core/evaluation/result/headline-figures';
import { describeRecommendation } from '../../core/evaluation/selection/describe-operating-point';
import { formatShare } from '../../core/report/number-format';
import type { TargetContext } from '../command/command-action';
import { inOutputFolder } from '../folder/in-output-folder';
import { queueEvaluation, testDataOf } from '../release/queue-evaluation';
import { readReleasedModel } from '../release/release-parameters';
import { UsageError } from '../usage-error';
import { awaitEvaluation } from './await-evaluation';
import { downloadReport } from './download-report';
import { findTestData } from './find-test-data';

const POLL_MILLISECONDS = 500;

export interface EvaluateCommandOptions {
  readonly testData?: string;
  readonly endpoint?: string;
  readonly labelColumn?: string;
  readonly wait?: boolean;
  /** Minutes. */
  readonly timeout: number;
  /** Folder. */
  readonly download?: string;
}

/**
 * Queues an evaluation, and waits for its report where asked to.
 * @throws UsageError for test data that is not there, and for a folder that cannot be written; EvaluationFailed; Error where nothing comes in time; Interrupted
 */
export async function evaluate(context: TargetContext, options: EvaluateCommandOptions): Promise<void> {
  const { download, wait } = options;
  if (download === undefined) return askFor(context, options);
  if (wait !== true) throw new UsageError('--download needs --wait.');
  // Before anything is asked: an evaluation takes minutes, and a folder that cannot be written would be told of after them.
  return inOutputFolder(download, context.signal, () => askFor(context, options));
}

async function askFor(context: TargetContext, options: EvaluateCommandOptions): Promise<void> {
  const { target, signal, printer } = context;
  const { clients, environment, outputs } = target;
  const progress = context.progress(options.wait === true ? 2 : 1);
  const queued = await progress.run(
    'Queue the evaluation',
    async (report) => {
      const own =
        options.testData === undefined && options.endpoint === undefined ? await tableData(context) : undefined;
      const testData = own ?? (await findTestData(target, options.testData, report, signal));
      const { endpoint = endpointName(environment.app, environment.name), labelColumn } = options;
      return queueEvaluation(target, { ...testData, endpointName: endpoint, ...(labelColumn && { labelColumn }) });
    },
    ({ run }) => `run ${run}`,
  );
  const reportsBucket = outputs.get('ReportsBucket');
  const location = `s3://${reportsBucket}/${evaluationResultKey(queued.endpointName, queued.run)}`;
  if (options.wait !== true) {
    printer.result({ ...queued, result: location }, `queued as run ${queued.run}; the result will be ${location}`);
    return;
  }
  const result = await progress.run(
    'Evaluate',
    () =>
      awaitEvaluation(
        clients.s3,
        {
          reportsBucket,
          endpointName: queued.endpointName,
          run: queued.run,
          pollMilliseconds: POLL_MILLISECONDS,
          limitMilliseconds: options.timeout * 60_000,
        },
        signal,
      ),
    ({ evaluation }) => `accuracy ${formatShare(evaluation.accuracy)}`,
  );
  const page = options.download && (await downloadReport(clients.s3, result, options.download));
  printer.result({ ...headline(result), result: location, ...(page && { page }) }, text(result, page));
}

/** The test data that the released model's package names; undefined for a model of images, or where nothing is released. */
async function tableData({ target }: TargetContext): Promise<Partial<EvaluationMessage> | undefined> {
  const released = await readReleasedModel(target);
  return released?.testData === undefined ? undefined : testDataOf(released);
}

/** What a script wants to know first. */
function headline(result: EvaluationResult) {
  const { run, endpointName, modelPackage, data, evaluation, files } = result;
  const { accuracyInterval, rows, failures } = evaluation;
  const { accuracy, ...others } = headlineFigures(result);
  return {
    run,
    endpointName,
    modelPackage: modelPackage ?? null,
    data,
    rows,
    failures,
    accuracy,
    accuracyInterval: [accuracyInterval.low, accuracyInterval.high],
    ...others,
    report: files.predictions,
    files,
  };
}

function text({ evaluation, rowNoun, files }: EvaluationResult, page: string | undefined): string {
  const { accuracy, accuracyInterval, rows, calibrated, recommendation, failures } = evaluation;
  const unanswered = Object.entries(failures).map(([reason, count]) => `${count} ${reason}`);
  return [
    `accuracy    ${formatShare(accuracy)} of ${rows} ${rowNoun}s (95 %: ${formatShare(accuracyInterval.low)} to ${formatShare(accuracyInterval.high)})`,
    ...(unanswered.length === 0 ? [] : [`no answer   ${unanswered.join(', ')}`]),
    `calibration expected error ${formatShare(calibrated.expectedCalibrationError)}`,
    `threshold   ${describeRecommendation(recommendation, rowNoun)}`,
    `report      ${page ?? files.predictions}`,
  ].join('\n');
}
