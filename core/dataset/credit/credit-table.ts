import { SeededRandom } from '../../seeded-random';
import type { WholeTable } from '../../table/whole-table';
import { CREDIT_LABEL } from './credit-columns';

/** Codes of a column, and how often each comes, in parts. */
type Shares = readonly (readonly [code: number, parts: number])[];

const coded = (first: number, ...parts: number[]): Shares => parts.map((part, index) => [first + index, part]);

/** Made up, in the manner of a bank's records: a few codes are common, others are rare. */
const SHARES = {
  status: coded(1, 26, 28, 7, 39),
  credit_history: coded(0, 4, 6, 50, 10, 30),
  purpose: coded(0, 22, 11, 18, 27, 2, 2, 5, 1, 1, 9, 2),
  savings: coded(1, 58, 11, 7, 6, 18),
  employment_duration: coded(1, 7, 16, 34, 18, 25),
  installment_rate: coded(1, 15, 22, 17, 46),
  personal_status_sex: coded(1, 6, 30, 54, 10),
  other_debtors: coded(1, 90, 5, 5),
  present_residence: coded(1, 14, 30, 16, 40),
  property: coded(1, 28, 24, 32, 16),
  other_installment_plans: coded(1, 13, 6, 81),
  housing: coded(1, 18, 70, 12),
  number_credits: coded(1, 62, 33, 4, 1),
  job: coded(1, 3, 20, 62, 15),
  people_liable: coded(1, 16, 84),
  telephone: coded(1, 60, 40),
  foreign_worker: coded(1, 5, 95),
} as const satisfies Record<string, Shares>;

const DURATIONS: Shares = [6, 9, 12, 15, 18, 21, 24, 30, 36, 48, 60].map((months, index) => [
  months,
  [8, 6, 20, 7, 12, 4, 20, 5, 10, 6, 2][index]!,
]);

/** A column, in the order that the table has them. */
const ORDER = [
  'status',
  'duration',
  'credit_history',
  'purpose',
  'amount',
  'savings',
  'employment_duration',
  'installment_rate',
  'personal_status_sex',
  'other_debtors',
  'present_residence',
  'property',
  'age',
  'other_installment_plans',
  'housing',
  'number_credits',
  'job',
  'people_liable',
  'telephone',
  'foreign_worker',
  CREDIT_LABEL,
] as const;

type Applicant = Readonly<Record<string, number>>;

/**
 * A table of credits that were never asked for, with the columns and codes of the South German Credit data: what the examples work on where the real
 * data is not there. The same size and seed give the same table.
 */
export function creditTable(rows: number, seed: number): WholeTable {
  const applicants = Array.from({ length: rows }, (_, row) => applicant(new SeededRandom(seed, 'credit', row)));
  return new Map(ORDER.map((name) => [name, applicants.map((each) => each[name]!)]));
}

function applicant(random: SeededRandom): Applicant {
  const codes = Object.fromEntries(Object.entries(SHARES).map(([name, shares]) => [name, draw(shares, random)]));
  const duration = draw(DURATIONS, random);
  // Long credits are large ones, give or take a lot.
  const amount = Math.max(250, Math.round((600 + 95 * duration) * 2 ** (1.1 * random.bell())));
  const age = Math.min(75, 19 + Math.floor(11 * Math.abs(random.bell()) + 14 * random.fraction()));
  const one: Applicant = { ...codes, duration, amount, age };
  return { ...one, [CREDIT_LABEL]: random.chance(chanceOfGood(one)) ? 1 : 0 };
}

/** How an account stands, above all, then duration, savings and what is known from before. */
const STATUS_EFFECT: readonly number[] = [-1.3, -0.5, 0.6, 1.7];

function chanceOfGood(one: Applicant): number {
  const score =
    1.15 +
    STATUS_EFFECT[one.status! - 1]! -
    0.045 * (one.duration! - 21) -
    0.00006 * (one.amount! - 3000) +
    0.22 * (one.savings! - 2) +
    0.3 * (one.credit_history! - 2.5) +
    0.18 * (one.employment_duration! - 3) +
    0.015 * (one.age! - 35) +
    (one.foreign_worker === 1 ? 0.5 : 0);
  return 1 / (1 + Math.exp(-1.5 * score));
}

function draw(shares: Shares, random: SeededRandom): number {
  const total = shares.reduce((sum, [, parts]) => sum + parts, 0);
  let left = random.fraction() * total;
  for (const [code, parts] of shares) {
    left -= parts;
    if (left < 0) return code;
  }
  return shares.at(-1)![0];
}
