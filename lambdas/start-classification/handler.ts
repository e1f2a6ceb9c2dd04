import { SFNClient } from '@aws-sdk/client-sfn';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { environmentSchema } from './env';
import { startClassification } from './start-classification';

export const handler = functionFrame(environmentSchema, ({ STATE_MACHINE_ARN }) => {
  const stepFunctions = new SFNClient(CLIENT_OPTIONS);
  return (event) => startClassification(event, stepFunctions, STATE_MACHINE_ARN);
});
