import { randomUUID } from 'node:crypto';
import type { PairTarget } from './pair-target';

/** What SageMaker allows is 63 characters; a word and a UUID take 43 of them. */
const MAX_PREFIX = 20;

/** A name that no job had before: `second-look-local-pairs-{uuid}`. */
export const pairJobName = (
  { environment: { app, name } }: Pick<PairTarget, 'environment'>,
  word: 'pairs' | 'judge',
): string => `${`${app}-${name}`.slice(0, MAX_PREFIX).replace(/-+$/, '')}-${word}-${randomUUID()}`;
