import { html, type Markup } from '../../../report/html';
import { formatCount, formatPlural } from '../../../report/number-format';
import { tile } from '../../../report/sections/section';
import type { MonitorPage } from '../monitor-page';
import { faultCount, outcomeSentence } from '../report-words';

/** The outcome in one sentence and its numbers. */
export function monitorHeadline({ report, subject, window, baseline }: MonitorPage): Markup {
  const sentence = outcomeSentence(report);
  const isGood = report.state === 'Completed';
  return html`
<header>
<p class="brand">second-look</p>
<h1>${isGood ? sentence : html`<span class="below">${sentence}</span>`}</h1>
<p class="about">${subject} · ${window} · against ${baseline}</p>
${report.reason === undefined ? undefined : html`<p class="warning"><strong>${report.state}.</strong> ${report.reason}</p>`}
${tiles(report)}
</header>`;
}

function tiles(report: MonitorPage['report']): Markup {
  const { labels, verdicts, metrics = [], duplicates = 0 } = report;
  const tests = [...verdicts, ...metrics];
  const violated = tests.filter(({ state }) => state === 'Violated').length;
  const small = tests.filter(({ state }) => state === 'NotEnoughData').length;
  return html`<dl class="tiles">
${tile('Violations', formatCount(report.violations.length), 'constraints that the window does not meet')}
${tile('Rows', formatCount(report.usedRows), `used of ${formatCount(report.rows)}; ${formatPlural(duplicates, 'duplicate')} left out`)}
${tile('Faults', formatCount(faultCount(report)), 'lines or files that could not be read')}
${tile(metrics.length > 0 ? 'Metrics' : 'Drift', `${violated} of ${tests.length}`, `beyond the threshold; ${small} without enough data`)}
${labels === undefined ? undefined : tile('Labels', formatCount(labels.matched), `matched; ${formatCount(labels.unlabelled)} inferences without one`)}
${labels === undefined ? undefined : tile('Orphans', formatCount(labels.orphans), `labels of no capture here; ${formatCount(labels.replacedLabels)} replaced`)}
</dl>`;
}
