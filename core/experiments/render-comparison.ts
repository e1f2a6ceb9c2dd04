import { MONITOR_KINDS } from '../contracts/monitor-report';
import { KIND_WORDS, violationSubject } from '../monitoring/report/report-words';
import { renderChart } from '../report/charts/chart';
import { type HtmlValue, html, type Markup } from '../report/html';
import { formatPlural } from '../report/number-format';
import { reportDocument } from '../report/report-document';
import { numbers, section, stackingTable } from '../report/sections/section';
import type { ComparedRun } from './compared-run';
import type { ComparisonPart } from './parts/part';

export interface ComparisonPage {
  readonly title: string;
  /** What was compared with what, in a line. */
  readonly about: string;
  readonly runs: readonly ComparedRun[];
  readonly parts: readonly ComparisonPart[];
  /** Sections before the drawings. */
  readonly first?: readonly Markup[];
}

/** Runs side by side as one HTML file that works offline, on paper and on a phone, light and dark. The same runs give the same bytes. */
export function renderComparison({ title, about, runs, parts, first = [] }: ComparisonPage): string {
  return reportDocument(
    title,
    html`
<header>
<p class="brand">second-look</p>
<h1>${title}</h1>
<p class="about">${about}</p>
</header>
${first}
${verdictsSection(runs)}
${parts.map(partSection)}
${violationsSection(runs)}`,
  );
}

const partSection = ({ id, title, lead, figures, table: behind }: ComparisonPart): Markup =>
  section(
    id,
    title,
    lead,
    html`${grouped(figures)}
${numbers('The numbers behind these charts', behind)}`,
  );

/** Charts of half the width stand side by side. */
function grouped(figures: ComparisonPart['figures']): HtmlValue {
  const drawn = (wanted: boolean) =>
    figures
      .filter(({ chart }) => (chart.wideWidth === undefined) === wanted)
      .map(
        ({ caption, note, chart }) =>
          html`<figure><figcaption><b>${caption}</b> ${note}</figcaption>${renderChart(chart)}</figure>`,
      );
  const [whole, half] = [drawn(true), drawn(false)];
  return html`${whole}${half.length > 0 ? html`<div class="multiples">${half}</div>` : undefined}`;
}

/** Which monitor has found what. */
function verdictsSection(runs: readonly ComparedRun[]): Markup | undefined {
  const judged = runs.filter(({ verdicts }) => verdicts.length > 0);
  if (judged.length === 0) return undefined;
  const kinds = MONITOR_KINDS.filter((kind) =>
    judged.some(({ verdicts }) => verdicts.some((one) => one.kind === kind)),
  );
  return section(
    'monitors-found',
    'Which monitor finds it',
    'How many violations each monitor has found in each run.',
    stackingTable<ComparedRun>(
      'Which monitor finds it',
      [
        { title: 'Run', cell: ({ name }) => html`<code>${name}</code>` },
        ...kinds.map((kind) => ({
          title: KIND_WORDS[kind],
          cell: ({ verdicts }: ComparedRun) => outcome(verdicts.find((one) => one.kind === kind)),
        })),
        { title: 'What has happened', cell: happened },
      ],
      judged,
    ),
  );
}

/** What has happened, and what was done to the table for it. */
const happened = ({ meaning, steps }: ComparedRun): HtmlValue =>
  steps === undefined
    ? meaning
    : html`<span>${meaning}<br><span class="note">${steps.replaceAll(' %', '\u00a0%')}</span></span>`;

function outcome(verdict: ComparedRun['verdicts'][number] | undefined): HtmlValue {
  if (verdict === undefined) return '–';
  if (verdict.state === 'CompletedWithViolations') return html`<b>${verdict.violations}</b>`;
  return verdict.state === 'Completed' ? 0 : verdict.state;
}

function violationsSection(runs: readonly ComparedRun[]): Markup | undefined {
  const rows = runs.flatMap(({ name, violations }) => violations.map((violation) => ({ name, violation })));
  if (rows.length === 0) return undefined;
  const all = stackingTable<(typeof rows)[number]>(
    'Violations',
    [
      { title: 'Run', cell: ({ name }) => html`<code>${name}</code>` },
      { title: 'What', cell: ({ violation }) => html`<code>${violationSubject(violation)}</code>` },
      { title: 'Check', cell: ({ violation }) => html`<code>${violation.constraint_check_type}</code>` },
      { title: 'Description', cell: ({ violation }) => violation.description },
    ],
    rows,
  );
  return section(
    'violations',
    'Violations',
    'Constraints of the baselines that the runs do not meet, in the words of the files.',
    // Of plain files of violations this is most of what there is to see.
    runs.every(({ verdicts }) => verdicts.length === 0) ? all : numbers(formatPlural(rows.length, 'violation'), all),
  );
}
