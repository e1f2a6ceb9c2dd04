import type { NamedEnvironment } from '../../core/contracts/environment';
import { modelPackageParameterName } from '../../core/contracts/released-model';
import { STACKS, stackName } from '../../core/contracts/stack-names';
import type { Cloud } from './cloud';

/** Something that must be put right before a deployment; the message says what and how. */
export class PreconditionFailed extends Error {
  override readonly name = 'PreconditionFailed';
}

/** Oldest bootstrap that the stacks' templates accept; they check it themselves, but late and per stack. */
const MIN_BOOTSTRAP_VERSION = 6;
const BOOTSTRAP_PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/** Conditions of a stack that no update gets it out of, and what does. */
const STUCK: Readonly<Record<string, string>> = {
  ROLLBACK_COMPLETE: 'its first deployment failed: delete the stack, then deploy again',
  ROLLBACK_FAILED: 'its first deployment failed: delete the stack, then deploy again',
  DELETE_FAILED: 'its deletion failed: see its events, delete it, then deploy again',
  UPDATE_ROLLBACK_FAILED: 'continue its rollback in the CloudFormation console first',
};

/**
 * Looks at everything that would make a deployment fail half-way.
 * @param report gets one line for each precondition that holds.
 * @throws PreconditionFailed for the first one that does not.
 */
export async function checkPreconditions(
  environment: NamedEnvironment,
  cloud: Cloud,
  report: (line: string) => void,
): Promise<void> {
  const account = await accountOf(environment, cloud);
  report(`account ${account}, region ${environment.region}`);
  report(`CDK bootstrap version ${await bootstrapVersion(environment, account, cloud)}`);
  report(`stacks: ${await stackStates(environment, cloud)}`);
  report(recipients('second looks', 'alerts.emails', environment.alerts.emails));
  report(recipients('alarms', 'operations.emails', environment.operations.emails));
  const parameter = modelPackageParameterName(environment.app, environment.name);
  const released = await cloud.parameter(parameter);
  report(
    released === undefined
      ? `${parameter} does not exist yet: the training stack creates it as 'none' (no endpoint until the first release)`
      : `${parameter} is ${released}`,
  );
}

/** Nobody need be told by mail, but whoever deploys should know that nobody is. */
const recipients = (what: string, key: string, emails: readonly string[]): string =>
  emails.length === 0
    ? `${what} are mailed to nobody (${key} is empty)`
    : `${what} are mailed to ${emails.join(', ')}, once each has confirmed the subscription`;

async function accountOf({ account, name }: NamedEnvironment, cloud: Cloud): Promise<string> {
  const actual = await cloud.account().catch((cause: Error) => {
    throw new PreconditionFailed(
      `AWS does not know who you are (${cause.name}: ${cause.message}). Sign in, e.g. 'aws sso login', or set AWS_PROFILE.`,
      { cause },
    );
  });
  if (account !== undefined && account !== actual) {
    throw new PreconditionFailed(
      `Environment '${name}' belongs to account ${account}, your credentials to ${actual}: choose another AWS_PROFILE.`,
    );
  }
  return actual;
}

async function bootstrapVersion({ region }: NamedEnvironment, account: string, cloud: Cloud): Promise<number> {
  const version = Number((await cloud.parameter(BOOTSTRAP_PARAMETER)) ?? Number.NaN);
  const remedy = `run 'npx cdk bootstrap aws://${account}/${region}'`;
  if (Number.isNaN(version)) {
    throw new PreconditionFailed(`Account ${account} is not bootstrapped for the CDK in ${region}: ${remedy}.`);
  }
  if (version < MIN_BOOTSTRAP_VERSION) {
    throw new PreconditionFailed(
      `The CDK bootstrap of account ${account} in ${region} has version ${version}, ${MIN_BOOTSTRAP_VERSION} is needed: ${remedy}.`,
    );
  }
  return version;
}

async function stackStates({ app, name }: NamedEnvironment, cloud: Cloud): Promise<string> {
  const states: string[] = [];
  for (const word of STACKS) {
    const stack = stackName(app, name, word);
    const status = await cloud.stackStatus(stack);
    const remedy = STUCK[status ?? ''];
    if (remedy !== undefined) throw new PreconditionFailed(`Stack ${stack} is in ${status}: ${remedy}.`);
    // Holds nothing but a change set that nobody executed, as an approval that was refused leaves behind: cdk goes on from there.
    if (status?.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
      throw new PreconditionFailed(`Stack ${stack} is in ${status}: wait until that is over.`);
    }
    states.push(`${word} ${status ?? 'new'}`);
  }
  return states.join(', ');
}
