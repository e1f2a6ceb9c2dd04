import { comparedBars } from '../../monitoring/report/charts/compared-bars';
import { formatCount, formatShare } from '../../report/number-format';
import { table } from '../../report/sections/section';
import { EVERYONE } from '../acceptance';
import type { ComparedGroup, ComparedRun } from '../compared-run';
import { chartId, type Figure, HALF_WIDTH, type MakePart } from './part';

type Row = ComparedGroup & { readonly name: string };

const rowsOf = (runs: readonly ComparedRun[], isWanted: (group: string) => boolean): Row[] =>
  runs.flatMap(({ name, groups }) =>
    groups.filter(({ group }) => isWanted(group)).map((group) => ({ name, ...group })),
  );

const figureOf = (part: string, group: string, rows: readonly Row[], wideWidth?: number): Figure => ({
  caption: group,
  chart: comparedBars(
    chartId(part, group),
    `share of ${group} that is accepted`,
    rows.map(({ name, observed, baseline }) => ({ name, now: observed, baseline, isViolated: false })),
    { wideWidth, isShare: true },
  ),
});

const tableOf = (caption: string, rows: readonly Row[]) =>
  table<Row>(
    caption,
    [
      { title: 'Run', cell: ({ name }) => name },
      { title: 'Group', cell: ({ group }) => group },
      { title: 'Rows', cell: ({ rows: count }) => formatCount(count), numeric: true },
      { title: 'Accepted', cell: ({ observed }) => formatShare(observed), numeric: true },
      { title: 'Baseline', cell: ({ baseline }) => formatShare(baseline), numeric: true },
    ],
    rows,
  );

/** How many are accepted at all. */
export const acceptance: MakePart = (runs) => {
  const rows = rowsOf(runs, (group) => group === EVERYONE);
  if (rows.length === 0) return undefined;
  return {
    id: 'acceptance',
    title: 'Share accepted',
    lead: 'Share of the rows that the model accepts now (filled) against the baseline (outlined).',
    figures: [figureOf('acceptance', EVERYONE, rows)],
    table: tableOf('Share accepted', rows),
  };
};

/** How many of each group are accepted. */
export const groupAcceptance: MakePart = (runs) => {
  const rows = rowsOf(runs, (group) => group !== EVERYONE);
  if (rows.length === 0) return undefined;
  const groups = [...new Set(rows.map(({ group }) => group))];
  return {
    id: 'group-acceptance',
    title: 'Acceptance of each group',
    lead: 'Share of each group’s rows that the model accepts now (filled) against the baseline (outlined).',
    figures: groups.map((group) =>
      figureOf(
        'group-acceptance',
        group,
        rows.filter((row) => row.group === group),
        HALF_WIDTH,
      ),
    ),
    table: tableOf('Acceptance of each group', rows),
  };
};
