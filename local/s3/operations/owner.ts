import { LOCAL_ACCOUNT } from '../../account';

/** The account's canonical user, who owns everything on the laptop. */
export const OWNER = { ID: LOCAL_ACCOUNT.padStart(64, '0'), DisplayName: 'local' } as const;
