import type { TableWatch } from '../../contracts/table-watch';
import { FacetInvalid, parseFacet, parsePositive } from '../bias/parse-facet';

/**
 * Whether monitors can look at a model as they are told to.
 * @param features columns of a request; undefined where nobody has named them
 * @throws FacetInvalid for a facet that cannot be read, or a column that no request has
 */
export function checkWatch(
  { positive, facets = [], group }: TableWatch,
  features: readonly string[] | undefined,
): void {
  if (positive !== undefined) parsePositive(positive);
  if (facets.length === 0 && (group ?? positive) !== undefined)
    throw new FacetInvalid('A positive outcome or a group needs a facet beside it, such as sex=0.');
  const columns = [...facets.map((text) => parseFacet(text).facet), ...(group === undefined ? [] : [group])];
  const missing = columns.find((name) => features !== undefined && !features.includes(name));
  if (missing !== undefined)
    throw new FacetInvalid(`'${missing}' is no column of the requests: ${features?.join(', ')}.`);
}
