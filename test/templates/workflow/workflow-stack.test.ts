import { Match, type Template } from 'aws-cdk-lib/assertions';
import { statements } from '../policies';
import { synthesized } from '../synthesized';

const SERVERLESS = { serving: { mode: 'serverless' } };
let template: Template;
beforeAll(() => {
  template = synthesized('local').templates.workflow;
});

const FUNCTIONS = ['SerializeImage', 'ClassifyImage', 'CheckThreshold'] as const;
interface Properties {
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
  readonly [name: string]: unknown;
}
function functionOf(word: string, of: Template = template): Properties {
  const [, found] = Object.entries(of.findResources('AWS::Lambda::Function')).find(([id]) => id.includes(word)) ?? [];
  return found?.Properties as Properties;
}

describe.each(FUNCTIONS)('%s', (word) => {
  it('runs on nodejs24.x, arm64, for 30 s, traced, with JSON logs', () => {
    expect(functionOf(word)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 30,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.stringContaining(`${word}Log`) } },
    });
  });

  it('says who it is in logs and metrics', () => {
    expect(functionOf(word).Environment.Variables).toMatchObject({
      POWERTOOLS_SERVICE_NAME: word.replace(/(?<=.)([A-Z])/, '-$1').toLowerCase(),
      POWERTOOLS_METRICS_NAMESPACE: 'SecondLook/second-look-local',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    });
  });

  it.each([
    ['DEBUG', 'DEBUG'],
    ['INFO', 'INFO'],
    ['ERROR', 'INFO'],
  ])('with the log level %s has Lambda let through %s and above: metrics count as INFO', (logLevel, lets) => {
    const { workflow } = synthesized('local', { logLevel }).templates;
    expect(functionOf(word, workflow)).toMatchObject({
      LoggingConfig: { ApplicationLogLevel: lets },
      Environment: { Variables: { POWERTOOLS_LOG_LEVEL: logLevel } },
    });
  });

  it('claims no concurrency for itself: a new account may have ten in all', () => {
    expect(functionOf(word)).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

describe('variables', () => {
  it('of check-threshold carry the environment’s threshold', () => {
    const { workflow } = synthesized('local', { confidenceThreshold: 0.5 }).templates;
    expect(functionOf('CheckThreshold', workflow).Environment.Variables).toMatchObject({
      CONFIDENCE_THRESHOLD: '0.5',
      TOPIC_ARN: { Ref: expect.stringContaining('Alerts') },
      IMAGES_BUCKET: { Ref: expect.stringContaining('imagesbucket') },
      EXECUTION_URL_PREFIX: { Ref: 'ConsoleUrl' },
    });
  });

  it('let a threshold of 0 be 0', () => {
    const { workflow } = synthesized('local', { confidenceThreshold: 0 }).templates;
    expect(functionOf('CheckThreshold', workflow).Environment.Variables.CONFIDENCE_THRESHOLD).toBe('0');
  });

  it('of classify-image name endpoint and parameter, and no capture on instances', () => {
    const { Variables } = functionOf('ClassifyImage').Environment;
    expect(Variables).toMatchObject({
      ENDPOINT_NAME: 'second-look-local',
      RELEASED_MODEL_PARAMETER: '/second-look/local/released-model',
    });
    expect(Variables).not.toHaveProperty('CAPTURE_DESTINATION_S3_URI');
  });

  it.each([
    ['realtime', '6291456'],
    ['serverless', '4000000'],
  ])('of serialize-image and classify-image carry what a %s endpoint takes: %s bytes', (mode, bytes) => {
    const { workflow } = synthesized('local', { serving: { mode } }).templates;
    for (const word of ['SerializeImage', 'ClassifyImage']) {
      expect(functionOf(word, workflow).Environment.Variables).toMatchObject({ MAX_IMAGE_BYTES: bytes });
    }
  });

  it('of classify-image make the function capture for a serverless endpoint', () => {
    const { workflow } = synthesized('local', { ...SERVERLESS, capture: { percentage: 25 } }).templates;
    expect(functionOf('ClassifyImage', workflow).Environment.Variables).toMatchObject({
      CAPTURE_DESTINATION_S3_URI: { 'Fn::Join': ['', ['s3://', expect.anything(), '/data_capture']] },
      CAPTURE_PERCENTAGE: '25',
    });
    expect(statements(workflow, 'ClassifyImageRole')).toContain(
      'WriteCaptures: s3:PutObject on arn:aws:s3:::{capturebucket}/data_capture/second-look-local/*',
    );
  });

  it('of classify-image capture nothing where capture is off', () => {
    const { workflow } = synthesized('local', { ...SERVERLESS, capture: { enabled: false } }).templates;
    expect(functionOf('ClassifyImage', workflow).Environment.Variables).not.toHaveProperty('CAPTURE_PERCENTAGE');
    expect(statements(workflow, 'ClassifyImageRole').join('\n')).not.toContain('WriteCaptures');
  });
});

it.each([
  [
    'local',
    'us-east-1',
    'https://us-east-1.console.aws.amazon.com/states/home?region=us-east-1#/v2/executions/details/',
  ],
  [
    'dev',
    'us-gov-west-1',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/states/home?region=us-gov-west-1#/v2/executions/details/',
  ],
])('links executions of %s in %s to the console of the region, unless told otherwise', (name, region, url) => {
  synthesized(name, { region }).templates.workflow.hasParameter('ConsoleUrl', { Type: 'String', Default: url });
});

describe('permissions', () => {
  const own = (word: string) => [
    '-: xray:PutTraceSegments xray:PutTelemetryRecords on *',
    expect.stringMatching(new RegExp(`^WriteOwnLog: logs:CreateLogStream logs:PutLogEvents on \\{Functions${word}Log`)),
  ];

  it('of serialize-image are exactly these', () => {
    expect(statements(template, 'SerializeImageRole')).toEqual([
      ...own('SerializeImage'),
      'ReadImages: s3:GetObject s3:GetObjectVersion on arn:aws:s3:::{imagesbucket}/*',
      'TellMissingImages: s3:ListBucket on arn:aws:s3:::{imagesbucket}',
      'DecryptImages: kms:Decrypt on {keyarn}',
    ]);
  });

  it('of classify-image are exactly these', () => {
    expect(statements(template, 'ClassifyImageRole')).toEqual([
      ...own('ClassifyImage'),
      'InvokeEndpoint: sagemaker:InvokeEndpoint on arn:aws:sagemaker:us-east-1:000000000000:endpoint/second-look-local',
      'ReadReleasedModel: ssm:GetParameter on arn:aws:ssm:us-east-1:000000000000:parameter/second-look/local/released-model',
      'ReadImages: s3:GetObject s3:GetObjectVersion on arn:aws:s3:::{imagesbucket}/*',
      'UseKey: kms:Decrypt on {keyarn}',
    ]);
  });

  it('of check-threshold are exactly these', () => {
    expect(statements(template, 'CheckThresholdRole')).toEqual([
      ...own('CheckThreshold'),
      expect.stringMatching(/^Alert: sns:Publish on \{Alerts\w+\}$/),
      expect.stringMatching(/^QueueAlerts: sqs:SendMessage on \{DigestsQueue\w+\.Arn\}$/),
      'OpenSecondLooks: s3:PutObject on arn:aws:s3:::{imagesbucket}/second_look/open/*',
      expect.stringMatching(/^ReadLinkKey: secretsmanager:GetSecretValue on \{LinkKeySecret\w+\}$/),
      'MarkAlerts: s3:GetObject s3:PutObject on arn:aws:s3:::{imagesbucket}/second_look/alerts/*',
      'UseKey: kms:Decrypt kms:GenerateDataKey on {keyarn}',
    ]);
  });

  it('of the state machine are exactly these: three functions, one event source', () => {
    expect(statements(template, 'ImageClassificationRole')).toEqual([
      ...FUNCTIONS.map((word) =>
        expect.stringMatching(new RegExp(`^Invoke${word}: lambda:InvokeFunction on \\{Functions${word}\\w+\\.Arn\\}$`)),
      ),
      'PublishImageAccepted: events:PutEvents on arn:aws:events:us-east-1:000000000000:event-bus/default if ' +
        '{"StringEquals":{"events:source":"second-look.local"}}',
      expect.stringMatching(/^-: logs:CreateLogDelivery .* on \*$/),
      expect.stringMatching(/^-: xray:PutTraceSegments .* on \*$/),
    ]);
  });
});

it('is a standard state machine, traced, that logs errors without data', () => {
  template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    StateMachineName: Match.absent(),
    StateMachineType: Match.absent(),
    TracingConfiguration: { Enabled: true },
    LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
  });
});

it('encrypts the alerts’ topic, takes TLS only, and mails those who are configured', () => {
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: { Ref: Match.stringLikeRegexp('keyarn') } });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    },
  });
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'second-look@example.com' });
});
