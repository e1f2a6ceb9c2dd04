import { LOCAL_ACCOUNT } from '../account';
import type { ObjectCreated } from '../s3/object-created';
import type { S3Service } from '../s3/s3-service';
import type { SageMakerService } from '../sagemaker/sagemaker-service';
import type { StatesService } from '../states/states-service';
import type { EventBus } from './event-bus';

/** Puts onto the bus what services tell EventBridge by themselves: new objects, executions, jobs and endpoints. */
export function publishServiceEvents(
  bus: EventBus,
  {
    s3,
    states,
    sageMaker,
  }: { readonly s3: S3Service; readonly states: StatesService; readonly sageMaker: SageMakerService },
): void {
  s3.onObjectCreated((object) => {
    const resources = [`arn:aws:s3:::${object.bucket}`];
    const { time } = object;
    bus.publish({ source: 'aws.s3', detailType: 'Object Created', detail: objectDetail(object), resources, time });
  });
  states.onExecutionStatusChange(({ detail, resources, time }) => {
    bus.publish({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      detail,
      resources,
      time,
    });
  });
  sageMaker.onStateChange(({ detailType, detail, resource }) => {
    bus.publish({ source: 'aws.sagemaker', detailType, detail, resources: [resource] });
  });
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const objectDetail = ({ bucket, key, versionId, etag, size, reason, requestId }: ObjectCreated) => ({
  version: '0',
  bucket: { name: bucket },
  object: { key, size, etag, ...(versionId === undefined ? {} : { 'version-id': versionId }) },
  'request-id': requestId,
  requester: LOCAL_ACCOUNT,
  'source-ip-address': '127.0.0.1',
  reason,
});
