import { AwsError } from '../protocol/aws-error';

/** CloudFormation's word for nearly everything that is wrong with a request. */
export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);
