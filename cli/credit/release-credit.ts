import { LOCAL_ACCOUNT } from '../../local/account';
import type { RunningLaptop } from '../laptop/bring-up';
import { modelArchive } from '../register/model-archive';
import { registerPackage } from '../register/register-package';
import { choosePackage } from '../release/choose-package';
import { describeReleased } from '../release/describe-released';
import { holdReleaseLease } from '../release/lease/hold-release-lease';
import { type ReleaseResult, releaseModel } from '../release/release-model';

/** In the order of the model's answers: class 1 is a good risk. */
const CLASSES = ['bad', 'good'] as const;
const CSV = 'text/csv';

/**
 * Registers a model folder as `register --approve` does. Without test data: what the model is worth, the baselines tell.
 * @returns ARN of the package
 */
export async function registerCredit(running: RunningLaptop, model: string): Promise<string> {
  const { clients, outputs, environment, laptop } = running;
  const target = { clients, outputs, environment, account: LOCAL_ACCOUNT, url: laptop.url, close: () => undefined };
  const archive = await modelArchive(model);
  try {
    const { modelPackage } = await registerPackage(target, {
      archive,
      image: outputs.get('TrainingImage'),
      about: 'credit risk, boosted trees behind a one-hot preprocessing',
      contentTypes: [CSV],
      answerTypes: [CSV, 'application/json'],
      classes: CLASSES,
      approve: true,
    });
    return modelPackage;
  } finally {
    await archive.remove();
  }
}

/** Brings a registered model into service as every model comes there: parameter, stack update, alarms. */
export async function releaseCredit(
  { clients, outputs, environment }: RunningLaptop,
  modelPackage: string,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<ReleaseResult> {
  const target = { clients, outputs, environment };
  return holdReleaseLease(target, async (lease) => {
    const chosen = await choosePackage(target, { wanted: modelPackage, approve: false });
    return releaseModel(target, lease, { released: describeReleased(chosen, {}) }, report, signal);
  });
}
