import { escapeMarkdown, type MarkdownColumn, markdownTable } from '../../evaluation/predictions/markdown';
import { formatCount } from '../../report/number-format';
import type { MonitorPage } from './monitor-page';
import {
  countOrUnknown,
  DRIFT_WORDS,
  faultCount,
  outcomeSentence,
  shortCount,
  shortNumber,
  shortPValue,
  smallestAlarm,
  violationSubject,
} from './report-words';

const left = (title: string): MarkdownColumn => ({ title, align: 'left' });
const right = (title: string): MarkdownColumn => ({ title, align: 'right' });

/** A monitor's report as a page that GitHub renders. The same report gives the same bytes. */
export function renderMonitorMarkdown(page: Omit<MonitorPage, 'sections' | 'statistics'>): string {
  const { report } = page;
  const parts = [
    `# ${outcomeSentence(report)}`,
    ...(report.reason === undefined ? [] : [`> ${escapeMarkdown(report.reason)}`]),
    facts(page),
    ...part('Violations', violations(page)),
    ...part('Metrics against the baseline', metrics(page)),
    ...part('Drift', drift(page)),
    ...part('What could not be read', faults(page)),
    ...part('How near the numbers are', accuracy(page)),
  ];
  return `${parts.join('\n\n')}\n`;
}

const part = (title: string, content: string | undefined): string[] =>
  content === undefined ? [] : [`## ${title}`, content];

function facts({ report, subject, window, baseline }: Omit<MonitorPage, 'sections' | 'statistics'>): string {
  const { labels, duplicates } = report;
  const rows = [
    ['State', report.state],
    ['Watched', escapeMarkdown(subject)],
    ['Window', escapeMarkdown(window)],
    ['Baseline', escapeMarkdown(baseline)],
    ['Rows', `${formatCount(report.rows)}, of which ${formatCount(report.usedRows)} used`],
    ...(duplicates === undefined ? [] : [['Captures of an inference that was there already', formatCount(duplicates)]]),
    ...(labels === undefined
      ? []
      : [
          [
            'Labels',
            `${formatCount(labels.matched)} matched, ${formatCount(labels.orphans)} of no capture here, ${formatCount(labels.replacedLabels)} replaced`,
          ],
          ['Inferences without a label', formatCount(labels.unlabelled)],
        ]),
    ['Faults', formatCount(faultCount(report))],
  ];
  return markdownTable([left(''), left('')], rows);
}

function violations({ report }: Pick<MonitorPage, 'report'>): string | undefined {
  if (report.violations.length === 0) return undefined;
  const rows = report.violations.map((one) => [
    escapeMarkdown(violationSubject(one)),
    escapeMarkdown(one.constraint_check_type),
    escapeMarkdown(one.description),
  ]);
  return markdownTable([left('What'), left('Check'), left('Description')], rows);
}

function metrics({ report }: Pick<MonitorPage, 'report'>): string | undefined {
  if (report.metrics === undefined || report.metrics.length === 0) return undefined;
  const rows = report.metrics.map((one) => [
    escapeMarkdown(one.metric),
    escapeMarkdown(one.reason === undefined ? one.state : `${one.state}: ${one.reason}`),
    countOrUnknown(one.baselineCount),
    shortCount(one.count),
    shortNumber(one.value),
    shortNumber(one.standardDeviation),
    one.interval === undefined ? '–' : `${shortNumber(one.interval.low)} to ${shortNumber(one.interval.high)}`,
    `${one.comparison === 'LessThanThreshold' ? 'at least' : 'at most'} ${shortNumber(one.threshold)}`,
    shortNumber(one.distance),
    smallestAlarm(one),
    one.method ?? '–',
    shortPValue(one.adjustedPValue),
  ]);
  return markdownTable(
    [
      left('Metric'),
      left('Verdict'),
      right('n'),
      right('m'),
      right('Value'),
      right('± sampled'),
      right('95 %'),
      right('Asked'),
      right('Worse by'),
      right('Smallest that alarms'),
      left('Test'),
      right('p, corrected'),
    ],
    rows,
  );
}

function drift({ report }: Pick<MonitorPage, 'report'>): string | undefined {
  if (report.verdicts.length === 0) return undefined;
  const rows = report.verdicts.map((one) => [
    escapeMarkdown(one.subject),
    escapeMarkdown(one.reason === undefined ? one.state : `${one.state}: ${one.reason}`),
    one.method,
    formatCount(one.baselineCount),
    formatCount(one.currentCount),
    shortNumber(one.distance),
    shortNumber(one.threshold),
    shortNumber(one.simpleDistance),
    shortNumber(one.smallestAlarming),
    shortPValue(one.adjustedPValue),
  ]);
  const columns = [left(DRIFT_WORDS[report.kind].subject), left('Verdict'), left('Method')];
  const numbers = ['n', 'm', 'Distance', 'Threshold', 'Uncorrected', 'Smallest that alarms', 'p, corrected'].map(right);
  return markdownTable([...columns, ...numbers], rows);
}

function faults({ report }: Pick<MonitorPage, 'report'>): string | undefined {
  if (report.faults.length === 0) return undefined;
  const rows = report.faults.map(({ file, line, reason, more = 0 }) => [
    escapeMarkdown(file),
    line === 0 ? '–' : String(line),
    escapeMarkdown(reason),
    more === 0 ? '' : `and ${formatCount(more)} more`,
  ]);
  return markdownTable([left('File'), right('Line'), left('Reason'), left('')], rows);
}

function accuracy({ report }: Pick<MonitorPage, 'report'>): string | undefined {
  if (report.accuracy === undefined) return undefined;
  const rows = report.accuracy.map(({ metric, kind, detail = '' }) => [
    escapeMarkdown(metric),
    kind,
    escapeMarkdown(detail || '–'),
  ]);
  return markdownTable([left('Metric'), left('Is'), left('')], rows);
}
