import type { Markup } from '../html';
import type { MonitorsSummary } from '../run-summary';
import { section, table } from './section';

const WORDS: Readonly<Record<keyof MonitorsSummary, string>> = {
  images: 'Images: what they look like',
  dataQuality: 'Data quality: features within their constraints',
  modelQuality: 'Model quality: right as often as before',
  bias: 'Bias: no part of the traffic fares worse',
  explainability: 'Explainability: it looks where it looked',
};

interface Row {
  readonly monitor: keyof MonitorsSummary;
  readonly traffic: string;
  readonly drifted: string;
}

/** What every monitor found in the run's traffic, and in a copy of it that has drifted on purpose. */
export function monitorsSection(traffic: MonitorsSummary, drifted: MonitorsSummary): Markup {
  const rows = (Object.keys(WORDS) as (keyof MonitorsSummary)[]).map(
    (monitor): Row => ({ monitor, traffic: outcomeText(traffic[monitor]), drifted: outcomeText(drifted[monitor]) }),
  );
  return section(
    'monitors',
    'Monitors',
    'The deployed monitors compared the traffic of this run with the validation split; then the same vehicles as cameras in trouble would have seen them: knocked to the side, and at one site in fog.',
    table<Row>(
      'What the monitors found',
      [
        { title: 'Monitor', cell: ({ monitor }) => WORDS[monitor] },
        { title: 'Traffic', cell: (row) => row.traffic },
        { title: 'Drifted copy', cell: (row) => row.drifted },
      ],
      rows,
    ),
  );
}

/** `as before`, `3 violations`, or the state. */
function outcomeText({ state, violations }: MonitorsSummary['images']): string {
  if (state === 'Completed') return 'as before';
  if (state === 'CompletedWithViolations') return violations === 1 ? '1 violation' : `${violations} violations`;
  return state;
}
