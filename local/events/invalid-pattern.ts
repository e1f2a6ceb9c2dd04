import { AwsError } from '../protocol/aws-error';

/** What EventBridge answers to a pattern that it cannot take. */
export const invalidPattern = (reason: string): AwsError =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}.`);
