import { LOCAL_REGION } from '../../account';
import type { Credentials } from '../../iam/credentials';

/** Variables through which a container's own AWS SDK reaches the laptop as its execution role. */
export function awsEnvironment(credentials: Credentials, frontDoorUrl: string): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ENDPOINT_URL: frontDoorUrl,
  };
}
