import { ErrorName } from '../../../core/contracts/errors';
import { escapeHtml } from '../../page/html';
import type { ExecutionStatus } from '../storage/execution-record';

/** A block of data longer than this is cut. Characters. */
const MAX_SHOWN = 20_000;

/** `850 ms`, `12.3 s`, `4 min 5 s` */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const total = milliseconds / 1000;
  if (total < 60) return `${total.toFixed(1)} s`;
  return `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`;
}

/** `2024-08-07 19:27:54` in UTC. */
export function time(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
}

/** A status as a coloured word; colour is never the only sign. @param error what it failed with */
export function status(value: ExecutionStatus | 'CAUGHT', error?: string): string {
  const tone = value === 'SUCCEEDED' ? 'good' : value === 'RUNNING' || value === 'CAUGHT' ? 'soft' : toneOf(error);
  return `<span class="${tone}" style="white-space:nowrap">${value}</span>`;
}

/** The name of an error; what no technical failure is, is not red. Empty where there is none. */
export function errorName(error: string | undefined): string {
  if (error === undefined || error === '') return '';
  const meaning =
    error === ErrorName.ThresholdConfidenceNotMet ? ' <span class="soft">(below the threshold)</span>' : '';
  // A narrow column breaks such a name at its underscores.
  return `<span class="${toneOf(error)}">${escapeHtml(error).replaceAll('_', '_<wbr>')}</span>${meaning}`;
}

/** Not being sure is an answer: a person takes a second look. */
const toneOf = (error: string | undefined): 'soft' | 'bad' =>
  error === ErrorName.ThresholdConfidenceNotMet ? 'soft' : 'bad';

/** JSON text, indented, in a block that unfolds. */
export function dataBlock(label: string, text: string | undefined): string {
  if (text === undefined) return '';
  const shown = indented(text);
  const cut =
    shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}\n… ${shown.length - MAX_SHOWN} more characters` : shown;
  return `<details><summary>${escapeHtml(label)}</summary><pre>${escapeHtml(cut)}</pre></details>`;
}

/** A cause is often JSON itself. */
export function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
