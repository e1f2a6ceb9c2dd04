import type { NamedEnvironment } from '../../core/contracts/environment';
import type { AwsClients } from '../aws/aws-clients';
import type { StackOutputs } from '../aws/stack-outputs';

/** The environment that a command works on, with all that it takes to speak to it. */
export interface Target {
  readonly environment: NamedEnvironment;
  /** Twelve digits: where the environment lies. */
  readonly account: string;
  readonly clients: AwsClients;
  readonly outputs: StackOutputs;
  /** Address of the laptop; absent on AWS. */
  readonly url?: string;
  close(): void;
}
