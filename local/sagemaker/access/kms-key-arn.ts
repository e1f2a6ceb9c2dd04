import { localArn } from '../../account';

/** The ARN of a key that is given by id, alias or ARN. */
export function kmsKeyArn(keyId: string): string {
  if (keyId.startsWith('arn:')) return keyId;
  return localArn('kms', keyId.startsWith('alias/') ? keyId : `key/${keyId}`);
}
