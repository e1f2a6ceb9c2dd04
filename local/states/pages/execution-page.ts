import { escapeHtml } from '../../page/html';
import type { Page } from '../../page/page';
import type { StoredExecution } from '../storage/execution-file';
import { dataBlock, duration, errorName, indented, status, time } from './format';
import { type StateVisit, stateVisits } from './state-visits';

const MAX_VISITS = 500;

/** One execution: how it went, and every state it visited with status, duration, data and error. */
export function executionPage({ record, events }: StoredExecution, now: number): Page {
  // What was open when the execution ended, ended with it.
  const end = record.stopDate ?? now;
  const visits = stateVisits(events, record.status);
  const facts: readonly (readonly [string, string])[] = [
    ['Status', status(record.status, record.error)],
    ['State machine', escapeHtml(record.stateMachineName)],
    ['Started', `${time(record.startDate)} UTC`],
    ['Duration', duration(end - record.startDate)],
    ...(record.redriveCount > 0 ? [['Redriven', `${record.redriveCount} times`] as const] : []),
    ...(record.error === undefined ? [] : [['Error', errorName(record.error)] as const]),
    ['ARN', escapeHtml(record.arn)],
  ];
  const more =
    visits.length > MAX_VISITS ? `<p class="soft">${visits.length - MAX_VISITS} more are not shown.</p>` : '';
  return {
    title: record.name,
    main: `<p><a href="/_local/executions">All executions</a></p>
<dl>${facts.map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`).join('')}</dl>
${cause(record.cause)}${dataBlock('Input', record.input)}${dataBlock('Output', record.output)}
<h2>States</h2>${visits
      .slice(0, MAX_VISITS)
      .map((visit) => section(visit, end))
      .join('\n')}${more}
<p class="soft">${events.length} events.</p>`,
  };
}

function section(visit: StateVisit, end: number): string {
  const { name, type, failures, error } = visit;
  const notes = [
    type,
    duration((visit.exitedAt ?? end) - visit.enteredAt),
    ...(failures > 0 ? [`${failures} failed ${failures === 1 ? 'attempt' : 'attempts'}`] : []),
  ];
  // Depth is a small integer of our own making.
  return `<section style="margin:.8rem 0 0 ${Math.min(visit.depth, 6)}rem"><h3 style="margin:0">${escapeHtml(name)} ${status(visit.status, error)}</h3>
<div class="soft">${escapeHtml(notes.join(' · '))}</div>
${error === undefined ? '' : `<div>${errorName(error)}</div>`}${cause(visit.cause)}
${dataBlock('Input', visit.input)}${dataBlock('Output', visit.output)}</section>`;
}

const cause = (text: string | undefined): string =>
  text === undefined || text === '' ? '' : `<pre>${escapeHtml(indented(text).slice(0, 5000))}</pre>`;
