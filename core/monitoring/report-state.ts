import type { DriftVerdict, MonitorReport, MonitorState, Violation, WindowFault } from '../contracts/monitor-report';

export interface ReportFacts {
  readonly rows: number;
  readonly usedRows: number;
  readonly faults: readonly WindowFault[];
  readonly violations: readonly Violation[];
  readonly verdicts: readonly Pick<DriftVerdict, 'state' | 'reason'>[];
}

/**
 * How a check ended. Nothing there is an empty window; something there and nothing readable is a failure; nothing violated and no test
 * that had enough rows is "not enough data", for silence would read as "all is well".
 */
export function reportState({
  rows,
  usedRows,
  faults,
  violations,
  verdicts,
}: ReportFacts): Pick<MonitorReport, 'state' | 'reason'> {
  if (usedRows === 0) {
    const [first] = faults;
    if (first === undefined) return ended('EmptyWindow', 'The window holds no row.');
    const place = first.line > 0 ? `${first.file} line ${first.line}` : first.file;
    return ended('Failed', `None of ${rows} rows can be read. ${place}: ${first.reason}`);
  }
  if (violations.length > 0) return { state: 'CompletedWithViolations' };
  const [small] = verdicts;
  if (small !== undefined && verdicts.every(({ state }) => state === 'NotEnoughData')) {
    return ended('NotEnoughData', `No test had enough rows; the window has ${usedRows}. ${small.reason ?? ''}`.trim());
  }
  return { state: 'Completed' };
}

const ended = (state: MonitorState, reason: string) => ({ state, reason });
