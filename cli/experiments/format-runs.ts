import { EXPERIMENT_KINDS, type RunRecord } from '../../core/experiments/run-record';

const TITLES = { 'data-quality': 'data', 'model-quality': 'model', bias: 'bias', explainability: 'explain' } as const;

/** Runs a line each: how many violations every monitor has found. */
export function formatRuns(runs: readonly RunRecord[]): string {
  const width = Math.max(4, ...runs.map(({ name }) => name.length));
  const head = `${'run'.padEnd(width)}  ${'rows'.padStart(6)}  ${EXPERIMENT_KINDS.map((kind) => TITLES[kind].padStart(7)).join(' ')}`;
  const lines = runs.map(({ name, rows, verdicts }) => {
    const cells = EXPERIMENT_KINDS.map((kind) => cellOf(verdicts.find((one) => one.kind === kind)).padStart(7));
    return `${name.padEnd(width)}  ${String(rows).padStart(6)}  ${cells.join(' ')}`;
  });
  return [head, ...lines].join('\n');
}

function cellOf(verdict: RunRecord['verdicts'][number] | undefined): string {
  if (verdict === undefined) return '–';
  if (verdict.state === 'CompletedWithViolations') return String(verdict.violations);
  return verdict.state === 'Completed' ? '0' : '?';
}
