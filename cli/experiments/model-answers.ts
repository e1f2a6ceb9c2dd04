import { ScenarioUnfit } from '../../core/drift/tables/scenario-error';
import type { Cell } from '../../core/monitoring/explainability/explained-model';
import { rowCountOf, type WholeTable } from '../../core/table/whole-table';
import type { TableModel } from '../../core/table-model/open-table-model';

/** Gives the probability of class 1, row by row. */
export type Predict = (features: WholeTable) => Promise<readonly number[]>;

/** Asks a model that runs in this process; columns go to it by its names, else in their order. */
export const modelAnswers =
  ({ names, features: count, ask }: TableModel): Predict =>
  async (features) => {
    const wanted = names ?? [...features.keys()];
    if (wanted.length !== count)
      throw new ScenarioUnfit(
        `The model takes ${count} features and does not name them; the table has ${wanted.length}.`,
      );
    const columns = wanted.map((name) => {
      const cells = features.get(name);
      if (cells === undefined)
        throw new ScenarioUnfit(`The model takes '${name}'; the table has ${[...features.keys()].join(', ')}.`);
      return cells;
    });
    const rows = Array.from({ length: rowCountOf(features) }, (_, row) =>
      columns.map((cells): Cell => cells[row] ?? Number.NaN),
    );
    return (await ask(rows)).map(([answer]) => answer!);
  };
