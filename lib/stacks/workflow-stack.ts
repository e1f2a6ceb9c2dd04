import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import {
  BATCH_FUNCTION_TIMEOUT_SECONDS,
  SUMMARIZE_TIMEOUT_SECONDS,
  TASK_TIMEOUT_SECONDS,
} from '../../core/contracts/limits';
import { metricsNamespace } from '../../core/contracts/metric-names';
import { endpointName } from '../../core/contracts/released-model';
import { PrivateTopic } from '../alarms/private-topic';
import { AlertDigests, DIGEST_TIMEOUT_SECONDS } from '../alerts/alert-digests';
import { START_SECONDS } from '../arrivals/object-arrival';
import { BatchClassification } from '../batch/batch-classification';
import { BatchFunctions, type BatchFunctionsProps } from '../batch/batch-functions';
import { FunctionSchedule } from '../functions/function-schedule';
import type { ServiceFunction } from '../functions/service-function';
import { addOperatorRole } from '../operator/add-operator-role';
import { publish, published } from '../published/publish';
import { LinkKey } from '../second-look-page/link-key';
import { REPAIR_TIMEOUT_SECONDS, REVIEW_TIMEOUT_SECONDS, SecondLookPage } from '../second-look-page/second-look-page';
import { StoredData } from '../storage/stored-data';
import { executionPagePrefix } from '../workflow/execution-page';
import { FailureAlarms } from '../workflow/failure-alarms';
import { FunctionAlarms } from '../workflow/function-alarms';
import { ImageArrival } from '../workflow/image-arrival';
import { ImageClassification } from '../workflow/image-classification';
import { MachineAlarms } from '../workflow/machine-alarms';
import { WorkflowDashboard } from '../workflow/workflow-dashboard';
import { WorkflowFunctions } from '../workflow/workflow-functions';

/** Answers that a crash has left without their label get it within this time. Minutes. */
const SWEEP_MINUTES = 60;

/** The workflow of a single image: three functions, the state machine `ImageClassification`, the topic that asks people, the pages where they answer. */
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
    const linkKey = new LinkKey(this, 'LinkKey', { environment, key: data.key });
    const page = new SecondLookPage(this, 'SecondLook', { environment, data, linkKey });
    const links = { linkKey, reviewUrl: page.url };
    const digests = new AlertDigests(this, 'Digests', { environment, key: data.key, topic, operations, ...links });
    const functions = new WorkflowFunctions(this, 'Functions', {
      environment,
      data,
      topic,
      alertQueue: digests.queue,
      ...links,
      executionUrlPrefix: consoleUrl.valueAsString,
    });
    new FunctionSchedule(this, 'Sweep', {
      scheduled: page.repairLabels,
      description: 'Writes the labels of answers that a crash has left without',
      everyMinutes: SWEEP_MINUTES,
    });
    const { machine } = new ImageClassification(this, 'Workflow', { environment, ...chain(functions) });
    const arrival = new ImageArrival(this, 'ImageArrival', { environment, data, machine, operations });

    const { serializeImage, classifyImage, checkThreshold } = functions;
    const namespace = metricsNamespace(environment.app, environment.name);
    const watched: Readonly<Record<string, [ServiceFunction<unknown>, number]>> = {
      SerializeImage: [serializeImage, TASK_TIMEOUT_SECONDS],
      ClassifyImage: [classifyImage, TASK_TIMEOUT_SECONDS],
      CheckThreshold: [checkThreshold, TASK_TIMEOUT_SECONDS],
      ReviewImage: [page.reviewImage, REVIEW_TIMEOUT_SECONDS],
      RepairLabels: [page.repairLabels, REPAIR_TIMEOUT_SECONDS],
      SendDigest: [digests.sendDigest, DIGEST_TIMEOUT_SECONDS],
      RotateLinkKey: [linkKey.rotateLinkKey, TASK_TIMEOUT_SECONDS],
      StartClassification: [arrival.starter, START_SECONDS],
    };
    for (const [name, [each, timeoutSeconds]] of Object.entries(watched)) {
      const alarms = { watched: each, timeoutSeconds, metricsNamespace: namespace, operations };
      new FunctionAlarms(this, `${name}Alarms`, alarms);
    }
    new FailureAlarms(this, 'Failures', { metricsNamespace: namespace, operations });
    new MachineAlarms(this, 'Executions', { machine, operations });
    new WorkflowDashboard(this, 'Overview', {
      machine,
      functions: Object.values(watched).map(([each]) => each),
      endpointName: endpointName(environment.app, environment.name),
      metricsNamespace: namespace,
    });
    const batch = this.addBatch(environment, {
      data,
      topic,
      operations,
      ...links,
      executionUrlPrefix: consoleUrl.valueAsString,
    });
    const operator = addOperatorRole(this, environment, {
      machineArns: [machine.stateMachineArn, batch.machine.stateMachineArn],
      batchMachineArn: batch.machine.stateMachineArn,
      linkSecretArn: linkKey.secretArn,
    });
    publish(this, environment, {
      ImageClassificationArn: machine.stateMachineArn,
      BatchClassificationArn: batch.machine.stateMachineArn,
      TopicArn: topic.topicArn,
      ...(operator && { OperatorRoleArn: operator.roleArn }),
      ReviewUrl: page.url,
      LinkSecretArn: linkKey.secretArn,
    });
  }

  private addBatch(
    environment: NamedEnvironment,
    props: Omit<BatchFunctionsProps, 'environment'> & { readonly operations: ITopic },
  ): BatchClassification {
    const { data, operations } = props;
    const functions = new BatchFunctions(this, 'BatchTasks', { environment, ...props });
    const { prepareBatch, classifyBatch, summarizeBatch } = functions;
    const batch = new BatchClassification(this, 'Batch', {
      environment,
      data,
      prepareBatch,
      classifyBatch,
      summarizeBatch,
    });
    const watched = [
      [prepareBatch, 'PrepareBatch', TASK_TIMEOUT_SECONDS],
      [classifyBatch, 'ClassifyBatch', BATCH_FUNCTION_TIMEOUT_SECONDS],
      [summarizeBatch, 'SummarizeBatch', SUMMARIZE_TIMEOUT_SECONDS],
    ] as const;
    const namespace = metricsNamespace(environment.app, environment.name);
    for (const [each, name, timeoutSeconds] of watched) {
      new FunctionAlarms(this, `${name}Alarms`, {
        watched: each,
        timeoutSeconds,
        metricsNamespace: namespace,
        operations,
      });
    }
    new MachineAlarms(this, 'BatchExecutions', { machine: batch.machine, operations });
    return batch;
  }
}

const chain = ({ serializeImage, classifyImage, checkThreshold }: WorkflowFunctions) => ({
  serializeImage,
  classifyImage,
  checkThreshold,
});
