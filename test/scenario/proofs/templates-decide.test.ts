import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { FileSystem } from 'aws-cdk-lib';
import type { StackWord } from '../../../core/contracts/stack-names';
import { LOCAL_REGION } from '../../../local/account';
import { CloudAssembly } from '../../../local/templates/cloud-assembly';
import { idleEvaluation } from '../../fixtures/evaluation/idle-evaluation';
import { editDefinition, resourceOf, type TemplateEdit } from '../../fixtures/laptop/edited-assembly';
import { DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import type { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

/** Behaviour that an edit of a template is to change, as the laptop shows it. */
interface Decision {
  readonly what: string;
  readonly stack: StackWord;
  readonly edit: TemplateEdit;
  readonly observe: (laptop: WorkflowLaptop) => Promise<unknown>;
  readonly before: unknown;
  readonly after: unknown;
}

const pathOf = async (laptop: WorkflowLaptop, behaviour: typeof DOUBTFUL): Promise<readonly string[]> => {
  laptop.model.behave(behaviour);
  return (await laptop.classifyImage('incoming/decided.png')).path;
};
const CHECKED = ['SerializeImage', 'ClassifyImage', 'CheckThreshold'];
const SECOND_LOOK = [...CHECKED, 'ReadSecondLook', 'THRESHOLD_CONFIDENCE_NOT_MET'];
const UNHEALTHY = { status: 503, body: 'starting' };

const DECISIONS: readonly Decision[] = [
  {
    what: 'the threshold',
    stack: 'workflow',
    edit: (template) => {
      const { Environment: environment } = resourceOf(template, 'AWS::Lambda::Function', 'CheckThreshold').Properties;
      environment.Variables.CONFIDENCE_THRESHOLD = '0.5';
    },
    observe: (laptop) => pathOf(laptop, DOUBTFUL),
    before: SECOND_LOOK,
    after: [...CHECKED, 'PublishImageAccepted', 'ImageAccepted'],
  },
  {
    what: 'where a doubtful image goes',
    stack: 'workflow',
    edit: (template) =>
      editDefinition(template, 'ImageClassification', (text) =>
        text.replace('"Next":"ReadSecondLook"', '"Next":"ImageAccepted"'),
      ),
    observe: (laptop) => pathOf(laptop, DOUBTFUL),
    before: SECOND_LOOK,
    after: [...CHECKED, 'ImageAccepted'],
  },
  {
    what: 'what the threshold is compared with',
    stack: 'workflow',
    // The confidence is hidden, so that the first of the probabilities decides.
    edit: (template) =>
      editDefinition(template, 'ImageClassification', (text) => {
        const at = text.indexOf('"CheckThreshold":{');
        return text.slice(0, at) + text.slice(at).replace('"body.$":"$.body"', '"body":{"inferences":[1,0]}');
      }),
    observe: (laptop) => pathOf(laptop, DOUBTFUL),
    before: SECOND_LOOK,
    after: [...CHECKED, 'PublishImageAccepted', 'ImageAccepted'],
  },
  {
    what: 'how often a failing endpoint is asked again',
    stack: 'workflow',
    edit: (template) =>
      editDefinition(template, 'ImageClassification', (text) => text.replaceAll('"MaxAttempts":6', '"MaxAttempts":2')),
    observe: (laptop) => pathOf(laptop, UNHEALTHY),
    before: ['SerializeImage', 'ClassifyImage x7', 'ReadError', 'ImageFailed'],
    after: ['SerializeImage', 'ClassifyImage x3', 'ReadError', 'ImageFailed'],
  },
  {
    what: 'how often an evaluation is received before it goes to the dead-letter queue',
    stack: 'training',
    edit: (template) => {
      resourceOf(template, 'AWS::SQS::Queue', 'EvaluationQueue').Properties.RedrivePolicy.maxReceiveCount = 2;
    },
    observe: receivesOfAMessage,
    before: { receives: 5, dead: 1 },
    after: { receives: 2, dead: 1 },
  },
];

/** How often a message is given out that nobody ever deletes, and whether it lies in the dead-letter queue then. */
async function receivesOfAMessage(laptop: WorkflowLaptop): Promise<{ receives: number; dead: number }> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: laptop.laptop.url, region: LOCAL_REGION, credentials });
  const QueueUrl = laptop.outputs.get('EvaluationQueueUrl');
  const attribute = async (url: string, name: QueueAttributeName): Promise<string> => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] }));
    return Attributes?.[name] ?? '';
  };
  try {
    const { deadLetterTargetArn } = JSON.parse(await attribute(QueueUrl, 'RedrivePolicy')) as Record<string, string>;
    const deadUrl = QueueUrl.replace(/[^/]+$/, deadLetterTargetArn?.split(':').at(-1) ?? '');
    const count = async (): Promise<number> => Number(await attribute(deadUrl, 'ApproximateNumberOfMessages'));
    // The release has asked for an evaluation too.
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    const before = await count();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    let receives = 0;
    for (; receives < 20; receives++) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
      if (Messages.length === 0) break;
    }
    return { receives, dead: (await count()) - before };
  } finally {
    sqs.destroy();
  }
}

const laptop = servingLaptop(async () => ({ assemblyFolder: await idleEvaluation() }));

it.each(DECISIONS.map((decision) => [decision.what, decision] as const))(
  'follows an edited template in %s, and the unedited one again',
  async (_what, { stack, edit, observe, before, after }) => {
    expect(await observe(laptop())).toEqual(before);
    expect(await laptop().whileEdited(stack, edit, () => observe(laptop()))).toEqual(after);
    expect(await observe(laptop())).toEqual(before);
  },
);

it('runs the very bundles of the assembly', async () => {
  await laptop().classifyImage('incoming/bundles.png');
  const { assets } = CloudAssembly.read(laptop().assemblyFolder);
  for (const word of ['SerializeImage', 'ClassifyImage', 'CheckThreshold']) {
    const [running] = laptop().laptop.services.lambda.runningCode(laptop().functionName(word));
    expect(running?.loaded?.codeSha256).toBe(running?.codeSha256);
    expect(running?.assetKey).toBe(`${FileSystem.fingerprint(assets.path(running?.assetKey ?? ''))}.zip`);
  }
});
