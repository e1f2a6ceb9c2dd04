import { Duration, Stack } from 'aws-cdk-lib';
import { JsonPath, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { IMAGE_ACCEPTED } from '../../core/contracts/image-accepted';
import { ServiceStep } from '../machine/service-step';
import { EVENT_RETRY } from './retry-policy';

/** Of one call. Seconds. */
export const PUBLISH_TIMEOUT_SECONDS = 10;

/** Tells EventBridge's default bus of the accepted image; the state's output is its input. */
export class PublishStep extends ServiceStep {
  constructor(scope: Construct, id: string, { source }: { readonly source: string }) {
    const bus = Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
    super(scope, id, {
      integration: 'arn:aws:states:::events:putEvents',
      parameters: {
        Entries: [{ 'Detail.$': '$.body', DetailType: IMAGE_ACCEPTED, EventBusName: bus, Source: source }],
      },
      permissions: [
        {
          sid: 'PublishImageAccepted',
          actions: ['events:PutEvents'],
          resources: [bus],
          conditions: { StringEquals: { 'events:source': source } },
        },
      ],
      resultPath: JsonPath.DISCARD,
      taskTimeout: Timeout.duration(Duration.seconds(PUBLISH_TIMEOUT_SECONDS)),
    });
    this.addRetry(EVENT_RETRY);
  }
}
