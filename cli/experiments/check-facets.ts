import { type BiasQuestion, facetText } from '../../core/monitoring/bias/bias-question';
import { matches } from '../../core/monitoring/bias/match';
import type { WholeTable } from '../../core/table/whole-table';
import { UsageError } from '../usage-error';

/** Values of a column that a message lists. */
const LISTED = 10;

/**
 * That each facet divides the table, before anything is made: with everybody on one side nothing of bias can be computed, in any run.
 * @throws UsageError naming the column's values
 */
export function checkFacets(table: WholeTable, questions: readonly BiasQuestion[]): void {
  for (const question of questions) {
    const { facet, disadvantaged } = question;
    const cells = table.get(facet);
    if (cells === undefined)
      throw new UsageError(`There is no column '${facet}' for --facet; the table has ${[...table.keys()].join(', ')}.`);
    const known = cells.filter((cell) => cell !== null);
    const within = known.filter((cell) => matches(cell, disadvantaged)).length;
    if (within > 0 && within < known.length) continue;
    const values = [...new Set(known)];
    const listed = values.slice(0, LISTED).join(', ') + (values.length > LISTED ? ', …' : '');
    throw new UsageError(
      `${within === 0 ? 'No row' : 'Every row'} has ${facetText(question)}, so there is nothing to compare: ${facet} is ${listed || 'missing everywhere'}. Name another --facet.`,
    );
  }
}
