import type { MetricAccuracy, Violation, WindowFault } from '../../../contracts/monitor-report';
import { type HtmlValue, html, type Markup } from '../../../report/html';
import { section, stackingTable } from '../../../report/sections/section';
import { violationSubject } from '../report-words';

/** In one piece: a name that breaks is hard to read, and to find again. */
const name = (text: HtmlValue): Markup => html`<code>${text}</code>`;

/** What the window does not meet. */
export function violationsSection(violations: readonly Violation[]): Markup | undefined {
  if (violations.length === 0) return undefined;
  const columns = [
    { title: 'What', cell: (one: Violation) => name(violationSubject(one)) },
    { title: 'Check', cell: (one: Violation) => name(one.constraint_check_type) },
    { title: 'Description', cell: (one: Violation) => one.description },
  ];
  return section(
    'violations',
    'Violations',
    'Constraints of the baseline that the window does not meet.',
    stackingTable('Violations', columns, violations),
  );
}

/** What could not be read; everything else was. */
export function faultsSection(faults: readonly WindowFault[]): Markup | undefined {
  if (faults.length === 0) return undefined;
  const columns = [
    { title: 'File', cell: ({ file }: WindowFault) => file },
    { title: 'Line', cell: ({ line }: WindowFault) => (line === 0 ? '–' : line), numeric: true },
    {
      title: 'Reason',
      cell: ({ reason, more = 0 }: WindowFault) => (more === 0 ? reason : `${reason} (and ${more} more in this file)`),
    },
  ];
  return section(
    'faults',
    'What could not be read',
    'The rest of the window is in the numbers above.',
    stackingTable('Faults', columns, faults),
  );
}

/** How near each number is to the truth of the window. */
export function accuracySection(accuracy: readonly MetricAccuracy[] | undefined): Markup | undefined {
  if (accuracy === undefined) return undefined;
  const columns = [
    { title: 'Metric', cell: ({ metric }: MetricAccuracy) => html`<b>${metric.replaceAll('_', ' ')}</b>` },
    { title: 'Is', cell: ({ kind }: MetricAccuracy) => name(kind) },
    { title: 'How', cell: ({ detail }: MetricAccuracy) => detail },
  ];
  return section(
    'accuracy',
    'How near the numbers are',
    'Exact numbers do not depend on how the window was cut into files.',
    stackingTable('Accuracy', columns, accuracy),
  );
}
