import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type EvaluationMessage, evaluationMessageSchema } from '../../core/contracts/evaluation-message';
import { endpointName } from '../../core/contracts/released-model';
import { manifestKey } from '../../core/contracts/storage-layout';
import type { ReleaseTarget } from './release-target';

/** Asks for an evaluation of what serves now on the test split. @returns the message. */
export async function queueEvaluation({ clients, environment, outputs }: ReleaseTarget): Promise<EvaluationMessage> {
  const message = evaluationMessageSchema.parse({
    endpointName: endpointName(environment.app, environment.name),
    testDataS3BucketName: outputs.get('ImagesBucket'),
    testDataS3Key: manifestKey('test'),
  });
  const QueueUrl = outputs.get('EvaluationQueueUrl');
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  return message;
}
