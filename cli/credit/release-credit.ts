import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadModel } from '../../algorithm/artifact/load-model';
import { plainKernels } from '../../algorithm/kernels/plain/plain-kernels';
import { CREDIT_LABEL } from '../../core/dataset/credit/credit-columns';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import { LOCAL_ACCOUNT } from '../../local/account';
import { awaitEvaluation } from '../evaluate/await-evaluation';
import { downloadReport } from '../evaluate/download-report';
import type { RunningLaptop } from '../laptop/bring-up';
import { judgeTable } from '../register/judge-table';
import { modelArchive } from '../register/model-archive';
import { registerPackage } from '../register/register-package';
import { DEFAULT_CHECK_RATE } from '../release/check-rate';
import { choosePackage } from '../release/choose-package';
import { describeReleased } from '../release/describe-released';
import { holdReleaseLease } from '../release/lease/hold-release-lease';
import { type ReleaseResult, releaseModel } from '../release/release-model';
import type { CreditCase } from './credit-model';

/** In the order of the model's answers: class 1 is a good risk. */
const CLASSES = ['bad', 'good'] as const;
const CSV = 'text/csv';
const EVALUATION_LIMIT_MILLISECONDS = 120_000;

/**
 * Registers a model folder with its labelled rows as `register --approve` does: judged here, so that the package says what it is worth, and knows what a
 * release is to ask about and to evaluate on.
 * @returns ARN of the package
 */
export async function registerCredit(running: RunningLaptop, { model, testData }: CreditCase): Promise<string> {
  const { clients, outputs, environment, laptop } = running;
  const target = { clients, outputs, environment, account: LOCAL_ACCOUNT, url: laptop.url, close: () => undefined };
  const archive = await modelArchive(model);
  try {
    const rows = { name: basename(testData), text: await readFile(testData, 'utf8'), labelColumn: CREDIT_LABEL };
    const served = loadModel({ folder: archive.folder, kernels: () => plainKernels, isBatch: false });
    const { training, confidenceThreshold } = environment;
    const judged = judgeTable({ model: served, ...rows, classes: CLASSES, gate: training.gate, confidenceThreshold });
    const { modelPackage } = await registerPackage(target, {
      archive,
      image: outputs.get('TrainingImage'),
      about: 'credit risk, boosted trees behind a one-hot preprocessing',
      contentTypes: [CSV],
      answerTypes: [CSV, 'application/json'],
      classes: judged.classes,
      testData: rows,
      judged,
      approve: true,
    });
    return modelPackage;
  } finally {
    await archive.remove();
  }
}

/**
 * Brings a registered model into service as every model comes there: parameter, stack update, held-out rows while it bakes, alarms, and a message in the
 * evaluation queue.
 */
export async function releaseCredit(
  { clients, outputs, environment }: RunningLaptop,
  modelPackage: string,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<ReleaseResult> {
  const target = { clients, outputs, environment };
  return holdReleaseLease(target, async (lease) => {
    const chosen = await choosePackage(target, { wanted: modelPackage, approve: false });
    const request = { released: describeReleased(chosen, {}), check: DEFAULT_CHECK_RATE };
    return releaseModel(target, lease, request, report, signal);
  });
}

/**
 * Waits for the evaluation that a release has queued, and downloads its report.
 * @returns what it found, and its page
 * @throws EvaluationFailed; Error where nothing comes in time
 */
export async function evaluationOf(
  { clients, outputs }: RunningLaptop,
  { evaluation }: ReleaseResult,
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly result: EvaluationResult; readonly page: string }> {
  if (evaluation === undefined) throw new Error('The release has queued no evaluation.');
  const awaited = {
    reportsBucket: outputs.get('ReportsBucket'),
    endpointName: evaluation.endpointName,
    run: evaluation.run,
    pollMilliseconds: 200,
    limitMilliseconds: EVALUATION_LIMIT_MILLISECONDS,
  };
  const result = await awaitEvaluation(clients.s3, awaited, signal);
  return { result, page: await downloadReport(clients.s3, result, folder) };
}
