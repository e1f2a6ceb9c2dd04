import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { RUNBOOK_ARTICLES, type RunbookArticle } from './runbook-article';

export interface RunbookAlarmProps {
  readonly article: RunbookArticle;
  /** What has happened when the alarm rings: one sentence. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** Rings at this value or above. */
  readonly threshold: number;
  /** Of how many periods … @default 1 */
  readonly periods?: number;
  /** … so many must be at the threshold. @default periods */
  readonly periodsToAlarm?: number;
  readonly operations: ITopic;
}

/**
 * An alarm whose description says what it means and which article of the runbook to open. No data is no trouble: every metric here
 * counts or times things that only happen under traffic.
 */
export class RunbookAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: RunbookAlarmProps) {
    const periods = props.periods ?? 1;
    super(scope, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: periods,
      datapointsToAlarm: props.periodsToAlarm ?? periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.meaning} Runbook: docs/runbook.md#${props.article} (${RUNBOOK_ARTICLES[props.article]}).`,
    });
    this.addAlarmAction(new SnsAction(props.operations));
    this.addOkAction(new SnsAction(props.operations));
  }
}
