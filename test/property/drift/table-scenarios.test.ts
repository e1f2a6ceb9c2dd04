import fc from 'fast-check';
import { MAX_GROWTH } from '../../../core/drift/tables/changes/change';
import { playScenario, UNALTERED } from '../../../core/drift/tables/play-scenario';
import { readScenario, type Scenario } from '../../../core/drift/tables/scenario';
import { ScenarioUnfit } from '../../../core/drift/tables/scenario-error';
import { SCENARIOS } from '../../../core/drift/tables/scenarios/registry';
import { csvText, rowCountOf, type WholeTable } from '../../../core/table/whole-table';
import { creditAnswers, creditRows } from '../../fixtures/drift/credit-rows';

const play = (scenario: Scenario, table: WholeTable, seed: number) =>
  playScenario({ scenario, table, label: 'credit_risk', seed, predict: creditAnswers, threshold: 0.56 });

const tables = fc
  .record({ rows: fc.integer({ min: 1, max: 120 }), seed: fc.nat() })
  .map(({ rows, seed }) => creditRows(rows, seed));

/** Columns that a scenario speaks of. */
const changedBy = ({ features }: Scenario): readonly string[] => features.map(({ column }) => column);

describe.each([...SCENARIOS.values()])('$name', (scenario) => {
  it('makes the same bytes of the same table and seed', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(), async (table, seed) => {
        expect(csvText(await play(scenario, table, seed))).toBe(csvText(await play(scenario, table, seed)));
      }),
      { numRuns: 20 },
    );
  });

  it('does not touch what it was given', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(), async (table, seed) => {
        const before = csvText(table);
        await play(scenario, table, seed);
        expect(csvText(table)).toBe(before);
      }),
      { numRuns: 20 },
    );
  });

  it('grows no table more than 20-fold', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(), async (table, seed) => {
        expect(rowCountOf(await play(scenario, table, seed))).toBeLessThanOrEqual(MAX_GROWTH * rowCountOf(table));
      }),
      { numRuns: 20 },
    );
  });

  it('leaves every other column of every row as it was', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(), async (table, seed) => {
        const changed = changedBy(scenario);
        const kept = [...table.keys()].filter((name) => !changed.includes(name) && name !== 'credit_risk');
        const rowsOf = (of: WholeTable) =>
          new Set(Array.from({ length: rowCountOf(of) }, (_, row) => kept.map((name) => of.get(name)![row]).join()));
        const [before, after] = [rowsOf(table), rowsOf(await play(scenario, table, seed))];
        expect([...after].filter((row) => !before.has(row))).toEqual([]);
        const moves = scenario.answered.some(({ change }) => change === 'repeat-rows' || change === 'keep-rows');
        if (!moves) expect(after.size).toBe(before.size);
      }),
      { numRuns: 20 },
    );
  });

  it('has answers of the model that belong to the rows they stand in', async () => {
    const altered = await play(scenario, creditRows(80, 5), 3);
    const answers = await creditAnswers(altered);
    expect(altered.get('probability')).toEqual(answers);
    expect(altered.get('prediction')).toEqual(answers.map((answer) => (answer >= 0.56 ? 1 : 0)));
  });
});

it('alters nothing where nothing happens', async () => {
  const table = creditRows(60, 2);
  const played = await play(UNALTERED, table, 1);
  for (const [name, cells] of table) expect(played.get(name)).toEqual(cells);
});

describe('a declared scenario', () => {
  const repeated = (times: number, more: number) =>
    readScenario(
      {
        name: 'twice',
        meaning: '',
        answered: [
          { change: 'repeat-rows', times },
          { change: 'repeat-rows', times: more },
        ],
      },
      'twice.json',
    );

  it('is refused before a table has grown too far, and only then', async () => {
    const table = creditRows(10, 1);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), async (one, other) => {
        const played = play(repeated(one, other), table, 1);
        if (one * other > MAX_GROWTH) await expect(played).rejects.toThrow(ScenarioUnfit);
        else expect(rowCountOf(await played)).toBe(10 * one * other);
      }),
    );
  });

  it('changes exactly its share of the rows that it speaks of', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), async (table, seed, share) => {
        const scenario = readScenario(
          {
            name: 'some',
            meaning: '',
            features: [{ change: 'add', column: 'savings', amount: 7, where: { column: 'savings', above: 1 }, share }],
          },
          'some.json',
        );
        const after = (await play(scenario, table, seed)).get('savings')!;
        const before = table.get('savings')!;
        const differing = before.flatMap((cell, row) => (after[row] === cell ? [] : [[cell, after[row]]]));
        expect(differing).toHaveLength(Math.round(share * before.filter((cell) => Number(cell) > 1).length));
        for (const [was, is] of differing) expect(is).toBe(Number(was) + 7);
      }),
      { numRuns: 40 },
    );
  });
});
