import { CreateModelPackageCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { TrainModelOutput } from '../../core/contracts/train-model';

const IMAGE_TYPES = ['image/png', 'image/jpeg', 'application/x-image'];

/** Registers a trained model in a model package group, as approved. @returns the package's ARN. */
export async function registerModel(
  sageMaker: SageMakerClient,
  ModelPackageGroupName: string,
  { trainingJobName, trainingImage, modelArtifacts }: TrainModelOutput,
): Promise<string> {
  const { ModelPackageArn } = await sageMaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName,
      ModelPackageDescription: `Training job ${trainingJobName}`,
      ModelApprovalStatus: 'Approved',
      InferenceSpecification: {
        Containers: [{ Image: trainingImage, ModelDataUrl: modelArtifacts }],
        SupportedContentTypes: IMAGE_TYPES,
        SupportedResponseMIMETypes: ['application/json'],
      },
    }),
  );
  return ModelPackageArn as string;
}
