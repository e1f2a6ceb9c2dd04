import { Match, type Template } from 'aws-cdk-lib/assertions';
import { statements } from '../policies';
import { synthesized } from '../synthesized';

let template: Template;
beforeAll(() => {
  template = synthesized('local').templates.workflow;
});

describe('the pages’ API', () => {
  it('has the pages’ routes and no other, each open to whoever has a signed link', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
    expect(routes.map(({ Properties }) => `${Properties.RouteKey} ${Properties.AuthorizationType}`).sort()).toEqual([
      'GET /review NONE',
      'GET /second-look NONE',
      'GET /second-look/{file} NONE',
      'HEAD /review NONE',
      'HEAD /second-look NONE',
      'HEAD /second-look/{file} NONE',
      'POST /second-look NONE',
    ]);
  });

  it('is throttled as configured', () => {
    const { workflow } = synthesized('local', { secondLook: { requestsPerSecond: 7, burst: 9 } }).templates;
    workflow.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 },
    });
  });

  it('logs requests, but neither path nor query: they hold the signed link', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    const { Format, DestinationArn } = stage?.Properties.AccessLogSettings ?? {};
    expect(DestinationArn).toEqual({ 'Fn::GetAtt': [expect.stringContaining('AccessLog'), 'Arn'] });
    expect(String(Format)).toContain('$context.routeKey');
    expect(String(Format)).not.toMatch(/\$context\.path|requestOverride|querystring|\$context\.http/);
  });

  it('asks for a token of the configured issuer on every route', () => {
    const authorizer = { issuer: 'https://login.example.com/pool', audience: ['reviewers'] };
    const { workflow } = synthesized('local', { secondLook: { authorizer } }).templates;

    workflow.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: authorizer.issuer, Audience: authorizer.audience },
    });
    workflow.allResourcesProperties('AWS::ApiGatewayV2::Route', {
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: Match.stringLikeRegexp('Authorizer') },
    });
  });

  it('may invoke its function, and no other API may', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('SecondLookReviewApi') }])] },
    });
  });
});

describe('the secret of the links', () => {
  it('is made by Secrets Manager, under the environment’s key', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        SecretStringTemplate: '{"id":"first"}',
        GenerateStringKey: 'secret',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
      KmsKeyId: { Ref: Match.stringLikeRegexp('keyarn') },
      SecretString: Match.absent(),
      Name: Match.absent(),
    });
  });

  it('is rotated as configured, by a function that keeps keys as long as links live', () => {
    const { workflow } = synthesized('local', { secondLook: { linkDays: 3, rotationDays: 45 } }).templates;
    workflow.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { AutomaticallyAfterDays: 45 },
      RotationLambdaARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('RotateLinkKey'), 'Arn'] },
    });
    workflow.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'rotate-link-key', LINK_DAYS: '3' } },
    });
    workflow.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'secretsmanager.amazonaws.com' });
  });
});

describe('digests', () => {
  const schedules = (of: Template) =>
    Object.values(of.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.ScheduleExpression);

  it.each([
    [0, 'rate(1 minute)', true],
    [300, 'rate(5 minutes)', false],
    [3_600, 'rate(1 hour)', false],
  ])('with a window of %i s drain the queue at %s', (windowSeconds, rate, publishesAtOnce) => {
    const { workflow } = synthesized('local', { alerts: { windowSeconds } }).templates;

    expect(schedules(workflow)).toContain(rate);
    for (const service of ['check-threshold', 'send-digest']) {
      workflow.hasResourceProperties('AWS::Lambda::Function', {
        Environment: {
          Variables: { POWERTOOLS_SERVICE_NAME: service, ALERT_WINDOW_SECONDS: String(windowSeconds) },
        },
      });
    }
    const publishes = statements(workflow, 'CheckThresholdRole').some((each) => each.startsWith('Alert:'));
    expect(publishes).toBe(publishesAtOnce);
  });

  it('come from an encrypted queue that gives up after five tries, which rings', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      KmsMasterKeyId: { Ref: Match.stringLikeRegexp('keyarn') },
      VisibilityTimeout: 180,
      RedrivePolicy: {
        maxReceiveCount: 5,
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DigestsDeadLetters'), 'Arn'] },
      },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [
        {
          Name: 'QueueName',
          Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('DigestsDeadLetters'), 'QueueName'] },
        },
      ],
      Threshold: 1,
    });
  });

  it('gather for five minutes in staging and prod, and not at all in dev', () => {
    const rates = ['dev', 'staging', 'prod'].map((name) => schedules(synthesized(name).templates.workflow));
    expect(rates.map((each) => each.includes('rate(5 minutes)'))).toEqual([false, true, true]);
  });
});

describe('permissions', () => {
  const own = (word: string) => [
    '-: xray:PutTraceSegments xray:PutTelemetryRecords on *',
    expect.stringMatching(new RegExp(`^WriteOwnLog: logs:CreateLogStream logs:PutLogEvents on \\{\\w*${word}Log`)),
  ];
  const answering = [
    'ReadReviews: s3:GetObject on arn:aws:s3:::{imagesbucket}/second_look/open/* arn:aws:s3:::{imagesbucket}/second_look/answers/*',
    'ListOpenItems: s3:ListBucket on arn:aws:s3:::{imagesbucket}',
    'CloseItems: s3:DeleteObject on arn:aws:s3:::{imagesbucket}/second_look/open/*',
    'WriteLabels: s3:PutObject on arn:aws:s3:::{capturebucket}/ground_truth/*',
    'UseKey: kms:Decrypt kms:GenerateDataKey on {keyarn}',
  ];
  const readLinkKey = expect.stringMatching(/^ReadLinkKey: secretsmanager:GetSecretValue on \{LinkKeySecret\w+\}$/);

  it('of review-image are exactly these: pictures by version only, answers never written over', () => {
    expect(statements(template, 'ReviewImageRole')).toEqual([
      ...own('ReviewImage'),
      readLinkKey,
      'ShowImages: s3:GetObjectVersion on arn:aws:s3:::{imagesbucket}/*',
      ...answering,
      'ClaimAnswers: s3:PutObject on arn:aws:s3:::{imagesbucket}/second_look/answers/*',
    ]);
  });

  it('of repair-labels are exactly these: it gives no answers', () => {
    expect(statements(template, 'RepairLabelsRole')).toEqual([...own('RepairLabels'), ...answering]);
  });

  it('of send-digest are exactly these', () => {
    expect(statements(template, 'SendDigestRole')).toEqual([
      ...own('SendDigest'),
      expect.stringMatching(/^TakeAlerts: sqs:ReceiveMessage sqs:DeleteMessage on \{DigestsQueue\w+\.Arn\}$/),
      expect.stringMatching(/^Alert: sns:Publish on \{Alerts\w+\}$/),
      readLinkKey,
      'UseKey: kms:Decrypt kms:GenerateDataKey on {keyarn}',
    ]);
  });

  it('of rotate-link-key are exactly these', () => {
    expect(statements(template, 'RotateLinkKeyRole')).toEqual([
      ...own('RotateLinkKey'),
      expect.stringMatching(
        /^RotateLinkKey: secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:DescribeSecret secretsmanager:UpdateSecretVersionStage on \{LinkKeySecret\w+\}$/,
      ),
      'UseKey: kms:Decrypt kms:GenerateDataKey on {keyarn}',
    ]);
  });
});

describe('retention', () => {
  const rules = (retention: object, bucket: string): { Id: string; Prefix: string; ExpirationInDays: number }[] => {
    const { storage } = synthesized('local', { retention }).templates;
    const [found] = Object.entries(storage.findResources('AWS::S3::Bucket'))
      .filter(([id]) => id.startsWith(bucket))
      .map(([, { Properties }]) => Properties.LifecycleConfiguration.Rules);
    return found.filter(({ ExpirationInDays }: { ExpirationInDays?: number }) => ExpirationInDays !== undefined);
  };

  it('ends each prefix after its own days', () => {
    const retention = { incomingDays: 30, openDays: 60, answerDays: 90, captureDays: 120, groundTruthDays: 150 };

    const images = rules(retention, 'Images').map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays]);
    const capture = rules(retention, 'Capture').map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays]);

    expect(images).toEqual([
      ['second_look/alerts/', 30],
      ['incoming/', 30],
      ['second_look/open/', 60],
      ['second_look/answers/', 90],
    ]);
    expect(capture).toEqual([
      ['data_capture/', 120],
      ['ground_truth/', 150],
    ]);
  });

  it('ends nothing where nothing is configured', () => {
    expect(rules({}, 'Images').map(({ Prefix }) => Prefix)).toEqual(['second_look/alerts/']);
    expect(rules({}, 'Capture')).toEqual([]);
  });
});
