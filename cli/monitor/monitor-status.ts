import type { WatchedBaseline } from '../../core/monitoring/watch/baseline';
import { monitorHistory, type PastReport } from './monitor-history';
import type { MonitoredTarget } from './monitored-target';
import { readWatchedCurrent } from './read-baseline';

export interface MonitorStatus {
  /** EventBridge's expression; absent where the monitors run by hand only. */
  readonly schedule?: string;
  /** Absent where there is none yet. */
  readonly baseline?: {
    /** What the endpoint is about. */
    readonly content: WatchedBaseline['content'];
    readonly modelPackage: string;
    readonly rows: number;
  };
  /** The newest report of each monitor that has run. */
  readonly last: readonly PastReport[];
}

export async function monitorStatus(target: MonitoredTarget): Promise<MonitorStatus> {
  const { enabled, schedule } = target.environment.monitoring;
  const baseline = await readWatchedCurrent(target).then(
    ({ watched: { content, baseline } }) => ({
      content,
      modelPackage: baseline.subject.modelPackage,
      rows: baseline.rows,
    }),
    () => undefined,
  );
  return { ...(enabled ? { schedule } : {}), ...(baseline && { baseline }), last: await monitorHistory(target, 1) };
}

export function statusText({ schedule, baseline, last }: MonitorStatus): string {
  return [
    `schedule  ${schedule ?? 'none: monitors run by hand'}`,
    `baseline  ${baseline === undefined ? 'none yet: npm run cli -- monitor baseline' : `${baseline.modelPackage}, ${baseline.rows} ${baseline.content === 'images' ? 'images' : 'rows'}`}`,
    ...last.map(
      ({ kind, hour, state, violations }) => `${kind.padEnd(15)} ${hour}  ${state}, ${violations} violations`,
    ),
    ...(last.length === 0 ? ['No monitor has run yet.'] : []),
  ].join('\n');
}
