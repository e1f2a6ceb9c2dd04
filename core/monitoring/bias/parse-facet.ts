import type { BiasQuestion } from './bias-question';
import type { Match } from './match';

/** A facet, or a positive outcome, is not written as it must be. */
export class FacetInvalid extends Error {
  override readonly name = 'FacetInvalid';
}

/**
 * Reads a facet as people write it: `sex=0`, `job=student,retired`, or `age>40`.
 * @throws FacetInvalid
 */
export function parseFacet(text: string): Pick<BiasQuestion, 'facet' | 'disadvantaged'> {
  const parts = /^([^=>]+)([=>])(.+)$/.exec(text);
  if (parts === null) throw new FacetInvalid(`'${text}' is neither name=value nor name>number.`);
  const [, name = '', sign, value = ''] = parts;
  const disadvantaged = sign === '>' ? threshold(value, `${name}:`) : values(value);
  return { facet: name.trim(), disadvantaged };
}

/** Reads the labels that are the good outcome: `1`, `yes,maybe`, or `>0.5`. @throws FacetInvalid */
export const parsePositive = (text: string): Match => (text.startsWith('>') ? threshold(text.slice(1)) : values(text));

const values = (text: string): Match => ({ values: text.split(',').map((value) => value.trim()) });

function threshold(text: string, of = ''): Match {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new FacetInvalid(`${of} '${text}' is no number to be above.`.trimStart());
  return { threshold: value };
}
