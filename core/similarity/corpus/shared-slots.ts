import type { Synonyms } from './statement';

/** Buildings that events of several kinds are about. */
export const PLACES: readonly Synonyms[] = [
  ['bridge', 'crossing'],
  ['station', 'terminal'],
  ['school', 'college'],
  ['harbour', 'port'],
  ['stadium', 'arena'],
  ['museum', 'gallery'],
];

export const SIZES: readonly Synonyms[] = [
  ['new', 'modern'],
  ['large', 'big'],
  ['small', 'little'],
  ['costly', 'expensive'],
  ['famous', 'well-known'],
  ['wooden', 'timber'],
];

/** What a sentence may end with beside what it tells. */
export const REMARKS: readonly string[] = [
  'on Monday',
  'last year',
  'once more',
  'without much notice',
  'despite heavy rain',
  'for good reason',
  'as everybody had hoped',
  'after long talks',
  'much later than hoped',
  'under close watch',
  'with great care',
  'as expected',
];
