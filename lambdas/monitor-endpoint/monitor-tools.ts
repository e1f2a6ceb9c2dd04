import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ReleasedModel } from '../../core/contracts/released-model';
import type { ModelEndpoint } from '../adapters/model-endpoint';
import type { ReportStore } from '../adapters/report-store';
import type { MonitorEndpointSettings } from './env';

/** What the steps of a run work with. */
export interface MonitorTools {
  readonly settings: MonitorEndpointSettings;
  /** The capture bucket: captures and ground truth. */
  readonly captures: ReportStore;
  readonly reports: ReportStore;
  readonly cloudWatch: CloudWatchClient;
  readonly endpoint: ModelEndpoint;
  readonly releasedModel: () => Promise<ReleasedModel>;
  readonly now: () => Date;
}
