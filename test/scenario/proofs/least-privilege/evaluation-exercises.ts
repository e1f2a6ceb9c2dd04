import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { endpointName } from '../../../../core/contracts/released-model';
import { evaluationResultKey } from '../../../../core/contracts/storage-layout';
import { EvaluatingLaptop } from '../../../fixtures/evaluation/evaluating-laptop';
import { CONFIDENT } from '../../../fixtures/laptop/fake-model';
import { ENVIRONMENT, type WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import type { Exercise } from './exercise';

const ENDPOINT = endpointName(ENVIRONMENT.app, ENVIRONMENT.name);
/** A poller that was refused pauses up to ten seconds before it asks again. */
const LIMIT_MILLISECONDS = 15_000;

const message = (laptop: WorkflowLaptop, testDataS3Key: string, endpoint = ENDPOINT) => ({
  endpointName: endpoint,
  testDataS3BucketName: laptop.images,
  testDataS3Key,
});

/** Invokes the function as the mapping would. @returns the end of its log. */
async function invoke(laptop: WorkflowLaptop, run: string, body: object): Promise<string> {
  const record = {
    messageId: run,
    receiptHandle: 'none',
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
    messageAttributes: {},
  };
  const address = `${laptop.laptop.url}/2015-03-31/functions/${laptop.functionName('EvaluateModel')}/invocations`;
  const answer = await fetch(address, {
    method: 'POST',
    body: JSON.stringify({ Records: [record] }),
    headers: { 'x-amz-log-type': 'Tail' },
  });
  const log = Buffer.from(answer.headers.get('x-amz-log-result') ?? '', 'base64').toString();
  return `${await answer.text()} ${log}`;
}

const reported = (laptop: WorkflowLaptop, run: string): Promise<string | undefined> =>
  laptop.read(laptop.outputs.get('ReportsBucket'), evaluationResultKey(ENDPOINT, run));

async function uploadList(laptop: WorkflowLaptop): Promise<void> {
  laptop.model.behave(CONFIDENT);
  await laptop.upload('list/0.png');
  await laptop.upload('list.lst', Buffer.from('0\t0\t0.png\n'));
}

/** Lets the function put a message for a list of a new name into the dead-letter queue; @returns what went wrong. */
async function givenUp(laptop: WorkflowLaptop, endpoint: string, expected: string): Promise<string | undefined> {
  const key = `missing-${randomUUID()}.lst`;
  const log = await invoke(laptop, randomUUID(), message(laptop, key, endpoint));
  if (/AccessDenied/.test(log)) return log;
  const evaluating = new EvaluatingLaptop(laptop);
  try {
    // Dead letters of other exercises may lie in the queue too.
    for (;;) {
      const letter = (await evaluating.deadLetters(1)).find(({ body }) => body.includes(key));
      if (letter === undefined) continue;
      return letter.errorName === expected ? undefined : `${letter.errorName}: ${letter.cause}`;
    }
  } finally {
    evaluating.stop();
  }
}

/** All that the role of `evaluate-model` is for. */
export const EVALUATION_EXERCISES: Readonly<Record<string, Exercise>> = {
  'an evaluation is reported, and one that had been broken off goes on': async (laptop) => {
    await uploadList(laptop);
    const run = randomUUID();
    const first = await invoke(laptop, run, message(laptop, 'list.lst'));
    if ((await reported(laptop, run)) === undefined) return first;
    const Key = evaluationResultKey(ENDPOINT, run);
    await laptop.clients.s3.send(new DeleteObjectCommand({ Bucket: laptop.outputs.get('ReportsBucket'), Key }));
    const second = await invoke(laptop, run, message(laptop, 'list.lst'));
    return (await reported(laptop, run)) === undefined ? second : undefined;
  },
  'missing test data is called missing': (laptop) => givenUp(laptop, ENDPOINT, 'TestDataNotFound'),
  'a message for an absent endpoint is given up': (laptop) => givenUp(laptop, 'no-such-endpoint', 'EndpointAbsent'),
  'a technical failure is to be tried again soon': async (laptop) => {
    await uploadList(laptop);
    laptop.model.behave({ status: 500 });
    const log = await invoke(laptop, randomUUID(), message(laptop, 'list.lst'));
    return /AccessDenied/.test(log) ? log : undefined;
  },
  'an evaluation is asked for by the queue': async (laptop) => {
    await uploadList(laptop);
    const evaluating = new EvaluatingLaptop(laptop);
    try {
      const [run = ''] = await evaluating.send(message(laptop, 'list.lst'));
      await evaluating.result(run, ENDPOINT, LIMIT_MILLISECONDS);
      return undefined;
    } catch (error) {
      const [mapping] = laptop.laptop.services.lambda.eventSourceMappings.list();
      return `${mapping?.describe().LastProcessingResult}; ${(error as Error).message}`;
    } finally {
      evaluating.stop();
    }
  },
};
