import { RemovalPolicy } from 'aws-cdk-lib';
import type { NamedEnvironment } from '../../core/contracts/environment';

/**
 * What becomes of data when its stack goes. Even what is retained goes with a deployment that fails while it creates it, empty as it is:
 * left behind it would be in nobody's stack.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export const removalPolicy = (removal: NamedEnvironment['removal']): RemovalPolicy =>
  removal === 'destroy' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
