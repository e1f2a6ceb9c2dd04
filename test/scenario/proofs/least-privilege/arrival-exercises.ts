import { ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { imageExecution } from '../../../../core/contracts/image-arrival';
import { eventually } from '../../../fixtures/eventually';
import { arrivalEvent } from '../../../fixtures/laptop/arrival-event';
import { CONFIDENT } from '../../../fixtures/laptop/fake-model';
import type { Exercise } from './exercise';
import { told } from './exercises';

/** What cannot be made sense of ends in the dead letters of the function that it was told to. */
export const kept =
  (starter: 'StartTraining' | 'ImageArrival' | 'StartTable', deadLetters: RegExp): Exercise =>
  async (laptop) => {
    const { sqs } = laptop.clients;
    const warned = laptop.warnings.length;
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const QueueUrl = QueueUrls.find((url) => deadLetters.test(url));
    const id = `from-nobody-${Date.now()}`;
    await laptop.invokeLater(starter, { source: id });
    return eventually(async () => {
      if (laptop.warnings.length > warned) return laptop.warnings[warned];
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      return Messages.some(({ Body = '' }) => Body.includes(id)) && 'kept';
    }).then((seen) => (seen === 'kept' ? undefined : seen));
  };

/** What the roles of the functions that start executions are for, but for the start of a training. */
export const ARRIVAL_EXERCISES: Readonly<Record<string, Exercise>> = {
  // First: a function that lacks a grant of Lambda's own does not run at all, of which only a caller who waits hears.
  'an image that arrives starts its classification': async (laptop) => {
    laptop.model.behave(CONFIDENT);
    const key = 'incoming/arrived.png';
    const versionId = await laptop.upload(key);
    const { failed, payload } = await laptop.invoke('ImageArrival', arrivalEvent(laptop.images, key, versionId));
    if (failed || payload.started !== true) return JSON.stringify(payload);
    const { name } = imageExecution({ bucket: laptop.images, key, versionId });
    return told(await laptop.finished(laptop.executionArn('ImageClassificationArn', name)));
  },
  'a manifest’s arrival that cannot be made sense of is kept': kept('StartTraining', /-arrivaldeadletters/i),
  'an image’s arrival that cannot be made sense of is kept': kept('ImageArrival', /-imagearrivaldeadletters/i),
};
