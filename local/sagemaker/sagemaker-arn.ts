import { localArn } from '../account';

export type ResourceKind =
  | 'training-job'
  | 'transform-job'
  | 'model'
  | 'model-package'
  | 'model-package-group'
  | 'endpoint'
  | 'endpoint-config';

/** `arn:aws:sagemaker:{region}:{account}:{kind}/{name}` */
export const sagemakerArn = (kind: ResourceKind, name: string): string => localArn('sagemaker', `${kind}/${name}`);
