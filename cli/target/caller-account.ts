import type { STSClient } from '@aws-sdk/client-sts';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { RoleNotAssumed } from '../aws/assumed-role';
import { UsageError } from '../usage-error';

/**
 * The account of the credentials in use.
 * @param url of the laptop; absent on AWS.
 * @throws UsageError: nobody answers at the laptop's address, no credentials, or credentials of another account than the environment's
 */
export async function callerAccount(
  sts: STSClient,
  { name, account }: NamedEnvironment,
  url: string | undefined,
): Promise<string> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const { Account = '' } = await sts.send(new GetCallerIdentityCommand({})).catch((cause: Error) => {
    if (cause instanceof RoleNotAssumed) throw new UsageError(cause.message, { cause });
    const reason = `${cause.name}: ${cause.message}`;
    throw new UsageError(
      url === undefined
        ? `AWS does not know who you are (${reason}). Sign in, e.g. 'aws sso login', or choose another --profile.`
        : `No laptop answers at ${url} (${reason}): 'npm run local' starts one.`,
      { cause },
    );
  });
  if (account !== undefined && account !== Account) {
    throw new UsageError(
      `Environment '${name}' belongs to account ${account}, your credentials to ${Account}: choose another --profile or --role-arn.`,
    );
  }
  return Account;
}
