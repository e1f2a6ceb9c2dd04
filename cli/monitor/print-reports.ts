import type { MonitorReport, WindowFault } from '../../core/contracts/monitor-report';
import { faultCount, violationSubject } from '../../core/monitoring/report/report-words';
import type { Reports } from './check-window';
import { verdictLine } from './verdict-line';

const SHOWN_VIOLATIONS = 5;

/** Reports in a few lines each, for a terminal. */
export function printReports(reports: Reports): string {
  return Object.entries(reports)
    .map(([kind, report]) => [headline(kind, report), ...details(report)].join('\n'))
    .join('\n');
}

function headline(kind: string, { state, usedRows, violations }: MonitorReport): string {
  const found = violations.length === 0 ? '' : `, ${violations.length} violation${violations.length === 1 ? '' : 's'}`;
  return `${kind.padEnd(15)} ${state}${found} (${usedRows} rows)`;
}

function details(report: MonitorReport): string[] {
  const { reason, violations, faults } = report;
  const shown = violations
    .slice(0, SHOWN_VIOLATIONS)
    .flatMap((violation) => [
      `  ${violationSubject(violation)}: ${violation.description}`,
      ...verdictLine(report, violation).map((line) => `    ${line}`),
    ]);
  const more = violations.length > SHOWN_VIOLATIONS ? [`  … ${violations.length - SHOWN_VIOLATIONS} more`] : [];
  return [...(reason === undefined ? [] : [`  ${reason}`]), ...shown, ...more, ...unreadLine(faults)];
}

/** The first of what could not be read, and how much there is besides; no line where all was. */
export function unreadLine(faults: readonly WindowFault[]): string[] {
  const [first] = faults;
  if (first === undefined) return [];
  const others = faultCount({ faults }) - 1;
  // Line 0 is the whole file.
  const place = first.line === 0 ? first.file : `${first.file} line ${first.line}`;
  return [`  not read: ${place}: ${first.reason}${others === 0 ? '' : `, and ${others} more`}`];
}

/** How each monitor ended, as summaries and `--json` say it. */
export const outcomesOf = (reports: Reports): Record<string, { readonly state: string; readonly violations: number }> =>
  Object.fromEntries(
    Object.entries(reports).map(([kind, { state, violations }]) => [kind, { state, violations: violations.length }]),
  );
