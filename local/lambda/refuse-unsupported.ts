import type { JsonObject } from '../protocol/operations';

/** Properties of AWS::Lambda::Function that the laptop honours, or that change nothing of what it shows. */
const HONOURED: ReadonlySet<string> = new Set([
  'Architectures',
  'Code',
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'KmsKeyArn',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'RecursiveLoop',
  'ReservedConcurrentExecutions',
  'Role',
  'Runtime',
  'RuntimeManagementConfig',
  'Tags',
  'Timeout',
  'TracingConfig',
]);

/**
 * Refuses by name whatever the laptop would silently get wrong.
 * @throws Error
 */
export function refuseUnsupported(name: string, properties: JsonObject): void {
  const refuse = (what: string, instead: string): never => {
    throw new Error(`Function ${name}: the laptop does not have ${what}. ${instead}`);
  };
  const group = (key: string): JsonObject => (properties[key] ?? {}) as JsonObject;
  const list = (value: unknown): readonly unknown[] => (value ?? []) as readonly unknown[];
  if (list(properties.Layers).length > 0) refuse('Layers', 'Bundle what the function needs.');
  const vpc = group('VpcConfig');
  if (list(vpc.SubnetIds).length > 0 || list(vpc.SecurityGroupIds).length > 0) refuse('VpcConfig', 'Leave it out.');
  if (list(properties.FileSystemConfigs).length > 0) refuse('FileSystemConfigs', 'Use S3.');
  if ((properties.PackageType ?? 'Zip') !== 'Zip') refuse('PackageType Image', 'Use a bundled asset.');
  if ((group('SnapStart').ApplyOn ?? 'None') !== 'None') refuse('SnapStart', 'Leave it out.');
  const empty = new Set(['Layers', 'VpcConfig', 'FileSystemConfigs', 'SnapStart']);
  const unknown = Object.keys(properties).find((key) => !HONOURED.has(key) && !empty.has(key));
  if (unknown !== undefined) refuse(`the property ${unknown}`, 'Remove it, or teach local/lambda what it does.');
  const runtime = String(properties.Runtime ?? 'none');
  if (!/^nodejs\d+\.x$/.test(runtime)) refuse(`the runtime ${runtime}`, 'It runs nodejs*.x only.');
  if (typeof properties.Handler !== 'string') refuse('functions without Handler', 'Name one, e.g. index.handler.');
  if (typeof properties.Role !== 'string') refuse('functions without Role', 'Every function runs as a role.');
}
