import * as z from 'zod';

/**
 * What CloudFormation sends to the function behind a custom resource.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export const customResourceRequestSchema = z.looseObject({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string().min(1),
  RequestId: z.string().min(1),
  LogicalResourceId: z.string().min(1),
  /** Absent in Create. */
  PhysicalResourceId: z.string().min(1).optional(),
  ResourceProperties: z.looseObject({}),
});
export type CustomResourceRequest = z.infer<typeof customResourceRequestSchema>;

/** What CloudFormation waits for, at the ResponseURL. */
export interface CustomResourceResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  /** CloudFormation shows it in the stack's events. */
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** CloudFormation takes at most 4,096 bytes of answer; a reason of this many characters leaves room for the ids. */
const MAX_REASON_CHARACTERS = 1_000;

/** The answer to a request. A Create that failed has no resource yet, but an answer without an id is refused. */
export function responseTo(
  request: CustomResourceRequest,
  outcome: { readonly physicalResourceId: string } | { readonly failure: string },
): CustomResourceResponse {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = request;
  const ids = { StackId, RequestId, LogicalResourceId };
  if ('physicalResourceId' in outcome) {
    return { Status: 'SUCCESS', PhysicalResourceId: outcome.physicalResourceId, ...ids };
  }
  return {
    Status: 'FAILED',
    Reason: outcome.failure.slice(0, MAX_REASON_CHARACTERS),
    PhysicalResourceId: PhysicalResourceId ?? NOT_CREATED,
    ...ids,
  };
}

/** The physical id of a resource whose creation failed: its Delete, which CloudFormation sends next, has nothing to do. */
export const NOT_CREATED = 'not-created';
