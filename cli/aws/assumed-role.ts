import { userInfo } from 'node:os';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from './client-settings';

/** New keys are asked for when the old ones have less than this left. Milliseconds. */
const RENEW_BEFORE_MILLISECONDS = 5 * 60_000;

/** The role could not be assumed; the message says who may let it. */
export class RoleNotAssumed extends Error {
  override readonly name = 'RoleNotAssumed';
}

/** What a role's session is marked with: policies can ask for it, CloudTrail shows it. */
export type SessionTags = Readonly<Record<string, string>>;

/**
 * Credentials of a role, assumed when they are first needed and again before they expire; all clients share them.
 * @param sts as whoever assumes the role; it must be allowed sts:AssumeRole and sts:TagSession by the role's trust policy.
 */
export function assumedRole(sts: STSClient, roleArn: string, tags: SessionTags): () => Promise<Credentials> {
  let current: Promise<Credentials> | undefined;
  let renewAt = 0;
  return () => {
    if (current === undefined || Date.now() >= renewAt) {
      renewAt = Number.POSITIVE_INFINITY;
      current = assume(sts, roleArn, tags).then(
        (credentials) => {
          renewAt = (credentials.expiration?.getTime() ?? 0) - RENEW_BEFORE_MILLISECONDS;
          return credentials;
        },
        (error: unknown) => {
          current = undefined;
          throw error;
        },
      );
    }
    return current;
  };
}

async function assume(sts: STSClient, roleArn: string, tags: SessionTags): Promise<Credentials> {
  const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const command = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: sessionName(),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
  const { Credentials: keys } = await sts.send(command).catch((cause: Error) => {
    throw new RoleNotAssumed(
      `The role ${roleArn} cannot be assumed (${cause.name}: ${cause.message}). Its trust policy must allow you sts:AssumeRole and sts:TagSession.`,
      { cause },
    );
  });
  return {
    accessKeyId: keys?.AccessKeyId ?? '',
    secretAccessKey: keys?.SecretAccessKey ?? '',
    sessionToken: keys?.SessionToken,
    expiration: keys?.Expiration,
  };
}

/** `second-look-maria`: who did it, in CloudTrail; of the 2 to 64 characters that a session's name may have. */
export function sessionName(user = userInfo().username): string {
  return `second-look-${user}`.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, 64);
}
