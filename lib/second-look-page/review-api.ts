import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { explained } from '../checks/explained';

/** What the pages consist of. Anything else is refused by the API and costs no invocation. */
const ROUTES = [
  'GET /second-look',
  'HEAD /second-look',
  'POST /second-look',
  'GET /second-look/{file}',
  'HEAD /second-look/{file}',
  'GET /review',
  'HEAD /review',
] as const;

/** Longest wait of an HTTP API. Milliseconds. */
export const API_TIMEOUT_MILLISECONDS = 30_000;

/** Of a request: never its path or query, which hold a signed link. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  ip: '$context.identity.sourceIp',
  error: '$context.error.message',
};

export interface ReviewApiProps {
  readonly environment: NamedEnvironment;
  readonly handler: IFunction;
}

/** The HTTP API before the second-look pages: throttled, logged, with an authorizer where one is configured. */
export class ReviewApi extends Construct {
  /** `https://….execute-api.…` */
  readonly url: string;

  constructor(scope: Construct, id: string, { environment, handler }: ReviewApiProps) {
    super(scope, id);
    const { requestsPerSecond, burst } = environment.secondLook;
    const api = new CfnApi(this, 'Api', {
      name: `${environment.app}-${environment.name}-second-look`,
      description: 'Second-look pages',
      protocolType: 'HTTP',
    });
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: handler.functionArn,
      payloadFormatVersion: '2.0',
      timeoutInMillis: API_TIMEOUT_MILLISECONDS,
    });
    const authorization = this.authorization(api, environment);
    for (const routeKey of ROUTES) {
      const route = new CfnRoute(this, routeKey, {
        apiId: api.ref,
        routeKey,
        target: `integrations/${integration.ref}`,
        ...authorization,
      });
      if (authorization.authorizationType === 'NONE') {
        explained(route, 'AwsSolutions-APIG4', 'Links are signed: the function refuses a request without one.');
      }
    }
    const log = new LogGroup(this, 'AccessLog', {
      retention: environment.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: burst },
      accessLogSettings: { destinationArn: log.logGroupArn, format: JSON.stringify(ACCESS_LOG) },
    });
    handler.addPermission('ReviewApi', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({ service: 'execute-api', resource: api.ref, resourceName: '*' }),
    });
    this.url = api.attrApiEndpoint;
  }

  private authorization(api: CfnApi, { secondLook }: NamedEnvironment) {
    if (secondLook.authorizer === undefined) return { authorizationType: 'NONE' } as const;
    const { issuer, audience } = secondLook.authorizer;
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: api.ref,
      name: 'reviewers',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer, audience: [...audience] },
    });
    return { authorizationType: 'JWT', authorizerId: authorizer.ref } as const;
  }
}
