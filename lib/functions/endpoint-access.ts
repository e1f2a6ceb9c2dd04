import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { maxImageBytes } from '../../core/contracts/limits';
import { endpointName, releasedModelParameterName } from '../../core/contracts/released-model';
import { CAPTURE_PREFIX } from '../../core/contracts/storage-layout';
import type { Permission } from '../checks/allow';
import type { StoredData } from '../storage/stored-data';

/** What a function that asks the endpoint is told, and may do. */
export interface EndpointAccess {
  readonly variables: {
    readonly ENDPOINT_NAME: string;
    readonly RELEASED_MODEL_PARAMETER: string;
    readonly MAX_IMAGE_BYTES: string;
    readonly CAPTURE_DESTINATION_S3_URI?: string;
    readonly CAPTURE_PERCENTAGE?: string;
  };
  /** To ask, and to know which model was released. */
  readonly ask: readonly Permission[];
  /** To write the captures; none where the endpoint captures by itself, or nobody does. */
  readonly capture: readonly Permission[];
}

/** @param scope in the stack whose account and region the endpoint is in. */
export function endpointAccess(scope: Construct, environment: NamedEnvironment, data: StoredData): EndpointAccess {
  const { app, name, serving, capture } = environment;
  const endpoint = endpointName(app, name);
  const releasedModel = releasedModelParameterName(app, name);
  // A serverless endpoint cannot capture: the function writes the records.
  const captures = serving.mode === 'serverless' && capture.enabled;
  const arn = (service: string, resource: string, resourceName: string): string =>
    Stack.of(scope).formatArn({ service, resource, resourceName });
  return {
    variables: {
      ENDPOINT_NAME: endpoint,
      RELEASED_MODEL_PARAMETER: releasedModel,
      MAX_IMAGE_BYTES: String(maxImageBytes(serving.mode)),
      ...(captures
        ? {
            CAPTURE_DESTINATION_S3_URI: `s3://${data.capture.bucketName}/${CAPTURE_PREFIX}`,
            CAPTURE_PERCENTAGE: String(capture.percentage),
          }
        : {}),
    },
    ask: [
      {
        sid: 'InvokeEndpoint',
        actions: ['sagemaker:InvokeEndpoint'],
        resources: [arn('sagemaker', 'endpoint', endpoint)],
      },
      {
        sid: 'ReadReleasedModel',
        actions: ['ssm:GetParameter'],
        resources: [arn('ssm', 'parameter', releasedModel.slice(1))],
      },
    ],
    capture: captures
      ? [
          {
            sid: 'WriteCaptures',
            actions: ['s3:PutObject'],
            resources: [data.capture.arnForObjects(`${CAPTURE_PREFIX}/${endpoint}/*`)],
            wildcard: 'Captures of this one endpoint, by hour.',
          },
        ]
      : [],
  };
}
