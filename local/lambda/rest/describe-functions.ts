import { statSync } from 'node:fs';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';
import type { FunctionVersion } from '../execution/function-version';
import { LATEST } from '../function-definition';
import { parseFunctionReference } from '../function-reference';
import type { LambdaService } from '../lambda-service';
import { answerJson, type RestOperation } from './routes';

/** FunctionConfiguration as the API describes it. CodeSha256 is the digest of the unpacked code; see `codeDigest`. */
function configuration(lambda: LambdaService, version: FunctionVersion, qualified: boolean): JsonObject {
  const { definition } = version;
  const { logging } = definition;
  return {
    FunctionName: definition.name,
    FunctionArn: qualified ? `${definition.arn}:${version.version}` : definition.arn,
    Runtime: definition.runtime,
    Role: definition.roleArn,
    Handler: definition.handler,
    CodeSize: statSync(definition.code.folder, { throwIfNoEntry: false })?.size ?? 0,
    Description: definition.description,
    Timeout: definition.timeoutSeconds,
    MemorySize: definition.memoryMb,
    LastModified: lambda.functions.modifiedAt(definition.name).toISOString().replace('Z', '+0000'),
    CodeSha256: definition.code.sha256,
    Version: version.version,
    ...(Object.keys(definition.environment).length > 0 ? { Environment: { Variables: definition.environment } } : {}),
    ...(definition.deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: definition.deadLetterArn } }),
    ...(definition.kmsKeyArn === undefined ? {} : { KMSKeyArn: definition.kmsKeyArn }),
    TracingConfig: { Mode: definition.tracing },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [definition.architecture],
    EphemeralStorage: { Size: definition.ephemeralStorageMb },
    LoggingConfig: {
      LogFormat: logging.format,
      LogGroup: logging.group,
      ...(logging.format === 'JSON'
        ? { ApplicationLogLevel: logging.applicationLevel, SystemLogLevel: logging.systemLevel }
        : {}),
    },
  };
}

function find(lambda: LambdaService, name: string, qualifier: string | null) {
  const reference = parseFunctionReference(name, qualifier ?? undefined);
  return { version: lambda.functions.resolve(reference), qualified: reference.qualifier !== undefined };
}

const read =
  (action: string, describe: (lambda: LambdaService, version: FunctionVersion, qualified: boolean) => JsonObject) =>
  (name: string): RestOperation =>
  async (lambda, request, response) => {
    const { version, qualified } = find(lambda, name, request.query.get('Qualifier'));
    const { principal } = request;
    lambda.authorizer.authorize({ principal, action: `lambda:${action}`, resource: version.definition.arn });
    answerJson(request, response, describe(lambda, version, qualified));
  };

export const getFunctionConfiguration = read('GetFunctionConfiguration', configuration);

export const getFunction = read('GetFunction', (lambda, version, qualified) => ({
  Configuration: configuration(lambda, version, qualified),
  Code: { RepositoryType: 'S3', Location: `file://${version.definition.code.folder}` },
  Tags: version.definition.tags,
  ...(version.definition.reservedConcurrency === undefined
    ? {}
    : { Concurrency: { ReservedConcurrentExecutions: version.definition.reservedConcurrency } }),
}));

export const listVersions = read('ListVersionsByFunction', (lambda, { definition }) => ({
  Versions: lambda.functions.versions(definition.name).map((version) => configuration(lambda, version, true)),
}));

export const listAliases = read('ListAliases', (lambda, { definition }) => ({
  Aliases: lambda.functions.aliases(definition.name).map(({ name, version, description, additional }) => ({
    AliasArn: `${definition.arn}:${name}`,
    Name: name,
    FunctionVersion: version,
    Description: description,
    ...(additional === undefined
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: { [additional.version]: additional.weight } } }),
  })),
}));

export const listFunctions: RestOperation = async (lambda, request, response) => {
  lambda.authorizer.authorize({ principal: request.principal, action: 'lambda:ListFunctions', resource: '*' });
  const max = Number(request.query.get('MaxItems') ?? 50);
  if (!(max >= 1)) throw new AwsError('InvalidParameterValueException', 'MaxItems must be at least 1.');
  const after = request.query.get('Marker') ?? '';
  const names = lambda.functions.names().filter((name) => name > after);
  const page = names.slice(0, max);
  answerJson(request, response, {
    Functions: page.map((name) => configuration(lambda, lambda.functions.resolve({ name, qualifier: LATEST }), false)),
    ...(names.length > page.length ? { NextMarker: page.at(-1) } : {}),
  });
};
