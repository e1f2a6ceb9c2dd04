import type { ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT } from '../account';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import type { CredentialRegistry } from '../iam/credentials';
import { principalArn } from '../iam/principal';
import { AwsError } from '../protocol/aws-error';
import { requiredString } from '../protocol/members';
import type { OperationTable } from '../protocol/operations';
import { failQuery, handleQuery, type QueryService } from '../protocol/query-protocol';

const STS: QueryService = { xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' };
const DEFAULT_SESSION_SECONDS = 3600;
const MIN_SESSION_SECONDS = 900;
const MAX_SESSION_SECONDS = 43_200;

/** @throws AwsError `ValidationError` */
function sessionSeconds(wanted: unknown): number {
  const seconds = Number(wanted ?? DEFAULT_SESSION_SECONDS);
  if (Number.isInteger(seconds) && seconds >= MIN_SESSION_SECONDS && seconds <= MAX_SESSION_SECONDS) return seconds;
  const range = `${MIN_SESSION_SECONDS} to ${MAX_SESSION_SECONDS}`;
  throw new AwsError('ValidationError', `DurationSeconds is a whole number of seconds from ${range}.`);
}

/** Security Token Service: who am I, and credentials of a role. */
export class StsService implements LaptopService {
  readonly signingNames = ['sts'];

  readonly operations: OperationTable = {
    GetCallerIdentity: async (_input, { principal }) => {
      const arn = principalArn(principal);
      return { Account: LOCAL_ACCOUNT, Arn: arn, UserId: arn.slice(arn.lastIndexOf('/') + 1) };
    },
    AssumeRole: async (input, { principal }) => {
      const roleArn = requiredString(input, 'RoleArn');
      const sessionName = requiredString(input, 'RoleSessionName');
      this.authorizer.authorize({ principal, action: 'sts:AssumeRole', resource: roleArn });
      if (Array.isArray(input.Tags) && input.Tags.length > 0) {
        this.authorizer.authorize({ principal, action: 'sts:TagSession', resource: roleArn });
      }
      const { accessKeyId, secretAccessKey, sessionToken } = this.credentials.issue(roleArn, sessionName);
      const seconds = sessionSeconds(input.DurationSeconds);
      const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: new Date(Date.now() + seconds * 1000),
        },
        AssumedRoleUser: {
          AssumedRoleId: `AROA:${sessionName}`,
          Arn: `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${role}/${sessionName}`,
        },
      };
    },
  };

  constructor(
    private readonly credentials: CredentialRegistry,
    private readonly authorizer: Authorizer,
  ) {}

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    await handleQuery(this.operations, STS, request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failQuery(error, STS, request, response);
  }
}
