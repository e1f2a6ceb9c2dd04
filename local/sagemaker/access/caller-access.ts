import type { Authorizer, ConditionContext } from '../../iam/authorizer';
import type { PolicyStore } from '../../iam/policy-store';
import { AwsError } from '../../protocol/aws-error';
import type { ServiceCall } from '../../protocol/operations';
import type { Tags } from '../request/field-schemas';
import { validationException } from '../request/parse-request';

const SERVICE_PRINCIPAL = 'sagemaker.amazonaws.com';

/** Judges who calls the control plane. */
export class CallerAccess {
  constructor(
    private readonly authorizer: Authorizer,
    private readonly policies: Pick<PolicyStore, 'assertAssumable'>,
  ) {}

  /** @param action without its prefix, e.g. `CreateTrainingJob`. @throws AwsError `AccessDenied` */
  authorize(call: ServiceCall, action: string, resource: string, context?: ConditionContext): void {
    this.authorizer.authorize({ principal: call.principal, action: `sagemaker:${action}`, resource, context });
  }

  /** Creating a resource with tags needs `sagemaker:AddTags` on it as well. @throws AwsError `AccessDenied` */
  authorizeTagged(call: ServiceCall, action: string, resource: string, tags: Tags | undefined): void {
    const context = tagContext(tags);
    this.authorize(call, action, resource, context);
    if (tags !== undefined && tags.length > 0) this.authorize(call, 'AddTags', resource, context);
  }

  /**
   * Handing a role to SageMaker needs `iam:PassRole`, and a role that trusts SageMaker.
   * @throws AwsError `AccessDenied` for the caller, `ValidationException` for the role's trust policy.
   */
  passRole(call: ServiceCall, roleArn: string): void {
    const context = { 'iam:PassedToService': SERVICE_PRINCIPAL };
    this.authorizer.authorize({ principal: call.principal, action: 'iam:PassRole', resource: roleArn, context });
    try {
      this.policies.assertAssumable(roleArn, SERVICE_PRINCIPAL);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw validationException(
        `Could not assume role ${roleArn}. Please ensure that the role exists and allows principal '${SERVICE_PRINCIPAL}' to assume the role. (${error.message})`,
      );
    }
  }
}

function tagContext(tags: Tags | undefined): ConditionContext | undefined {
  if (tags === undefined || tags.length === 0) return undefined;
  const values = Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
  return { ...values, 'aws:TagKeys': tags.map(({ Key }) => Key) };
}
