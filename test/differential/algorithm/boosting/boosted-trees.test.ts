import type { BoostingParameters } from '../../../../algorithm/trees/training/boosting-parameters';
import type { EncodedRow } from '../../../../core/preprocessing/encode-table';
import { SeededRandom } from '../../../../core/seeded-random';
import {
  BANK_BOOSTING,
  BANK_FOLDER,
  BANK_REFERENCE_AUC,
  BANK_SAMPLED_REFERENCE_AUC,
  meanAucOfDraws,
  splitBankMarketing,
} from '../../../fixtures/algorithm/bank-marketing';
import { boostRows } from '../../../fixtures/algorithm/boost-rows';
import { boostByReference } from '../../../fixtures/algorithm/reference-boosting';
import { hasNumpy } from '../../../fixtures/python';
import { describeRealData } from '../../../fixtures/real-data';

jest.setTimeout(300_000);

const SEEDS = Object.keys(BANK_REFERENCE_AUC).map(Number);
const isPresent = hasNumpy();
if (!isPresent) console.warn('Skipped: python3 with numpy is needed to train beside the reference.');
const itBesidePython = isPresent ? it : it.skip;

describeRealData(BANK_FOLDER, (folder) => {
  it.each(SEEDS)('trains to the reference’s held-out area under the curve, within 0.01: split %i', (seed) => {
    const { train, test } = splitBankMarketing(folder, seed);

    const { auc } = boostRows(train, test, BANK_BOOSTING);

    expect(Math.abs(auc - BANK_REFERENCE_AUC[seed]!)).toBeLessThan(0.01);
  });

  itBesidePython.each(SEEDS)('finds the constants that are committed: split %i', (seed) => {
    const { train, test } = splitBankMarketing(folder, seed);

    expect(boostByReference(train, test, BANK_BOOSTING).auc).toBeCloseTo(BANK_REFERENCE_AUC[seed]!, 5);
  });

  it('reaches the reference’s areas in the mean over splits and draws, within 0.01, when trees see a part of the rows', () => {
    const areas = SEEDS.map((seed) => meanAucOfDraws(boostRows, splitBankMarketing(folder, seed)));
    const reference = SEEDS.map((seed) => BANK_SAMPLED_REFERENCE_AUC[seed]!);

    expect(Math.abs(mean(areas) - mean(reference))).toBeLessThan(0.01);
    // Of one split alone, where four draws’ means differ by 0.005 (one standard deviation).
    for (const [at, area] of areas.entries()) expect(Math.abs(area - reference[at]!)).toBeLessThan(0.02);
  });

  itBesidePython.each(SEEDS)('finds the means of draws that are committed: split %i', (seed) => {
    const area = meanAucOfDraws(boostByReference, splitBankMarketing(folder, seed));

    expect(area).toBeCloseTo(BANK_SAMPLED_REFERENCE_AUC[seed]!, 5);
  });

  itBesidePython.each<[string, Partial<BoostingParameters>]>([
    ['as trainings are by default', {}],
    ['great steps, strong penalty', { eta: 0.5, lambda: 20, gamma: 1, num_round: 40 }],
    ['large leaves', { min_child_weight: 30, max_depth: 8 }],
    ['stumps from another start', { max_depth: 1, base_score: 0.2 }],
  ])('grows the reference’s trees: %s', (_, changed) => {
    const { train, test } = splitBankMarketing(folder, 1);
    const parameters = { ...BANK_BOOSTING, ...changed };

    expectSameTrees(train, test, parameters);
  });
});

// Real tables of categories have many splits of exactly the same gain, between which rounding decides where none is pruned: these numbers have none.
itBesidePython('grows the reference’s trees of continuous numbers, with nothing pruned and small leaves', () => {
  const [train, test] = [drawnRows(500, 1), drawnRows(200, 2)];
  const parameters = { ...BANK_BOOSTING, gamma: 0, min_child_weight: 1, max_depth: 6, num_round: 40 };

  expectSameTrees(train, test, parameters);
});

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function drawnRows(count: number, seed: number): EncodedRow[] {
  const random = new SeededRandom('continuous-rows', seed);
  return Array.from({ length: count }, () => {
    const features = Array.from({ length: 5 }, () => Math.fround(random.between(-1, 1)));
    const [a = 0, b = 0, c = 0] = features;
    return { features, label: random.chance(0.1) || a * b > c / 2 ? 1 : 0 };
  });
}

function expectSameTrees(train: readonly EncodedRow[], test: readonly EncodedRow[], parameters: BoostingParameters) {
  const [ours, reference] = [boostRows(train, test, parameters), boostByReference(train, test, parameters)];

  expect(ours.leaves).toEqual(reference.leaves);
  // Ours are written in single precision, as XGBoost's are.
  for (const [row, probability] of ours.probabilities.entries())
    expect([row, probability]).toEqual([row, expect.closeTo(reference.probabilities[row]!, 5)]);
}
