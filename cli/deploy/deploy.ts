import { LOCAL_ACCOUNT } from '../../local/account';
import { readEnvironment } from '../environment/read-environment';
import { UsageError } from '../usage-error';
import { AwsCloud, type Cloud } from './cloud';
import { checkPreconditions } from './preconditions';
import { runCdk } from './run-cdk';

export interface DeployOptions {
  /** Name of a file in `environments/`. */
  readonly environment: string;
  /** Passed on to `cdk deploy`. @default none */
  readonly cdkArguments?: readonly string[];
  /** Only check, deploy nothing. @default false */
  readonly check?: boolean;
  /** @default console.log */
  readonly report?: (line: string) => void;
  /** @default the account of the credentials in use */
  readonly cloud?: (region: string) => Cloud;
  /** @default the project's CDK */
  readonly cdk?: (args: readonly string[]) => Promise<number>;
}

/** `cdk deploy` ended badly; it has said why itself. */
export class DeployFailed extends Error {
  override readonly name = 'DeployFailed';
}

/**
 * Checks the preconditions of a deployment, then deploys all stacks of the environment.
 * @throws UsageError, PreconditionFailed, DeployFailed
 */
export async function deploy(options: DeployOptions): Promise<void> {
  const { report = console.log, cloud = (region: string) => new AwsCloud(region), cdk = runCdk } = options;
  const environment = readEnvironment(options.environment);
  if (environment.account === LOCAL_ACCOUNT) {
    throw new UsageError(`Environment '${environment.name}' is the laptop's: 'npm run local' brings it up.`);
  }
  await checkPreconditions(environment, cloud(environment.region), (line) => report(`  ok  ${line}`));
  if (options.check ?? false) return;
  const args = ['deploy', '--all', '-c', `environment=${environment.name}`, ...(options.cdkArguments ?? [])];
  report(`cdk ${args.join(' ')}`);
  const code = await cdk(args);
  if (code !== 0)
    throw new DeployFailed(`cdk deploy ended with exit code ${code}; nothing after that point was deployed.`);
}
