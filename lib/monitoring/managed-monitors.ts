import { Fn, Stack } from 'aws-cdk-lib';
import {
  CfnDataQualityJobDefinition,
  CfnModelBiasJobDefinition,
  CfnModelExplainabilityJobDefinition,
  CfnModelQualityJobDefinition,
  CfnMonitoringSchedule,
} from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import type { ManagedMonitoring } from '../../core/contracts/managed-monitoring';
import {
  CLARIFY_REGISTRY_ACCOUNTS,
  CLARIFY_REPOSITORY,
  CLARIFY_TAG,
  MODEL_MONITOR_REGISTRY_ACCOUNTS,
  MODEL_MONITOR_REPOSITORY,
} from '../../core/contracts/model-monitor-registry';
import type { MonitorKind } from '../../core/contracts/monitor-report';
import { endpointName } from '../../core/contracts/released-model';
import { BASELINE_PREFIX, GROUND_TRUTH_PREFIX, managedReportsPrefix } from '../../core/contracts/storage-layout';
import type { StoredData } from '../storage/stored-data';
import { ManagedMonitorRole } from './managed-monitor-role';

export interface ManagedMonitorsProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly managed: ManagedMonitoring;
}

/** Every full hour: of the few cron expressions that the service knows. */
const HOURLY = 'cron(0 * ? * * *)';
/** Where the container finds what it reads, and leaves what it writes. */
const [INPUT_PATH, OUTPUT_PATH] = ['/opt/ml/processing/input/endpoint', '/opt/ml/processing/output'];

type Definition = { readonly attrJobDefinitionArn: string };

/**
 * SageMaker's own Model Monitor beside ours, for accounts that still have it: four job definitions, each with a schedule and a role of its own, against the files that
 * `monitor baseline` has written. It reads CSV and JSON, no images. Closed to new customers; never run by us.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-availability-change.html
 */
export class ManagedMonitors extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ManagedMonitorsProps,
  ) {
    super(scope, id);
    this.dataQuality();
    this.modelQuality();
    this.bias();
    this.explainability();
  }

  private dataQuality(): void {
    const definition = new CfnDataQualityJobDefinition(this, 'DataQuality', {
      ...this.shared('data-quality', MODEL_MONITOR),
      dataQualityAppSpecification: { imageUri: this.image(MODEL_MONITOR) },
      dataQualityBaselineConfig: {
        constraintsResource: { s3Uri: this.baseline('data-quality', 'constraints.json') },
        statisticsResource: { s3Uri: this.baseline('data-quality', 'statistics.json') },
      },
      dataQualityJobInput: { endpointInput: this.captures },
      dataQualityJobOutputConfig: this.output('data-quality'),
    });
    this.schedule('data-quality', 'DataQuality', definition);
  }

  private modelQuality(): void {
    const definition = new CfnModelQualityJobDefinition(this, 'ModelQuality', {
      ...this.shared('model-quality', MODEL_MONITOR),
      modelQualityAppSpecification: {
        imageUri: this.image(MODEL_MONITOR),
        problemType: this.props.managed.problem,
      },
      modelQualityBaselineConfig: {
        constraintsResource: { s3Uri: this.baseline('model-quality', 'constraints.json') },
      },
      modelQualityJobInput: { endpointInput: this.labelledCaptures, groundTruthS3Input: this.labels },
      modelQualityJobOutputConfig: this.output('model-quality'),
    });
    this.schedule('model-quality', 'ModelQuality', definition);
  }

  private bias(): void {
    const definition = new CfnModelBiasJobDefinition(this, 'Bias', {
      ...this.shared('bias', CLARIFY),
      modelBiasAppSpecification: {
        imageUri: this.image(CLARIFY),
        configUri: this.baseline('bias', 'analysis_config.json'),
      },
      modelBiasBaselineConfig: { constraintsResource: { s3Uri: this.baseline('bias', 'analysis.json') } },
      modelBiasJobInput: { endpointInput: this.labelledCaptures, groundTruthS3Input: this.labels },
      modelBiasJobOutputConfig: this.output('bias'),
    });
    this.schedule('bias', 'ModelBias', definition);
  }

  private explainability(): void {
    const definition = new CfnModelExplainabilityJobDefinition(this, 'Explainability', {
      ...this.shared('explainability', CLARIFY),
      modelExplainabilityAppSpecification: {
        imageUri: this.image(CLARIFY),
        configUri: this.baseline('explainability', 'analysis_config.json'),
      },
      modelExplainabilityBaselineConfig: {
        constraintsResource: { s3Uri: this.baseline('explainability', 'analysis.json') },
      },
      modelExplainabilityJobInput: { endpointInput: this.captures },
      modelExplainabilityJobOutputConfig: this.output('explainability'),
    });
    this.schedule('explainability', 'ModelExplainability', definition);
  }

  /** What all four definitions have, whatever they compute. */
  private shared(kind: MonitorKind, image: Image) {
    const { environment, data, managed } = this.props;
    const { baseline, instanceType, volumeSizeGb, maxRuntimeSeconds, modelName } = managed;
    const role = new ManagedMonitorRole(this, `${kind}-role`, {
      environment,
      data,
      kind,
      baseline,
      repositoryArn: Stack.of(this).formatArn({
        service: 'ecr',
        account: image.accounts[environment.region],
        resource: 'repository',
        resourceName: image.repository,
      }),
      metricsNamespace: `aws/sagemaker/Endpoints/${METRICS[kind]}`,
      readsLabels: kind === 'model-quality' || kind === 'bias',
    });
    if (kind === 'explainability') role.allowShadowEndpoint(modelName);
    return {
      roleArn: role.roleArn,
      jobResources: {
        clusterConfig: {
          instanceCount: 1,
          instanceType,
          volumeSizeInGb: volumeSizeGb,
          volumeKmsKeyId: data.key.keyArn,
        },
      },
      stoppingCondition: { maxRuntimeInSeconds: maxRuntimeSeconds },
    };
  }

  private get captures() {
    const { app, name } = this.props.environment;
    return { endpointName: endpointName(app, name), localPath: INPUT_PATH };
  }

  /** Of the hour whose labels have had their time to arrive. */
  private get labelledCaptures() {
    const { environment, managed } = this.props;
    const { labelHours } = environment.monitoring;
    const answer =
      managed.problem === 'BinaryClassification'
        ? { probabilityAttribute: '0', probabilityThresholdAttribute: managed.probabilityThreshold }
        : { inferenceAttribute: '0' };
    return {
      ...this.captures,
      ...answer,
      startTimeOffset: `-PT${labelHours + 1}H`,
      endTimeOffset: `-PT${labelHours}H`,
    };
  }

  private get labels() {
    return { s3Uri: `s3://${this.props.data.capture.bucketName}/${GROUND_TRUTH_PREFIX}` };
  }

  private baseline(kind: MonitorKind, file: string): string {
    const { data, managed } = this.props;
    return `s3://${data.reports.bucketName}/${BASELINE_PREFIX}${managed.baseline}/${kind}/${file}`;
  }

  private output(kind: MonitorKind) {
    const { data } = this.props;
    const s3Uri = `s3://${data.reports.bucketName}/${managedReportsPrefix(kind)}`;
    return {
      kmsKeyId: data.key.keyArn,
      monitoringOutputs: [{ s3Output: { s3Uri, localPath: OUTPUT_PATH, s3UploadMode: 'EndOfJob' } }],
    };
  }

  private image({ accounts, repository, tag }: Image): string {
    const { region } = this.props.environment;
    return `${accounts[region]}.dkr.ecr.${region}.${Stack.of(this).urlSuffix}/${repository}${tag}`;
  }

  /** A definition cannot be changed, only replaced, so CloudFormation names it; the schedule follows. */
  private schedule(kind: MonitorKind, monitoringType: string, { attrJobDefinitionArn }: Definition): void {
    const { app, name } = this.props.environment;
    new CfnMonitoringSchedule(this, `${monitoringType}Schedule`, {
      monitoringScheduleName: `${endpointName(app, name)}-${kind}`,
      monitoringScheduleConfig: {
        monitoringType,
        monitoringJobDefinitionName: Fn.select(1, Fn.split('/', attrJobDefinitionArn)),
        scheduleConfig: { scheduleExpression: HOURLY },
      },
    });
  }
}

interface Image {
  readonly accounts: Readonly<Record<string, string>>;
  readonly repository: string;
  readonly tag: string;
}

const MODEL_MONITOR: Image = {
  accounts: MODEL_MONITOR_REGISTRY_ACCOUNTS,
  repository: MODEL_MONITOR_REPOSITORY,
  tag: '',
};
const CLARIFY: Image = {
  accounts: CLARIFY_REGISTRY_ACCOUNTS,
  repository: CLARIFY_REPOSITORY,
  tag: `:${CLARIFY_TAG}`,
};

/** Last word of the namespace that the service publishes a monitor's metrics in. */
const METRICS: Readonly<Partial<Record<MonitorKind, string>>> = {
  'data-quality': 'data-metrics',
  'model-quality': 'model-metrics',
  bias: 'bias-metrics',
  explainability: 'explainability-metrics',
};
