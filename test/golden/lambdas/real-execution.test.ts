import { readFileSync } from 'node:fs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { AlertMarker } from '../../../lambdas/adapters/alert-marker';
import { AlertQueue } from '../../../lambdas/adapters/alert-queue';
import { AlertTopic } from '../../../lambdas/adapters/alert-topic';
import { sdkGetObject } from '../../../lambdas/adapters/get-object';
import { ImageReader } from '../../../lambdas/adapters/image-reader';
import { sdkInvokeEndpoint } from '../../../lambdas/adapters/invoke-endpoint';
import { ModelEndpoint } from '../../../lambdas/adapters/model-endpoint';
import { ReleasedModelParameter } from '../../../lambdas/adapters/released-model-parameter';
import { AlertSender } from '../../../lambdas/check-threshold/alert-sender';
import { checkThreshold } from '../../../lambdas/check-threshold/check-threshold';
import { classifyImage } from '../../../lambdas/classify-image/classify-image';
import { serializeImage } from '../../../lambdas/serialize-image/serialize-image';
import { FakeClient, objectBody } from '../../fixtures/fake-client';
import { fakeInvocation } from '../../fixtures/invocation';
import { describeRealData } from '../../fixtures/real-data';
import { secondLookDesk } from '../../fixtures/second-look/second-look-desk';

interface Scheduled {
  readonly stepName: string;
  readonly taskScheduledEventDetails?: { readonly parameters: { readonly Payload: unknown } };
}

interface History {
  readonly execution: { readonly input: string };
  readonly historyHash: Readonly<Record<string, Scheduled>>;
}

/** Every function takes what the same step of a real execution of the classic three-Lambda chain was given. */
describeRealData('step-functions/execution-history.json', (path) => {
  const { execution, historyHash } = JSON.parse(readFileSync(path, 'utf8')) as History;
  const payloadOf = (step: string): { body: Record<string, unknown> } => {
    const event = Object.values(historyHash).find(
      ({ stepName, taskScheduledEventDetails }) => stepName === step && taskScheduledEventDetails !== undefined,
    );
    return event?.taskScheduledEventDetails?.parameters.Payload as { body: Record<string, unknown> };
  };
  const classifyPayload = payloadOf('predictImageLabel');
  const picture = Buffer.from(classifyPayload.body.image_data as string, 'base64');

  it('serialize-image answers the real input with what the real function answered', async () => {
    const s3 = new FakeClient({ GetObject: () => ({ Body: objectBody(picture), ContentLength: picture.length }) });

    const answer = await serializeImage(JSON.parse(execution.input), new ImageReader(sdkGetObject(s3.as<S3Client>())));

    expect(answer).toEqual(classifyPayload);
  });

  it('classify-image takes the real payload', async () => {
    const released = { modelPackage: 'arn:package', classes: ['bicycle', 'motorcycle'] };
    const runtime = new FakeClient({ InvokeEndpoint: () => ({ Body: Buffer.from('[0.0087, 0.9913]') }) });
    const ssm = new FakeClient({ GetParameter: () => ({ Parameter: { Value: JSON.stringify(released) } }) });

    const { body } = await classifyImage(classifyPayload, 'request', {
      images: new ImageReader(sdkGetObject(new FakeClient({}).as<S3Client>())),
      endpoint: new ModelEndpoint(sdkInvokeEndpoint(runtime.as<SageMakerRuntimeClient>()), 'endpoint'),
      releasedModel: new ReleasedModelParameter(ssm.as<SSMClient>(), '/p'),
    });

    expect(body).toMatchObject({ s3_key: 'data/test/motorcycle_s_000615.png', predicted_label: 'motorcycle' });
  });

  it('check-threshold takes the real payload, whose inferences are a string', async () => {
    const check = {
      threshold: 0.93,
      executionUrlPrefix: 'https://console.test/',
      marker: new AlertMarker(new FakeClient({}).as(), 'images'),
      alerts: new AlertSender(
        new AlertTopic(new FakeClient({}).as(), 'arn:topic'),
        new AlertQueue(new FakeClient({}).as(), 'q'),
        0,
      ),
      desk: secondLookDesk(),
      now: () => new Date(),
    };

    const { body } = await checkThreshold(payloadOf('filterPredictions'), fakeInvocation(), check);

    expect(body.inferences).toEqual([0.00874162744730711, 0.9912583231925964]);
  });
});
