import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type EvaluationMessage, evaluationMessageSchema } from '../../core/contracts/evaluation-message';
import { endpointName } from '../../core/contracts/released-model';
import { manifestKey } from '../../core/contracts/storage-layout';
import type { ReleaseTarget } from './release-target';

/** An evaluation that was asked for. */
export interface QueuedEvaluation extends EvaluationMessage {
  /** Its name: the message's id. */
  readonly run: string;
}

/** Asks for an evaluation of what serves now on the test split. */
export async function queueEvaluation({ clients, environment, outputs }: ReleaseTarget): Promise<QueuedEvaluation> {
  const message = evaluationMessageSchema.parse({
    endpointName: endpointName(environment.app, environment.name),
    testDataS3BucketName: outputs.get('ImagesBucket'),
    testDataS3Key: manifestKey('test'),
  });
  const QueueUrl = outputs.get('EvaluationQueueUrl');
  const { MessageId: run = '' } = await clients.sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }),
  );
  return { ...message, run };
}
