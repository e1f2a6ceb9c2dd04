import type { BiasQuestion } from '../../../core/monitoring/bias/bias-question';
import { FacetInvalid, parseFacet, parsePositive } from '../../../core/monitoring/bias/parse-facet';
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
  const good = given('--positive', () => parsePositive(positive));
  return facet.map((text) => ({
    label,
    positive: good,
    ...given('--facet', () => parseFacet(text)),
    groupVariable: group,
  }));
}

function given<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof FacetInvalid)) throw cause;
    throw new UsageError(`${option} ${cause.message}`, { cause });
  }
}
