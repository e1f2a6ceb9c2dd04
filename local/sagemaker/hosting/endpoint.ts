import { z } from 'zod';
import type { JsonObject } from '../../protocol/operations';
import { resourceName, tagList } from '../request/field-schemas';
import { sagemakerArn } from '../sagemaker-arn';
import { type DeploymentConfig, deploymentConfig } from './deployment-config';
import type { EndpointConfig } from './endpoint-config';
import type { Model } from './model';

export const createEndpointInput = z.strictObject({
  EndpointName: resourceName,
  EndpointConfigName: resourceName,
  DeploymentConfig: deploymentConfig.optional(),
  Tags: tagList.optional(),
});

export const updateEndpointInput = z.strictObject({
  EndpointName: resourceName,
  EndpointConfigName: resourceName,
  DeploymentConfig: deploymentConfig.optional(),
  RetainDeploymentConfig: z.boolean().optional(),
  // Instance counts and weights change through the configuration alone: there is nothing else to retain.
  RetainAllVariantProperties: z.boolean().optional(),
  ExcludeRetainedVariantProperties: z
    .array(
      z.strictObject({ VariantPropertyType: z.enum(['DesiredInstanceCount', 'DesiredWeight', 'DataCaptureConfig']) }),
    )
    .max(3)
    .optional(),
});

export type EndpointStatus = 'Creating' | 'Updating' | 'InService' | 'Deleting' | 'Failed';

/** A configuration with its models, copied so that deleting either leaves a running endpoint alone, as on AWS. */
export interface DeployedConfig {
  readonly config: EndpointConfig;
  readonly models: Readonly<Record<string, Model>>;
}

/** An endpoint as it is kept. Times in seconds since 1970. */
export interface Endpoint {
  readonly name: string;
  readonly status: EndpointStatus;
  readonly failureReason?: string;
  readonly created: number;
  readonly modified: number;
  /** What serves, or shall serve for the first time. */
  readonly deployed: DeployedConfig;
  /** What an update is moving to. */
  readonly pending?: DeployedConfig;
  readonly lastDeploymentConfig?: DeploymentConfig;
}

export const endpointArn = (name: string): string => sagemakerArn('endpoint', name);

/** What DescribeEndpoint answers. */
export function describeEndpoint(endpoint: Endpoint): JsonObject {
  const { config } = endpoint.deployed;
  const capture = config.input.DataCaptureConfig;
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpointArn(endpoint.name),
    EndpointConfigName: config.input.EndpointConfigName,
    EndpointStatus: endpoint.status,
    FailureReason: endpoint.failureReason,
    CreationTime: endpoint.created,
    LastModifiedTime: endpoint.modified,
    LastDeploymentConfig: endpoint.lastDeploymentConfig,
    ProductionVariants: variantSummaries(endpoint.deployed, endpoint.status === 'Creating' ? 0 : 1),
    ...(endpoint.pending === undefined
      ? {}
      : {
          PendingDeploymentSummary: {
            EndpointConfigName: endpoint.pending.config.input.EndpointConfigName,
            ProductionVariants: variantSummaries(endpoint.pending, 0),
            StartTime: endpoint.modified,
          },
        }),
    ...(capture === undefined
      ? {}
      : {
          DataCaptureConfig: {
            EnableCapture: capture.EnableCapture,
            CaptureStatus: capture.EnableCapture && endpoint.status === 'InService' ? 'Started' : 'Stopped',
            CurrentSamplingPercentage: capture.InitialSamplingPercentage,
            DestinationS3Uri: capture.DestinationS3Uri,
            KmsKeyId: capture.KmsKeyId ?? '',
          },
        }),
  };
}

function variantSummaries({ config, models }: DeployedConfig, running: 0 | 1): JsonObject[] {
  return config.input.ProductionVariants.map((variant) => ({
    VariantName: variant.VariantName,
    DeployedImages: models[variant.ModelName]?.containers.map(({ image }) => ({
      SpecifiedImage: image,
      ResolvedImage: image,
    })),
    CurrentWeight: variant.InitialVariantWeight,
    DesiredWeight: variant.InitialVariantWeight,
    ...(variant.ServerlessConfig === undefined
      ? {
          CurrentInstanceCount: (variant.InitialInstanceCount ?? 1) * running,
          DesiredInstanceCount: variant.InitialInstanceCount,
        }
      : {
          CurrentServerlessConfig: variant.ServerlessConfig,
          DesiredServerlessConfig: variant.ServerlessConfig,
        }),
  }));
}
