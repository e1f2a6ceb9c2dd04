import * as z from 'zod';
import type { JsonObject } from '../../protocol/operations';
import type { StateMachineSettings } from './state-machine-registry';

const PROPERTIES = z.strictObject({
  StateMachineName: z.string().optional(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  RoleArn: z.string(),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  LoggingConfiguration: z
    .object({
      Level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']).default('OFF'),
      IncludeExecutionData: z.boolean().default(false),
      Destinations: z.array(z.object({ CloudWatchLogsLogGroup: z.object({ LogGroupArn: z.string() }) })).default([]),
    })
    .optional(),
  TracingConfiguration: z.object({ Enabled: z.boolean().default(false) }).optional(),
  EncryptionConfiguration: z
    .object({ Type: z.string(), KmsKeyId: z.string().optional(), KmsDataKeyReusePeriodSeconds: z.number().optional() })
    .optional(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

/**
 * What a template says of a state machine.
 * @throws Error that lists every property at fault; `DefinitionS3Location` is one, for no template of ours needs it.
 */
export function machineSettings(properties: JsonObject, generatedName: string): StateMachineSettings {
  const parsed = PROPERTIES.safeParse(properties);
  if (!parsed.success) throw new Error(`AWS::StepFunctions::StateMachine: ${z.prettifyError(parsed.error)}`);
  const { data } = parsed;
  return {
    name: data.StateMachineName ?? generatedName,
    type: data.StateMachineType,
    roleArn: data.RoleArn,
    definition: substituted(definitionText(data), data.DefinitionSubstitutions),
    logging: data.LoggingConfiguration && {
      level: data.LoggingConfiguration.Level,
      includeExecutionData: data.LoggingConfiguration.IncludeExecutionData,
      destinations: data.LoggingConfiguration.Destinations.map(({ CloudWatchLogsLogGroup: { LogGroupArn } }) => ({
        cloudWatchLogsLogGroup: { logGroupArn: LogGroupArn },
      })),
    },
    tracing: data.TracingConfiguration?.Enabled,
    kmsKeyId: data.EncryptionConfiguration?.KmsKeyId,
    tags: Object.fromEntries(data.Tags.map(({ Key, Value }) => [Key, Value])),
  };
}

function definitionText({ DefinitionString, Definition }: z.infer<typeof PROPERTIES>): string {
  if (DefinitionString !== undefined && Definition === undefined) return DefinitionString;
  if (Definition !== undefined && DefinitionString === undefined) return JSON.stringify(Definition);
  throw new Error('AWS::StepFunctions::StateMachine: exactly one of DefinitionString and Definition is needed.');
}

/** `${name}` is replaced where a substitution has the name, and stays as it is elsewhere. */
function substituted(text: string, substitutions: Readonly<Record<string, string | number | boolean>>): string {
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (found, name: string) =>
    Object.hasOwn(substitutions, name) ? JSON.stringify(String(substitutions[name])).slice(1, -1) : found,
  );
}
