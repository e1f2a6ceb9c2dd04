import { LOCAL_REGION } from '../../account';
import type { Credentials } from '../../iam/credentials';
import type { FunctionDefinition } from '../function-definition';

/**
 * Everything that `process.env` of a handler holds: its own variables and those of Lambda's runtime, nothing of the laptop's.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentVariables(options: {
  readonly definition: FunctionDefinition;
  readonly version: string;
  readonly logStream: string;
  readonly credentials: Credentials;
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
}): Record<string, string> {
  const { definition, version, logStream, credentials, endpoint } = options;
  const { logging } = definition;
  return {
    ...definition.environment,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin/:/bin',
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: definition.code.folder,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: definition.handler,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    ...(logging.format === 'JSON'
      ? { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: logging.applicationLevel }
      : {}),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_ENDPOINT_URL: endpoint,
    // The SDK would read the developer's own profile from the home folder, which the operating system tells it.
    AWS_CONFIG_FILE: '/var/task/.aws/config',
    AWS_SHARED_CREDENTIALS_FILE: '/var/task/.aws/credentials',
    // Deployed functions run on a newer Node.js than the laptop may have.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
