import { statSync } from 'node:fs';
import { localArn } from '../account';
import type { JsonObject } from '../protocol/operations';
import type { FunctionCode, FunctionDefinition } from './function-definition';
import { refuseUnsupported } from './refuse-unsupported';
import { codeDigest } from './runtime/code-digest';
import type { LogFormat, LogLevel } from './runtime/messages';

/** Finds the folder of code that a template's `Code` property names. */
export type CodeFinder = (
  code: JsonObject,
  functionName: string,
) => { readonly assetKey: string; readonly folder: string };

/** Names that Lambda keeps for itself: setting one fails the deployment. */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_(FUNCTION_(NAME|MEMORY_SIZE|VERSION)|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API)|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

/**
 * Reads the properties of AWS::Lambda::Function.
 * @throws Error that names the property which AWS or the laptop refuses.
 */
export function readDefinition(name: string, properties: JsonObject, findCode: CodeFinder): FunctionDefinition {
  refuseUnsupported(name, properties);
  const text = (key: string, fallback: string): string => (properties[key] as string | undefined) ?? fallback;
  const group = (key: string): JsonObject => (properties[key] ?? {}) as JsonObject;
  const logging = group('LoggingConfig');
  const environment = (group('Environment').Variables ?? {}) as Record<string, string>;
  const reserved = Object.keys(environment).find((key) => RESERVED.test(key));
  if (reserved !== undefined) throw new Error(`Function ${name}: the variable ${reserved} is reserved by Lambda.`);
  return {
    name,
    arn: localArn('lambda', `function:${name}`),
    description: text('Description', ''),
    roleArn: text('Role', ''),
    runtime: text('Runtime', ''),
    handler: text('Handler', ''),
    architecture: ((properties.Architectures ?? ['x86_64']) as readonly string[])[0] ?? 'x86_64',
    memoryMb: whole(name, 'MemorySize', properties.MemorySize ?? 128, 128, 10_240),
    ephemeralStorageMb: whole(name, 'EphemeralStorage.Size', group('EphemeralStorage').Size ?? 512, 512, 10_240),
    timeoutSeconds: whole(name, 'Timeout', properties.Timeout ?? 3, 1, 900),
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)])),
    code: locate(name, properties, findCode),
    logging: {
      format: (logging.LogFormat as LogFormat | undefined) ?? 'Text',
      applicationLevel: (logging.ApplicationLogLevel as LogLevel | undefined) ?? 'INFO',
      systemLevel: (logging.SystemLogLevel as 'DEBUG' | 'INFO' | 'WARN' | undefined) ?? 'INFO',
      group: (logging.LogGroup as string | undefined) ?? `/aws/lambda/${name}`,
    },
    tracing: group('TracingConfig').Mode === 'Active' ? 'Active' : 'PassThrough',
    kmsKeyArn: properties.KmsKeyArn as string | undefined,
    deadLetterArn: group('DeadLetterConfig').TargetArn as string | undefined,
    reservedConcurrency:
      properties.ReservedConcurrentExecutions === undefined
        ? undefined
        : Number(properties.ReservedConcurrentExecutions),
    tags: Object.fromEntries(
      ((properties.Tags ?? []) as readonly { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]),
    ),
  };
}

function locate(name: string, properties: JsonObject, findCode: CodeFinder): FunctionCode {
  const found = findCode((properties.Code ?? {}) as JsonObject, name);
  if (!statSync(found.folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `Function ${name}: its code ${found.folder} is not a folder. The laptop runs unpacked assets only.`,
    );
  }
  return { ...found, sha256: codeDigest(found.folder) };
}

function whole(name: string, property: string, value: unknown, min: number, max: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new Error(`Function ${name}: ${property} is ${String(value)}; it must be between ${min} and ${max}.`);
}
