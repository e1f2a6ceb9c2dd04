import type { JsonObject } from '../../protocol/operations';
import type { Definition } from '../language/definition';

export type MachineType = 'STANDARD' | 'EXPRESS';

export interface LoggingConfiguration {
  readonly level: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
  readonly includeExecutionData: boolean;
  readonly destinations: readonly { readonly cloudWatchLogsLogGroup: { readonly logGroupArn: string } }[];
}

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly roleArn: string;
  readonly revisionId: string;
  /** Milliseconds since 1970. */
  readonly creationDate: number;
  readonly definition: Definition;
  readonly definitionText: string;
  readonly definitionHash: string;
  readonly logging: LoggingConfiguration;
  readonly tracing: boolean;
  /** ARN or id of the customer-managed key that encrypts execution data. */
  readonly kmsKeyId?: string;
  /** Resources of all tasks, nested ones too. */
  readonly taskResources: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What DescribeStateMachine says of logging and the like. */
export const configurationMembers = ({ logging, tracing, kmsKeyId }: StateMachine): JsonObject => ({
  loggingConfiguration: logging,
  tracingConfiguration: { enabled: tracing },
  encryptionConfiguration:
    kmsKeyId === undefined
      ? { type: 'AWS_OWNED_KEY' }
      : { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId, kmsDataKeyReusePeriodSeconds: 300 },
});
