import type { CfnCondition } from 'aws-cdk-lib';
import { CfnEndpoint, CfnEndpointConfig, CfnModel } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { VARIANT_NAME } from '../../core/contracts/released-model';
import type { StoredData } from '../storage/stored-data';
import { dataCapture, endpointCaptures } from './data-capture';
import { deploymentPolicy } from './deployment-policy';
import type { EndpointRole } from './endpoint-role';

export interface ImageEndpointProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly role: EndpointRole;
  readonly endpointName: string;
  /** ARN of the released model package. */
  readonly modelPackage: string;
  /** Alarms that take a deployment back. */
  readonly rollbackAlarms: readonly string[];
  /** Whether a model has been released at all. */
  readonly condition: CfnCondition;
}

/**
 * The endpoint that serves the released model package. Model and configuration carry generated names: neither can be changed in place,
 * so each change makes new ones, and the endpoint moves over.
 */
export class ImageEndpoint extends Construct {
  readonly endpoint: CfnEndpoint;

  constructor(scope: Construct, id: string, props: ImageEndpointProps) {
    super(scope, id);
    const { environment, data, role } = props;
    const { serving } = environment;
    const model = new CfnModel(this, 'Model', {
      executionRoleArn: role.roleArn,
      primaryContainer: { modelPackageName: props.modelPackage },
      // The container computes; SageMaker itself brings the model in and takes captures out. A serverless endpoint takes no isolated model.
      // https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html#serverless-endpoints-how-it-works-exclusions
      enableNetworkIsolation: serving.mode === 'realtime',
    });
    // SageMaker tries the role while it creates the model.
    model.node.addDependency(role);
    const common = { variantName: VARIANT_NAME, modelName: model.attrModelName, initialVariantWeight: 1 };
    const configuration = new CfnEndpointConfig(this, 'Configuration', {
      productionVariants: [
        serving.mode === 'realtime'
          ? { ...common, instanceType: serving.instanceType, initialInstanceCount: serving.minInstances }
          : {
              ...common,
              serverlessConfig: { memorySizeInMb: serving.memoryMb, maxConcurrency: serving.maxConcurrency },
            },
      ],
      kmsKeyId: encryptsVolume(environment) ? data.key.keyArn : undefined,
      dataCaptureConfig: endpointCaptures(environment) ? dataCapture(environment, data) : undefined,
    });
    this.endpoint = new CfnEndpoint(this, 'Endpoint', {
      endpointName: props.endpointName,
      endpointConfigName: configuration.attrEndpointConfigName,
      deploymentConfig: serving.mode === 'realtime' ? deploymentPolicy(serving, props.rollbackAlarms) : undefined,
      // A deployment under load keeps the instances that scaling has added; capture follows the configuration.
      retainAllVariantProperties: serving.mode === 'realtime' ? true : undefined,
      excludeRetainedVariantProperties:
        serving.mode === 'realtime' ? [{ variantPropertyType: 'DataCaptureConfig' }] : undefined,
    });
    for (const resource of [model, configuration, this.endpoint]) resource.cfnOptions.condition = props.condition;
  }
}

/** Serverless endpoints have no volume of ours; instances with local storage encrypt it themselves. */
export const encryptsVolume = ({ serving }: NamedEnvironment): boolean =>
  serving.mode === 'realtime' && !hasLocalStorage(serving.instanceType);
