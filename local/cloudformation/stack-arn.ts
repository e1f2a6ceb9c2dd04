import { localArn } from '../account';
import { stableUuid } from '../protocol/stable-uuid';

/** A stack's id, the same at every start. */
export const stackArn = (stackName: string): string =>
  localArn('cloudformation', `stack/${stackName}/${stableUuid(stackName)}`);

/** The name in a stack's name or ARN. */
export const stackNameOf = (nameOrArn: string): string =>
  /^arn:[^:]+:cloudformation:[^:]*:[^:]*:stack\/([^/]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
