import { CreateEndpointCommand, DeleteEndpointCommand, DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { endpointName } from '../../../core/contracts/released-model';
import { alertMarkerKey } from '../../../core/contracts/storage-layout';
import { LOCAL_REGION } from '../../../local/account';
import { eventually } from '../../fixtures/eventually';
import { type EditableTemplate, resourceOf } from '../../fixtures/laptop/edited-assembly';
import { DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';

const laptop = servingLaptop();

const withWorkflow = (edit: (template: EditableTemplate) => void, act: () => Promise<void>): Promise<void> =>
  laptop().whileEdited('workflow', edit, act);

const withoutStatement = (role: string, sid: string) => (template: EditableTemplate) => {
  const { PolicyDocument: document } = resourceOf(template, 'AWS::IAM::Policy', role).Properties;
  document.Statement = document.Statement.filter(({ Sid }: { Sid?: string }) => Sid !== sid);
};

describe('a role without a grant', () => {
  it.each([
    ['SerializeImageRole', 'ReadImages', 's3:GetObject', ['SerializeImage', 'ReadError', 'ImageFailed']],
    ['SerializeImageRole', 'DecryptImages', 'kms:Decrypt', ['SerializeImage', 'ReadError', 'ImageFailed']],
    [
      'ClassifyImageRole',
      'InvokeEndpoint',
      'sagemaker:InvokeEndpoint',
      ['SerializeImage', 'ClassifyImage', 'ReadError', 'ImageFailed'],
    ],
    [
      'CheckThresholdRole',
      'Alert',
      'sns:Publish',
      ['SerializeImage', 'ClassifyImage', 'CheckThreshold', 'ReadError', 'ImageFailed'],
    ],
  ])('fails at once as AccessDenied when %s lacks %s, which is %s', async (role, sid, action, path) => {
    await withWorkflow(withoutStatement(role, sid), async () => {
      laptop().model.behave(DOUBTFUL);
      const execution = await laptop().classifyImage('incoming/denied.png');
      expect(execution.path).toEqual(path);
      expect(execution).toMatchObject({ status: 'FAILED', error: 'AccessDenied' });
      expect(execution.cause).toContain(action);
      // Generated names are cut.
      expect(execution.cause).toContain(`functions${role.toLowerCase().slice(0, 15)}`);
    });
  });

  it('says so too when the state machine may not invoke the function', async () => {
    await withWorkflow(withoutStatement('WorkflowImageClassificationRole', 'InvokeClassifyImage'), async () => {
      const execution = await laptop().classifyImage('incoming/denied.png');
      // Step Functions gives this name to whatever Lambda refuses, what passes by itself too, so it is tried again. It is no error of a
      // function, whose cause `ReadError` would read: the execution ends with it as it is.
      expect(execution.path).toEqual(['SerializeImage', 'ClassifyImage x7']);
      expect(new Set(execution.attemptErrors)).toEqual(new Set(['Lambda.AWSLambdaException']));
      expect(execution).toMatchObject({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
      expect(execution.cause).toMatch(/AccessDenied.*lambda:InvokeFunction|lambda:InvokeFunction.*AccessDenied/s);
      expect(laptop().model.requests()).toEqual([]);
    });
  });
});

describe('SNS refuses', () => {
  const markerOf = async (reviewId: string): Promise<unknown> =>
    JSON.parse((await laptop().read(laptop().images, alertMarkerKey(reviewId))) ?? 'null');

  it('fails at once, the alert still pending, when the topic’s policy denies it', async () => {
    const denied = (template: EditableTemplate): void => {
      const { PolicyDocument: document, Topics: topics } = resourceOf(
        template,
        'AWS::SNS::TopicPolicy',
        'Alerts',
      ).Properties;
      document.Statement.push({ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: topics[0] });
    };
    await withWorkflow(denied, async () => {
      laptop().model.behave(DOUBTFUL);
      const execution = await laptop().classifyImage('incoming/refused.png');
      expect(execution.path).toEqual(['SerializeImage', 'ClassifyImage', 'CheckThreshold', 'ReadError', 'ImageFailed']);
      expect(execution.error).toBe('AccessDenied');
      expect(execution.cause).toMatch(/may not publish.*explicit deny/);
      expect(await markerOf(execution.stateOutputs.ClassifyImage.body.inference_id)).toMatchObject({
        state: 'pending',
      });
    });
  });

  it('queues the alert when there is no topic; once there is one, it goes out under the same review id', async () => {
    const sns = new SNSClient({
      endpoint: laptop().laptop.url,
      region: LOCAL_REGION,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const TopicArn = laptop().outputs.get('TopicArn');
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    laptop().model.behave(DOUBTFUL);
    const execution = await laptop().classifyImage('incoming/no-topic.png');
    expect(execution.error).toBe('THRESHOLD_CONFIDENCE_NOT_MET');

    await sns.send(new CreateTopicCommand({ Name: TopicArn.slice(TopicArn.lastIndexOf(':') + 1) }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'second-look@example.com' }));
    sns.destroy();
    const before = laptop().laptop.mails().length;
    const { body } = execution.stateOutputs.ClassifyImage;
    expect(laptop().laptop.mails().slice(before)).toEqual([]);
    // As its schedule does, every minute.
    const sent = await laptop().invoke('SendDigest', {});
    expect(sent).toEqual({ failed: false, payload: { images: 1, messages: 1 } });
    const [mail] = await laptop().mailsAfter(before, 1);
    expect(mail?.text).toContain(`Review id:   ${body.inference_id}`);
  });
});

it('tries again, and then fails by name, when the endpoint is gone', async () => {
  const { sageMaker } = laptop().clients;
  const EndpointName = endpointName(ENVIRONMENT.app, ENVIRONMENT.name);
  const { EndpointConfigName } = await sageMaker.send(new DescribeEndpointCommand({ EndpointName }));
  await sageMaker.send(new DeleteEndpointCommand({ EndpointName }));
  const status = async (): Promise<string | undefined> =>
    sageMaker.send(new DescribeEndpointCommand({ EndpointName })).then(
      ({ EndpointStatus }) => EndpointStatus,
      () => 'absent',
    );
  await eventually(async () => (await status()) === 'absent');
  try {
    const execution = await laptop().classifyImage('incoming/no-endpoint.png');
    expect(execution.path).toEqual(['SerializeImage', 'ClassifyImage x7', 'ReadError', 'ImageFailed']);
    expect(execution.error).toBe('EndpointUnavailable');
    expect(execution.cause).toMatch(/second-look-local.*not found.*Release a model/);
  } finally {
    await sageMaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName }));
    await eventually(async () => (await status()) === 'InService');
  }
});
