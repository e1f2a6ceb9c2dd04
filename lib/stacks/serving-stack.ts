import { CfnCondition, CfnParameter, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { endpointName, modelPackageParameterName, NO_MODEL_RELEASED } from '../../core/contracts/released-model';
import { publish, published } from '../published/publish';
import { endpointCaptures } from '../serving/data-capture';
import { EndpointAlarms } from '../serving/endpoint-alarms';
import { EndpointRole } from '../serving/endpoint-role';
import { EndpointScaling } from '../serving/endpoint-scaling';
import { encryptsVolume, ImageEndpoint } from '../serving/image-endpoint';
import { StoredData } from '../storage/stored-data';

/**
 * Serving: model, configuration, endpoint and scaling, beside the role, log and alarms that they need. A release updates this stack with its
 * previous template, and its parameter `ModelPackage` alone decides what changes; with `none` there is no endpoint.
 */
export class ServingStack extends Stack {
  constructor(scope: Construct, id: string, environment: NamedEnvironment, props: StackProps) {
    super(scope, id, props);
    const { app, name, serving } = environment;
    const endpoint = endpointName(app, name);
    const modelPackage = new CfnParameter(this, 'ModelPackage', {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: modelPackageParameterName(app, name),
      description: `SSM parameter that holds the ARN of the released model package, or '${NO_MODEL_RELEASED}'`,
    });
    const condition = new CfnCondition(this, 'ModelReleased', {
      expression: Fn.conditionNot(Fn.conditionEquals(modelPackage.valueAsString, NO_MODEL_RELEASED)),
    });
    const data = new StoredData(this, 'Data', environment);
    const operations = Topic.fromTopicArn(this, 'OperationsTopic', published(this, environment, 'OperationsTopicArn'));
    const alarms = new EndpointAlarms(this, 'Alarms', { endpointName: endpoint, operations });
    // SageMaker names the log by the endpoint; made here, it ends by our retention.
    const logGroupName = `/aws/sagemaker/Endpoints/${endpoint}`;
    new LogGroup(this, 'EndpointLog', {
      logGroupName,
      retention: environment.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new EndpointRole(this, 'EndpointRole', {
      data,
      endpointName: endpoint,
      repositoryArn: published(this, environment, 'TrainingRepositoryArn'),
      furtherRepositoryArns:
        environment.tables.enabled && environment.tables.image === 'built-in'
          ? [published(this, environment, 'TableRepositoryArn')]
          : [],
      logGroupName,
      encryptsVolume: encryptsVolume(environment),
      captures: endpointCaptures(environment),
      rollbackAlarmArns: serving.mode === 'realtime' ? alarms.arns : [],
    });
    const served = new ImageEndpoint(this, 'Serving', {
      environment,
      data,
      role,
      endpointName: endpoint,
      modelPackage: modelPackage.valueAsString,
      rollbackAlarms: alarms.names,
      condition,
    });
    if (serving.mode === 'realtime') {
      new EndpointScaling(this, 'Scaling', { endpoint: served.endpoint, endpointName: endpoint, serving, condition });
    }
    publish(this, environment, { EndpointExecutionRoleArn: role.roleArn });
  }
}
