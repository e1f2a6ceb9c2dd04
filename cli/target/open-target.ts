import type { NamedEnvironment } from '../../core/contracts/environment';
import { LOCAL_ACCOUNT } from '../../local/account';
import { assumedRole } from '../aws/assumed-role';
import { type AwsClients, awsClients } from '../aws/aws-clients';
import { type ClientSettings, laptopSettings } from '../aws/client-settings';
import { StackOutputs } from '../aws/stack-outputs';
import { readEnvironment } from '../environment/read-environment';
import { orInterrupted } from '../interrupt';
import { UsageError } from '../usage-error';
import { callerAccount } from './caller-account';
import { chosenEnvironment, laptopUrl } from './chosen-environment';
import type { Target } from './target';
import type { TargetOptions } from './target-options';

/**
 * Finds the environment that the options mean: the named one; without a name the laptop, while one is up. Nothing is asked of AWS but who is
 * calling and what the stacks publish.
 * @throws UsageError: no such environment, none named and no laptop up, credentials missing or of another account
 */
export async function openTarget(options: TargetOptions, signal: AbortSignal): Promise<Target> {
  const { environment, settings, url } = resolve(options);
  const clients =
    options.roleArn === undefined ? awsClients(settings) : clientsOfRole(settings, options.roleArn, environment);
  try {
    const account = await orInterrupted(callerAccount(clients.sts, environment, url), signal);
    const { app, name } = environment;
    const outputs = await orInterrupted(StackOutputs.read(clients.cloudFormation, app, name), signal);
    return { environment, account, clients, outputs, url, close: () => clients.destroy() };
  } catch (error) {
    clients.destroy();
    throw error;
  }
}

interface Resolved {
  readonly environment: NamedEnvironment;
  readonly settings: ClientSettings;
  readonly url?: string;
}

function resolve(options: TargetOptions): Resolved {
  const environment = readEnvironment(chosenEnvironment(options));
  const { profile, endpointUrl } = options;
  if (environment.account !== LOCAL_ACCOUNT) {
    if (endpointUrl === undefined) return { environment, settings: { region: environment.region, profile } };
    throw new UsageError(`--endpoint-url is the address of a laptop; environment '${environment.name}' is on AWS.`);
  }
  const url = laptopUrl(options);
  if (url === undefined) {
    throw new UsageError(
      "No laptop is up: 'npm run local' starts one; where it has another --state, --endpoint-url gives its address.",
    );
  }
  return { environment, settings: laptopSettings(url, environment.region), url };
}

function clientsOfRole(settings: ClientSettings, roleArn: string, { app, name }: NamedEnvironment): AwsClients {
  const own = awsClients(settings);
  const { profile: _, ...place } = settings;
  const clients = awsClients({ ...place, credentials: assumedRole(own.sts, roleArn, { app, environment: name }) });
  const destroy = clients.destroy;
  clients.destroy = () => {
    destroy();
    own.destroy();
  };
  return clients;
}
