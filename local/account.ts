/** Where the laptop's AWS pretends to be. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'us-east-1';
export const DEFAULT_PORT = 4566;

/** `arn:aws:{service}:{region}:{account}:{resource}` of this laptop. */
export const localArn = (service: string, resource: string): string =>
  `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
