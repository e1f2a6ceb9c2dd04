import { createHash } from 'node:crypto';
import { LOCAL_ACCOUNT } from '../../account';
import type { JsonObject, Operation, ServiceCall } from '../../protocol/operations';
import { newRequestId } from '../../protocol/request-id';
import type { DesiredResource } from '../../templates/resource-provider';
import type { Tags } from '../request/field-schemas';
import type { SageMakerService } from '../sagemaker-service';

/** CloudFormation acts as the account's administrator here. */
const call = (): ServiceCall => ({
  principal: { kind: 'administrator', arn: `arn:aws:iam::${LOCAL_ACCOUNT}:user/cloudformation` },
  requestId: newRequestId(),
});

/** Calls one of the service's own operations. @throws AwsError */
export async function callOperation(service: SageMakerService, name: string, input: JsonObject): Promise<JsonObject> {
  return (await (service.operations[name] as Operation)(input, call())) ?? {};
}

/** The answer of a Describe operation, or undefined where there is nothing of that name. */
export async function describeIfAny(
  service: SageMakerService,
  name: string,
  input: JsonObject,
): Promise<JsonObject | undefined> {
  return callOperation(service, name, input).catch((error: Error) => {
    if (error.name === 'ValidationException') return undefined;
    throw error;
  });
}

/** Gives a resource exactly the tags of its template. */
export async function applyTags(service: SageMakerService, ResourceArn: string, wanted: unknown): Promise<void> {
  const tags = (wanted ?? []) as Tags;
  const { Tags: present } = (await callOperation(service, 'ListTags', { ResourceArn })) as { readonly Tags: Tags };
  const TagKeys = present.map(({ Key }) => Key).filter((key) => !tags.some(({ Key }) => Key === key));
  if (TagKeys.length > 0) await callOperation(service, 'DeleteTags', { ResourceArn, TagKeys });
  if (tags.length > 0) await callOperation(service, 'AddTags', { ResourceArn, Tags: tags });
}

const MAX_NAME = 63;

/**
 * The name of a resource that cannot be changed in place: its generated name and a digest of its properties, so that other
 * properties make another resource beside the old one, and the same ones find it again at the next start.
 */
export function immutableName({ generatedName, properties }: DesiredResource): string {
  const { Tags: _, ...rest } = properties;
  const digest = createHash('sha256')
    .update(JSON.stringify([generatedName, rest]))
    .digest('hex')
    .slice(0, 8);
  return `${generatedName.slice(0, MAX_NAME - digest.length - 1).replace(/-+$/, '')}-${digest}`;
}

/** True where anything but the tags differs. */
export function differsBeyondTags(before: JsonObject, after: JsonObject): boolean {
  const bare = ({ Tags: _, ...rest }: JsonObject) => JSON.stringify(rest);
  return bare(before) !== bare(after);
}

/** Template values that went through a parameter are text: numbers and booleans become themselves again. */
export function plainValues(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => plainValues(item, key));
  if (typeof value === 'object' && value !== null) {
    // Variables of a container and tags are text, whatever they look like.
    if (key === 'Environment' || key === 'Tags') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainValues(inner, name)]));
  }
  if (
    typeof value !== 'string' ||
    !/(Count|Percentage|Seconds|SizeIn[GM]B|Concurrency|Weight|^Enable|^Value)/.test(key)
  ) {
    return value;
  }
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
