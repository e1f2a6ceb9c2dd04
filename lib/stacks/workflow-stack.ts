import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { TASK_TIMEOUT_SECONDS } from '../../core/contracts/limits';
import { metricsNamespace } from '../../core/contracts/metric-names';
import { endpointName } from '../../core/contracts/released-model';
import { PrivateTopic } from '../alarms/private-topic';
import { addOperatorRole } from '../operator/add-operator-role';
import { publish, published } from '../published/publish';
import { StoredData } from '../storage/stored-data';
import { executionPagePrefix } from '../workflow/execution-page';
import { FailureAlarms } from '../workflow/failure-alarms';
import { FunctionAlarms } from '../workflow/function-alarms';
import { ImageClassification } from '../workflow/image-classification';
import { MachineAlarms } from '../workflow/machine-alarms';
import { WorkflowDashboard } from '../workflow/workflow-dashboard';
import { WorkflowFunctions } from '../workflow/workflow-functions';

/** The workflow of a single image: three functions, the state machine `ImageClassification`, the topic that asks people. */
export class WorkflowStack extends Stack {
  constructor(scope: Construct, id: string, environment: NamedEnvironment, props: StackProps) {
    super(scope, id, props);
    const consoleUrl = new CfnParameter(this, 'ConsoleUrl', {
      default: executionPagePrefix(environment.region),
      description: 'Followed by the ARN of an execution it is the address of a page that shows the execution',
    });
    const data = new StoredData(this, 'Data', environment);
    const operations = Topic.fromTopicArn(this, 'OperationsTopic', published(this, environment, 'OperationsTopicArn'));
    const topic = new PrivateTopic(this, 'Alerts', {
      key: data.key,
      emails: environment.alerts.emails,
    });
    const functions = new WorkflowFunctions(this, 'Functions', {
      environment,
      data,
      topic,
      executionUrlPrefix: consoleUrl.valueAsString,
    });
    const { machine } = new ImageClassification(this, 'Workflow', { environment, ...chain(functions) });

    const { serializeImage, classifyImage, checkThreshold } = functions;
    const namespace = metricsNamespace(environment.app, environment.name);
    const watched = { SerializeImage: serializeImage, ClassifyImage: classifyImage, CheckThreshold: checkThreshold };
    for (const [name, each] of Object.entries(watched)) {
      new FunctionAlarms(this, `${name}Alarms`, {
        watched: each,
        timeoutSeconds: TASK_TIMEOUT_SECONDS,
        metricsNamespace: namespace,
        operations,
      });
    }
    const all = Object.values(watched);
    new FailureAlarms(this, 'Failures', { metricsNamespace: namespace, operations });
    new MachineAlarms(this, 'Executions', { machine, operations });
    new WorkflowDashboard(this, 'Overview', {
      machine,
      functions: all,
      endpointName: endpointName(environment.app, environment.name),
      metricsNamespace: namespace,
    });
    const operator = addOperatorRole(this, environment, machine.stateMachineArn);
    publish(this, environment, {
      ImageClassificationArn: machine.stateMachineArn,
      TopicArn: topic.topicArn,
      ...(operator && { OperatorRoleArn: operator.roleArn }),
    });
  }
}

const chain = ({ serializeImage, classifyImage, checkThreshold }: WorkflowFunctions) => ({
  serializeImage,
  classifyImage,
  checkThreshold,
});
