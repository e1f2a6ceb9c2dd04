import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type EvaluationMessage, evaluationMessageSchema } from '../../core/contracts/evaluation-message';
import { parseInput } from '../../core/contracts/parse-input';
import { endpointName, type ReleasedModel } from '../../core/contracts/released-model';
import { manifestKey } from '../../core/contracts/storage-layout';
import type { ReleaseTarget } from './release-target';

/** An evaluation that was asked for. */
export interface QueuedEvaluation extends EvaluationMessage {
  /** Its name: the message's id. */
  readonly run: string;
}

/**
 * Asks for an evaluation.
 * @param wanted other than what serves now, on the test split
 * @throws InvalidInput for a message that the queue's function would refuse
 */
export async function queueEvaluation(
  { clients, environment, outputs }: ReleaseTarget,
  wanted: Partial<EvaluationMessage> = {},
): Promise<QueuedEvaluation> {
  const asked = {
    endpointName: endpointName(environment.app, environment.name),
    testDataS3BucketName: outputs.get('ImagesBucket'),
    testDataS3Key: manifestKey('test'),
    ...wanted,
  };
  const message = parseInput(evaluationMessageSchema, asked, 'message');
  const QueueUrl = outputs.get('EvaluationQueueUrl');
  const { MessageId: run = '' } = await clients.sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }),
  );
  return { ...message, run };
}

/** What a message says of the test data of a model of tables; nothing for one of images, whose test split has its one place. */
export const testDataOf = ({ testData }: Pick<ReleasedModel, 'testData'>): Partial<EvaluationMessage> =>
  testData === undefined
    ? {}
    : {
        testDataS3BucketName: testData.bucket,
        testDataS3Key: testData.key,
        labelColumn: testData.labelColumn,
      };
