/**
 * Types that the laptop writes down and does nothing about, with the reason: none of them changes what the workflow does. A type
 * that is neither here nor provided is reported as declared, not simulated.
 */
export const INERT_TYPES: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'analytics of the CDK',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'the laptop does not scale',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'the laptop does not scale',
  'AWS::Budgets::Budget': 'the laptop costs nothing',
  'AWS::CloudFormation::WaitConditionHandle': 'nothing waits for it',
  'AWS::CloudWatch::AnomalyDetector': 'no anomaly is looked for',
  'AWS::CloudWatch::CompositeAlarm': 'only alarms on metrics are evaluated',
  'AWS::CloudWatch::Dashboard': 'there is no CloudWatch console',
  'AWS::Logs::LogGroup': 'logs are files of the laptop',
  'AWS::Logs::QueryDefinition': 'there is no CloudWatch console',
  'AWS::Logs::ResourcePolicy': 'logs are files of the laptop',
  'AWS::ResourceGroups::Group': 'there is no console',
  'AWS::SageMaker::DataQualityJobDefinition':
    'the managed Model Monitor is SageMaker’s own; the laptop runs MonitorEndpoint',
  'AWS::SageMaker::ModelBiasJobDefinition':
    'the managed Model Monitor is SageMaker’s own; the laptop runs MonitorEndpoint',
  'AWS::SageMaker::ModelExplainabilityJobDefinition':
    'the managed Model Monitor is SageMaker’s own; the laptop runs MonitorEndpoint',
  'AWS::SageMaker::ModelQualityJobDefinition':
    'the managed Model Monitor is SageMaker’s own; the laptop runs MonitorEndpoint',
  'AWS::SageMaker::MonitoringSchedule': 'the managed Model Monitor is SageMaker’s own; the laptop runs MonitorEndpoint',
  'AWS::XRay::Group': 'traces are not collected',
  'AWS::XRay::SamplingRule': 'traces are not collected',
  'Custom::S3AutoDeleteObjects': 'a bucket of the laptop is removed with what is in it',
};
