import type { Findings } from './clean-up';

/** What was found, for people: a line each, with its cost. */
export function formatCleanup({ stacks, leftovers, staying, kept }: Findings, all: boolean): string {
  const lines = leftovers.map(({ kind, name, why, cost }) => `  ${kind} ${name} (${why}): ${cost}`);
  const left = lines.length === 0 ? ['Nothing is left over.'] : ['Left over:', ...lines];
  const byHand = kept.map(({ kind, name, why, cost, byHand }) => {
    const how = byHand === undefined ? '--keep-data' : `remove it by hand: ${byHand}`;
    return `  ${kind} ${name} (${why}): ${cost}; ${how}`;
  });
  const stacksLine =
    stacks.length === 0 ? 'No stack stands.' : `Stacks that ${all ? 'go' : 'stay'}: ${stacks.join(', ')}.`;
  const costs = staying.map(({ kind, name, cost }) => `  ${kind} ${name}: ${cost}`);
  return [
    ...left,
    ...(byHand.length === 0 ? [] : ['Kept:', ...byHand]),
    stacksLine,
    ...(costs.length === 0 ? [] : [all ? 'Goes with them:' : 'Stays with them, and costs:', ...costs]),
  ].join('\n');
}
