import { attributionsFile, readAttributionsFile } from '../../../../core/monitoring/explainability/attribution-rows';
import { AttributionState, TESTED_ROWS } from '../../../../core/monitoring/explainability/attribution-state';
import { BaselineInvalid } from '../../../../core/monitoring/monitoring-error';
import { SeededRandom } from '../../../../core/seeded-random';

const FEATURES = ['a', 'b', 'c'];
const ROWS = TESTED_ROWS + 300;

function stateOf(from: number, to: number): AttributionState {
  const state = new AttributionState(FEATURES, 2, 7);
  for (let row = from; row < to; row += 1) {
    const random = new SeededRandom('row', row);
    const values = () => FEATURES.map(() => random.between(-2, 2));
    state.add(`row-${row}`, [values(), values()]);
  }
  return state;
}

describe('rows of attributions', () => {
  it('are the same sample in any parts and order, and after storage', () => {
    const whole = stateOf(0, ROWS).sampled();
    const parts = [stateOf(900, ROWS), stateOf(0, 400), stateOf(400, 900)].map((part) =>
      AttributionState.read(JSON.parse(JSON.stringify(part.stored()))),
    );
    const merged = parts.reduce((one, other) => one.merge(other));

    expect(whole.rows).toHaveLength(TESTED_ROWS);
    expect(merged.sampled()).toEqual(whole);
  });

  it('are absolute values, label after label', () => {
    const state = new AttributionState(FEATURES, 2);
    state.add('one', [
      [1, -2, 3],
      [-4, 5, -6],
    ]);

    expect(state.sampled()).toEqual({ features: FEATURES, rows: [[1, 2, 3, 4, 5, 6]] });
  });

  it('come back from their file to six digits', () => {
    const { rows } = stateOf(0, 20).sampled();
    const read = readAttributionsFile(
      JSON.stringify(attributionsFile({ features: FEATURES, rows })),
      'attributions.json',
    );

    expect(read.features).toEqual(FEATURES);
    for (const [row, values] of read.rows.entries())
      for (const [at, value] of values.entries()) expect(value / rows[row]![at]! - 1).toBeCloseTo(0, 5);
  });

  it('are refused by the name of the file where it is none', () => {
    expect(() => readAttributionsFile('{"version":2}', 'x/attributions.json')).toThrow(BaselineInvalid);
    expect(() => readAttributionsFile('{"version":2}', 'x/attributions.json')).toThrow(/x\/attributions\.json/);
  });
});
