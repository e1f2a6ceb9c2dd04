import { escapeHtml } from '../../page/html';
import type { Page } from '../../page/page';
import type { ExecutionSummary } from '../storage/execution-record';
import { duration, errorName, status, time } from './format';

const ROWS = 100;

/** The list of executions, newest first. @param page from 1. */
export function executionListPage(executions: readonly ExecutionSummary[], page: number, now: number): Page {
  if (executions.length === 0) {
    return { title: 'Executions', main: '<p class="soft">No execution yet: start one and reload this page.</p>' };
  }
  const rows = executions.slice((page - 1) * ROWS, page * ROWS).map((execution) => row(execution, now));
  return {
    title: 'Executions',
    main: `<p class="soft">${executions.length} in all, newest first, times in UTC.</p>
<table><thead><tr style="white-space:nowrap"><th>Execution</th><th>Status</th><th>State machine</th><th>Started</th><th>Duration</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>${pager(page, Math.ceil(executions.length / ROWS))}`,
  };
}

function row(
  { arn, name, status: state, stateMachineArn, startDate, stopDate, error }: ExecutionSummary,
  now: number,
): string {
  const outcome = [status(state, error), errorName(error)].filter((part) => part !== '').join('<br>');
  const machine = stateMachineArn.slice(stateMachineArn.lastIndexOf(':') + 1);
  return `<tr><td><a href="/_local/executions/${encodeURIComponent(arn)}">${escapeHtml(name)}</a></td><td>${outcome}</td>
<td>${escapeHtml(machine)}</td><td>${time(startDate)}</td><td style="white-space:nowrap">${duration((stopDate ?? now) - startDate)}</td></tr>`;
}

function pager(page: number, pages: number): string {
  const link = (target: number, text: string): string =>
    target < 1 || target > pages ? '' : `<a href="/_local/executions?page=${target}">${text}</a> `;
  return pages === 1
    ? ''
    : `<p>${link(page - 1, 'Newer')}${link(page + 1, 'Older')}<span class="soft">Page ${page} of ${pages}</span></p>`;
}
