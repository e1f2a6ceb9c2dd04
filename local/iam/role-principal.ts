import { LOCAL_ACCOUNT } from '../account';
import type { Principal } from './principal';

/** The session of the state machine's role, as AWS shows it in AccessDenied messages. */
export function rolePrincipal(roleArn: string, session: string): Principal {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const arn = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${role}/${session.slice(0, 64)}`;
  return { kind: 'role', roleArn, arn };
}
