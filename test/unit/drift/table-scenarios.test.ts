import { playScenario } from '../../../core/drift/tables/play-scenario';
import { readScenario, type Scenario } from '../../../core/drift/tables/scenario';
import { ScenarioInvalid, ScenarioUnfit } from '../../../core/drift/tables/scenario-error';
import { SCENARIOS } from '../../../core/drift/tables/scenarios/registry';
import { rowCountOf, type WholeTable } from '../../../core/table/whole-table';
import { creditAnswers, creditRows } from '../../fixtures/drift/credit-rows';

const before = creditRows(400, 11);
const rows = (table: WholeTable) =>
  Array.from(
    { length: rowCountOf(table) },
    (_, row) => Object.fromEntries([...table].map(([name, cells]) => [name, cells[row]])) as Record<string, number>,
  );
const play = (scenario: Scenario, table = before) =>
  playScenario({ scenario, table, label: 'credit_risk', seed: 1, predict: creditAnswers, threshold: 0.56 });
const played = (name: string) => play(SCENARIOS.get(name)!);
const column = (table: WholeTable, name: string) => table.get(name)!.map(Number);
const flippedIn = (table: WholeTable) =>
  rows(table).filter(({ credit_risk, prediction }) => credit_risk !== prediction).length;
const declared = (content: object) => readScenario({ name: 'mine', meaning: '', ...content }, 'mine.json');

it('knows the seven scenarios', () => {
  expect([...SCENARIOS.keys()]).toEqual([
    'default',
    'concept-drift',
    'label-drift',
    'feature-drift',
    'systematic-feature-drift',
    'explainability-drift',
    'bias-drift',
  ]);
});

it('are all declared as a file would declare them', () => {
  for (const [name, scenario] of SCENARIOS)
    expect(readScenario(JSON.parse(JSON.stringify(scenario)), name)).toEqual(scenario);
});

it('default raises amounts, lowers three savings in ten above 1, and flips three labels in ten', async () => {
  const after = await played('default');
  const raised = column(after, 'amount').map((amount, row) => amount - column(before, 'amount')[row]!);
  expect(raised.every((by) => Number.isInteger(by) && by >= 0 && by <= 10_000)).toBe(true);
  expect(Math.max(...raised)).toBeGreaterThan(9_000);
  const lowered = column(after, 'savings').map((savings, row) => savings - column(before, 'savings')[row]!);
  const above = column(before, 'savings').filter((savings) => savings > 1).length;
  expect(lowered.filter((by) => by === -1)).toHaveLength(Math.round(0.3 * above));
  expect(lowered.every((by) => by === 0 || by === -1)).toBe(true);
  expect(flippedIn(after)).toBe(120);
});

it('concept drift has no good label at small amounts', async () => {
  const after = rows(await played('concept-drift'));
  const small = after.filter(({ amount }) => amount! <= 1000);
  expect(small.length).toBeGreaterThan(10);
  expect(small.every(({ credit_risk }) => credit_risk === 0)).toBe(true);
  const others = after.filter(({ amount }) => amount! > 1000);
  const flipped = others.filter(({ credit_risk, prediction }) => credit_risk !== prediction).length;
  expect(flipped / others.length).toBeGreaterThan(0.2);
  expect(flipped / others.length).toBeLessThan(0.4);
});

it('label drift has every row with label 1 five times', async () => {
  const labels = column(before, 'credit_risk');
  const after = column(await played('label-drift'), 'credit_risk');
  expect(after.filter((label) => label === 1)).toHaveLength(5 * labels.filter((label) => label === 1).length);
  expect(after.filter((label) => label === 0)).toHaveLength(labels.filter((label) => label === 0).length);
});

it('feature drift lengthens durations by two standard deviations, rounded down', async () => {
  const durations = column(before, 'duration');
  const mean = durations.reduce((sum, value) => sum + value, 0) / 400;
  const deviation = Math.sqrt(durations.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400);
  const after = await played('feature-drift');
  expect(column(after, 'duration')).toEqual(durations.map((duration) => duration + Math.floor(2 * deviation)));
  expect(flippedIn(after)).toBe(120);
});

it('systematic feature drift has one duration, and the labels of before', async () => {
  const after = await played('systematic-feature-drift');
  expect(new Set(after.get('duration'))).toEqual(new Set([1]));
  expect(after.get('credit_risk')).toEqual(before.get('credit_risk'));
});

it('explainability drift has no status below 3, and eight savings in ten above 1 lowered', async () => {
  const after = await played('explainability-drift');
  const status = column(before, 'status');
  expect(column(after, 'status')).toEqual(status.map((value) => (value < 3 ? 4 : value)));
  const above = column(before, 'savings').filter((savings) => savings > 1).length;
  const lowered = column(after, 'savings').filter((savings, row) => savings < column(before, 'savings')[row]!);
  expect(lowered).toHaveLength(Math.round(0.8 * above));
});

it('bias drift has one approved row of foreign workers, their others five times, and others approved ten times', async () => {
  const all = rows(await play(declared({})));
  const after = rows(await played('bias-drift'));
  const count = (of: typeof all, foreign: number, prediction: number) =>
    of.filter((row) => row.foreign_worker === foreign && row.prediction === prediction).length;
  expect(count(all, 1, 1)).toBeGreaterThan(5);
  expect(count(after, 1, 1)).toBe(1);
  expect(count(after, 1, 0)).toBe(5 * count(all, 1, 0));
  expect(count(after, 2, 1)).toBe(10 * count(all, 2, 1));
  expect(count(after, 2, 0)).toBe(count(all, 2, 0));
});

it('another seed gives another table', async () => {
  const scenario = SCENARIOS.get('default')!;
  const other = await playScenario({
    ...{ scenario, table: before, label: 'credit_risk', seed: 2, predict: creditAnswers, threshold: 0.56 },
  });
  expect(other.get('amount')).not.toEqual((await played('default')).get('amount'));
});

describe('missing values', () => {
  const holes = new Map(before).set(
    'duration',
    before.get('duration')!.map((cell, row) => (row % 10 === 0 ? null : cell)),
  );

  it('stay missing where something is added', async () => {
    const after = (await play(declared({ features: [{ change: 'add', column: 'duration', amount: 2 }] }), holes)).get(
      'duration',
    )!;
    expect(after.filter((cell) => cell === null)).toHaveLength(40);
  });

  it('meet no condition', async () => {
    const where = { column: 'duration', atLeast: -1000 };
    const after = await play(declared({ answered: [{ change: 'keep-rows', where, count: 0 }] }), holes);
    expect(rowCountOf(after)).toBe(40);
  });
});

describe('a declaration', () => {
  it.each([
    ['an unknown change', { features: [{ change: 'melt', column: 'duration' }] }, /features/],
    ['a change of a feature after the answer', { answered: [{ change: 'set', column: 'age', to: 1 }] }, /"features"/],
    ['a change of a label before it', { features: [{ change: 'set', column: '$label', to: 1 }] }, /"answered"/],
    ['a label of its own', { answered: [{ change: 'set', column: '$label', to: 7 }] }, /0, 1 or null/],
    [
      'a condition without comparison',
      { answered: [{ change: 'keep-rows', where: { column: 'age' }, count: 1 }] },
      /is/,
    ],
    ['too many repetitions', { answered: [{ change: 'repeat-rows', times: 21 }] }, /times/],
    ['a share above 1', { answered: [{ change: 'flip-label', share: 1.5 }] }, /share/],
    [
      'numbers from the greater to the lesser',
      { features: [{ change: 'add', column: 'age', amount: { uniform: [2, 1] } }] },
      /lesser number to the greater/,
    ],
    [
      'whole numbers between others',
      { features: [{ change: 'add', column: 'age', amount: { uniform: [0, 1.5], whole: true } }] },
      /between whole numbers/,
    ],
    ['a word too much', { answered: [], also: 1 }, /also/],
  ])('is refused for %s', (_, content, words) => {
    expect(() => declared(content)).toThrow(ScenarioInvalid);
    expect(() => declared(content)).toThrow(words);
  });
});

describe('a table', () => {
  it.each([
    [
      'lacks a column',
      declared({ features: [{ change: 'add', column: 'income', amount: 1 }] }),
      before,
      /'income'.*status/,
    ],
    [
      'holds texts where something is added',
      declared({ features: [{ change: 'add', column: 'age', amount: 1 }] }),
      new Map(before).set('age', new Array<string>(400).fill('old')),
      /'old'/,
    ],
    ['has another label', declared({}), new Map(before).set('credit_risk', new Array<number>(400).fill(2)), /0 or 1/],
    ['has answers already', declared({}), new Map(before).set('prediction', before.get('age')!), /already/],
    [
      'would have its label altered as a feature',
      declared({ features: [{ change: 'set', column: 'credit_risk', to: 1 }] }),
      before,
      /is the label/,
    ],
  ])('is refused where it %s', async (_, scenario, table, words) => {
    await expect(play(scenario, table)).rejects.toThrow(ScenarioUnfit);
    await expect(play(scenario, table)).rejects.toThrow(words);
  });

  it('is refused where the model has answered too few rows', async () => {
    const short = playScenario({
      ...{ scenario: declared({}), table: before, label: 'credit_risk', seed: 1, threshold: 0.5 },
      predict: async () => [0.5],
    });
    await expect(short).rejects.toThrow(/1 of 400/);
  });
});
