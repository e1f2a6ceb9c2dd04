import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { AnswerReader } from './answer-reader';
import { environmentSchema } from './env';
import { judgeModel } from './judge-model';
import { ReleasedPredictions } from './released-predictions';
import { TableAnswerReader } from './table-answer-reader';

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(CLIENT_OPTIONS);
  const clients = { s3, ssm: new SSMClient(CLIENT_OPTIONS), sageMaker: new SageMakerClient(CLIENT_OPTIONS) };
  const released = new ReleasedPredictions(clients, settings.RELEASED_MODEL_PARAMETER);
  const answers = {
    objects: new AnswerReader(s3, settings.MODELS_BUCKET),
    lines: new TableAnswerReader(s3, settings.MODELS_BUCKET),
  };
  return (event) => judgeModel(event, { s3, answers, released, settings });
});
