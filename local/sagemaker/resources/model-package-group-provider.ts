import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerService } from '../sagemaker-service';
import { applyTags, callOperation, describeIfAny, differsBeyondTags } from './resource-call';

/** `AWS::SageMaker::ModelPackageGroup`: Ref gives the ARN. */
export class ModelPackageGroupProvider implements ResourceProvider {
  readonly type = 'AWS::SageMaker::ModelPackageGroup';
  readonly replaces = differsBeyondTags;

  constructor(private readonly service: SageMakerService) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const ModelPackageGroupName = String(properties.ModelPackageGroupName ?? generatedName);
    const named = { ModelPackageGroupName };
    if ((await describeIfAny(this.service, 'DescribeModelPackageGroup', named)) === undefined) {
      const { ModelPackageGroupDescription, Tags } = properties;
      await callOperation(this.service, 'CreateModelPackageGroup', { ...named, ModelPackageGroupDescription, Tags });
    }
    const described = await callOperation(this.service, 'DescribeModelPackageGroup', named);
    const arn = sagemakerArn('model-package-group', ModelPackageGroupName);
    await applyTags(this.service, arn, properties.Tags);
    return {
      physicalId: arn,
      attributes: {
        ModelPackageGroupArn: described.ModelPackageGroupArn,
        ModelPackageGroupStatus: described.ModelPackageGroupStatus,
        CreationTime: new Date(Number(described.CreationTime) * 1000).toISOString(),
      },
    };
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    const named = { ModelPackageGroupName: physicalId };
    if ((await describeIfAny(this.service, 'DescribeModelPackageGroup', named)) === undefined) return;
    await callOperation(this.service, 'DeleteModelPackageGroup', named);
  }
}
