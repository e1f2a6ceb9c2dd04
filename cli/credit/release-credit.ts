import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadModel } from '../../algorithm/artifact/load-model';
import { plainKernels } from '../../algorithm/kernels/plain/plain-kernels';
import type { TableWatch } from '../../core/contracts/table-watch';
import { CREDIT_LABEL } from '../../core/dataset/credit/credit-columns';
import { LOCAL_ACCOUNT } from '../../local/account';
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

/**
 * Registers a model folder with its labelled rows as `register --approve` does: judged here, so that the package says what it is worth, and knows what a
 * release is to ask about and to evaluate on.
 * @param watch how the release's baseline, and so the endpoint's monitors, are to look at it
 * @returns ARN of the package
 */
export async function registerCredit(
  running: RunningLaptop,
  { model, testData }: CreditCase,
  watch: TableWatch,
): Promise<string> {
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
      watch,
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
    const request = { released: describeReleased(chosen, {}), check: DEFAULT_CHECK_RATE, baseline: 'new' as const };
    return releaseModel(target, lease, request, report, signal);
  });
}
