import type { MonitorReport } from '../../contracts/monitor-report';
import type { Markup } from '../../report/html';
import type { Statistics } from '../formats/statistics';

/** A report and what is needed to draw it. */
export interface MonitorPage {
  readonly report: MonitorReport;
  /** What was watched: `second-look-dev, AllTraffic`. */
  readonly subject: string;
  /** In words: `2024-10-15 14:00 to 15:00 UTC`. */
  readonly window: string;
  /** What it was compared with. */
  readonly baseline: string;
  /** Distributions of data quality, and of whatever else has features. */
  readonly statistics?: { readonly current: Statistics; readonly baseline: Statistics };
  /** Further sections of other monitors, after the verdicts. */
  readonly sections?: readonly Markup[];
}
