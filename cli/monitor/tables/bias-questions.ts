import type { BiasQuestion } from '../../../core/monitoring/bias/bias-question';
import type { Match } from '../../../core/monitoring/bias/match';
import { UsageError } from '../../usage-error';
import type { TableOptions } from './table-options';

/**
 * One question a facet.
 * @throws UsageError for what is missing or cannot be read
 */
export function biasQuestions({ label, positive, facet = [], group }: TableOptions): BiasQuestion[] {
  if (label === undefined) throw new UsageError('Name the column of labels: --label COLUMN.');
  if (positive === undefined) throw new UsageError('Say which labels are the good outcome: --positive 1.');
  if (facet.length === 0) throw new UsageError('Name at least one facet: --facet sex=0 or --facet "age>40".');
  const good = positive.startsWith('>') ? thresholdOf(positive.slice(1), '--positive') : valuesOf(positive);
  return facet.map((text) => ({ label, positive: good, ...facetOf(text), groupVariable: group }));
}

function facetOf(text: string): Pick<BiasQuestion, 'facet' | 'disadvantaged'> {
  const parts = /^([^=>]+)([=>])(.+)$/.exec(text);
  if (parts === null) throw new UsageError(`--facet '${text}' is neither name=value nor name>number.`);
  const [, name = '', sign, value = ''] = parts;
  const disadvantaged = sign === '>' ? thresholdOf(value, `--facet ${name}`) : valuesOf(value);
  return { facet: name.trim(), disadvantaged };
}

const valuesOf = (text: string): Match => ({ values: text.split(',').map((value) => value.trim()) });

function thresholdOf(text: string, option: string): Match {
  const threshold = Number(text);
  if (text.trim() === '' || !Number.isFinite(threshold))
    throw new UsageError(`${option}: '${text}' is no number to be above.`);
  return { threshold };
}
