import type { Target } from './target';

/**
 * What time it is in an environment: on a laptop its own clock, which may have been moved forward.
 * @returns a clock
 */
export async function environmentClock({ url }: Pick<Target, 'url'>): Promise<() => Date> {
  if (url === undefined) return () => new Date();
  const answer = await fetch(`${url}/_local/clock`);
  const { aheadSeconds } = (await answer.json()) as { readonly aheadSeconds: number };
  return () => new Date(Date.now() + aheadSeconds * 1000);
}
