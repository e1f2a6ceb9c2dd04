import { SeededRandom } from '../../seeded-random';
import { rowCountOf, type WholeTable } from '../../table/whole-table';
import { PREDICTION_COLUMN, PROBABILITY_COLUMN } from './answer-columns';
import { add } from './changes/add';
import type { Play } from './changes/change';
import { copyPrediction } from './changes/copy-prediction';
import { flipLabel } from './changes/flip-label';
import { keepRows } from './changes/keep-rows';
import { repeatRows } from './changes/repeat-rows';
import { set } from './changes/set';
import { cellsOf } from './condition';
import type { FeatureChange, LaterChange, Scenario } from './scenario';
import { ScenarioUnfit } from './scenario-error';

export interface PlayedScenario {
  readonly scenario: Scenario;
  /** Features, and a label of 0 and 1. */
  readonly table: WholeTable;
  /** Name of the label's column. */
  readonly label: string;
  readonly seed: number;
  /** Probability of class 1, row by row; the columns are the table's without the label. */
  readonly predict: (features: WholeTable) => Promise<readonly number[]>;
  /** Class 1 is predicted from this probability on. */
  readonly threshold: number;
}

/** What nothing has happened to: the model is asked, and that is all. */
export const UNALTERED: Scenario = {
  name: 'unaltered',
  meaning: 'The table as it is.',
  features: [],
  answered: [],
};

/**
 * Plays a scenario: features change, the model answers, then labels and rows change. The same table, answers and seed give the same table.
 * @returns the table with two columns more, `probability` and `prediction`; at most 20 times as many rows
 * @throws ScenarioUnfit
 */
export async function playScenario(played: PlayedScenario): Promise<WholeTable> {
  const { scenario, table, label, seed, predict, threshold } = played;
  checkTable(table, label);
  const play = (now: WholeTable, half: string, index: number): Play => ({
    table: now,
    label,
    random: new SeededRandom(seed, 'scenario', scenario.name, half, index),
    rowsAtFirst: rowCountOf(table),
  });
  let altered = table;
  for (const [index, change] of scenario.features.entries())
    altered = featureChanged(change, play(altered, 'features', index), label);
  const features = new Map([...altered].filter(([name]) => name !== label));
  const probabilities = await predict(features);
  if (probabilities.length !== rowCountOf(table))
    throw new ScenarioUnfit(`The model has answered ${probabilities.length} of ${rowCountOf(table)} rows.`);
  altered = new Map(altered).set(PROBABILITY_COLUMN, probabilities).set(
    PREDICTION_COLUMN,
    probabilities.map((probability) => (probability >= threshold ? 1 : 0)),
  );
  for (const [index, change] of scenario.answered.entries())
    altered = answeredChanged(change, play(altered, 'answered', index));
  return altered;
}

function checkTable(table: WholeTable, label: string): void {
  for (const name of [PROBABILITY_COLUMN, PREDICTION_COLUMN])
    if (table.has(name))
      throw new ScenarioUnfit(`The table has a column '${name}' already: the answers go there. Drop it.`);
  const strange = cellsOf({ table, label }, label).find((cell) => cell !== 0 && cell !== 1);
  if (strange !== undefined)
    throw new ScenarioUnfit(
      `The label '${label}' is 0 or 1; it holds ${strange === null ? 'no value' : `'${strange}'`}.`,
    );
}

function featureChanged(change: FeatureChange, play: Play, label: string): WholeTable {
  if (change.column === label)
    throw new ScenarioUnfit(`'${label}' is the label: it changes once the model has answered.`);
  return change.change === 'add' ? add(change, play) : set(change, play);
}

function answeredChanged(change: LaterChange, play: Play): WholeTable {
  switch (change.change) {
    case 'copy-prediction':
      return copyPrediction(change, play);
    case 'flip-label':
      return flipLabel(change, play);
    case 'set':
      return set(change, play);
    case 'repeat-rows':
      return repeatRows(change, play);
    case 'keep-rows':
      return keepRows(change, play);
  }
}
