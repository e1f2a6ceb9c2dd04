import { type CoalitionPlan, planCoalitions } from './coalition-plan';
import { ExplainabilityError } from './explainability-error';
import type { Cell, ExplainedModel } from './explained-model';
import { ShapleySolver } from './shapley-solver';

export interface KernelShapOptions {
  /** What a feature is replaced by when it is left out: one row, or several to average over. */
  readonly baseline: readonly (readonly Cell[])[];
  /** Coalitions a row. @default 2 x features + 2048, as Clarify has it */
  readonly samples?: number;
  readonly seed: number;
  /** Rows of one request to the model. @default 1000 */
  readonly batchRows?: number;
  /** `logit` explains the log odds of the model's probabilities, in which contributions add up more naturally. @default identity */
  readonly link?: 'identity' | 'logit';
}

/** Coalitions a row, where nobody asks for another number; as Clarify has it. */
export const defaultSamples = (features: number): number => 2 * features + 2048;

/** The values of one row. */
export interface LocalExplanation {
  /** `values[label][feature]`; each label's values sum to its output less its expected value. */
  readonly values: readonly (readonly number[])[];
  /** The model's output for the row, after the link; one number a label. */
  readonly output: readonly number[];
  /** Whether every coalition was asked. */
  readonly exact: boolean;
}

const DEFAULT_BATCH_ROWS = 1000;
/** Probabilities are kept this far from 0 and 1, where the log odds have no value. */
const LOGIT_MARGIN = 1e-7;

interface Solver {
  readonly plan: CoalitionPlan;
  readonly solver: ShapleySolver;
}

/**
 * Kernel SHAP: how much each feature adds to the model's answer, against a baseline, from answers about rows in which some features
 * have the baseline's value. Features that do not differ from the baseline have the value 0 and cost nothing. Coalitions come from the seed
 * alone, so equal rows get equal values in whatever order they come.
 * @see Lundberg and Lee (2017): https://arxiv.org/abs/1705.07874
 */
export class KernelShap {
  private readonly solvers = new Map<number, Solver>();

  private constructor(
    private readonly model: ExplainedModel,
    private readonly options: KernelShapOptions,
    /** The model's mean answer for the baseline, after the link; one number a label. */
    readonly expectedValue: readonly number[],
  ) {}

  /**
   * Asks the model about the baseline.
   * @throws ExplainabilityError BaselineInvalid, ModelAnswerInvalid
   */
  static async create(model: ExplainedModel, options: KernelShapOptions): Promise<KernelShap> {
    const { baseline, link } = options;
    const [first] = baseline;
    if (first === undefined || first.length === 0 || baseline.some((row) => row.length !== first.length))
      throw new ExplainabilityError(
        'BaselineInvalid',
        'The baseline needs one or more rows of equal, positive length.',
      );
    const answers = await ask(model, baseline, undefined);
    return new KernelShap(model, options, linked(mean(answers), link));
  }

  /**
   * The values of every row, in order. Memory holds one batch of rows, however many there are.
   * @throws ExplainabilityError TooFewCoalitions, BaselineInvalid, ModelAnswerInvalid
   */
  async *explain(
    rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
  ): AsyncGenerator<LocalExplanation, void, undefined> {
    const { batchRows = DEFAULT_BATCH_ROWS } = this.options;
    let pending: Question[] = [];
    let asked = 0;
    for await (const row of rows) {
      const question = this.question(row);
      pending.push(question);
      asked += question.size;
      if (asked < batchRows) continue;
      yield* await this.answer(pending, batchRows);
      pending = [];
      asked = 0;
    }
    yield* await this.answer(pending, batchRows);
  }

  private question(row: readonly Cell[]): Question {
    const { baseline } = this.options;
    const width = baseline[0]!.length;
    if (row.length !== width)
      throw new ExplainabilityError('BaselineInvalid', `A row has ${row.length} features, the baseline ${width}.`);
    const varying = row.flatMap((cell, feature) => (baseline.some((base) => base[feature] !== cell) ? [feature] : []));
    const solver = varying.length < 2 ? undefined : this.solver(varying.length);
    const coalitions = solver?.plan.coalitions.length ?? 0;
    return { row, varying, solver, size: 1 + coalitions * baseline.length };
  }

  /** The same number of varying features gives the same coalitions, whichever the features are. */
  private solver(features: number): Solver {
    const known = this.solvers.get(features);
    if (known !== undefined) return known;
    const { seed, baseline } = this.options;
    const samples = this.options.samples ?? defaultSamples(baseline[0]!.length);
    const plan = planCoalitions(features, samples, seed);
    const made = { plan, solver: new ShapleySolver(plan) };
    this.solvers.set(features, made);
    return made;
  }

  private async answer(questions: readonly Question[], batchRows: number): Promise<LocalExplanation[]> {
    const answers: (readonly number[])[] = [];
    let batch: (readonly Cell[])[] = [];
    const send = async (): Promise<void> => {
      if (batch.length === 0) return;
      answers.push(...(await ask(this.model, batch, this.expectedValue.length)));
      batch = [];
    };
    for (const question of questions) {
      for (const row of mixedRows(question, this.options.baseline)) {
        batch.push(row);
        if (batch.length >= batchRows) await send();
      }
    }
    await send();
    let at = 0;
    return questions.map((question) => {
      const own = answers.slice(at, at + question.size);
      at += question.size;
      return this.explanation(question, own);
    });
  }

  private explanation({ row, varying, solver }: Question, answers: readonly (readonly number[])[]): LocalExplanation {
    const { link, baseline } = this.options;
    const output = linked(answers[0]!, link);
    const values = output.map(() => new Array<number>(row.length).fill(0));
    if (solver === undefined) {
      if (varying.length === 1)
        for (const [label, of] of output.entries()) values[label]![varying[0]!] = of - this.expectedValue[label]!;
      return { values, output, exact: true };
    }
    const { coalitions } = solver.plan;
    const means = coalitions.map((_, index) =>
      linked(mean(answers.slice(1 + index * baseline.length, 1 + (index + 1) * baseline.length)), link),
    );
    for (const [label, of] of output.entries()) {
      const expected = this.expectedValue[label]!;
      const found = solver.solver.values(
        means.map((each) => each[label]! - expected),
        of - expected,
      );
      for (const [index, feature] of varying.entries()) values[label]![feature] = found[index]!;
    }
    return { values, output, exact: solver.plan.exact };
  }
}

interface Question {
  readonly row: readonly Cell[];
  /** Features that differ from the baseline. */
  readonly varying: readonly number[];
  readonly solver?: Solver;
  /** Rows that the model is asked about. */
  readonly size: number;
}

/** The row itself, then each coalition with each row of the baseline. */
function* mixedRows(
  { row, varying, solver }: Question,
  baseline: KernelShapOptions['baseline'],
): Generator<readonly Cell[]> {
  yield row;
  for (const { kept } of solver?.plan.coalitions ?? []) {
    for (const base of baseline) {
      const mixed = [...base];
      for (const [index, feature] of varying.entries()) if (kept[index] === 1) mixed[feature] = row[feature]!;
      yield mixed;
    }
  }
}

async function ask(
  model: ExplainedModel,
  rows: readonly (readonly Cell[])[],
  labels: number | undefined,
): Promise<readonly (readonly number[])[]> {
  const answers = await model(rows);
  const wanted = labels ?? answers[0]?.length ?? 0;
  const good =
    wanted > 0 &&
    answers.length === rows.length &&
    answers.every((each) => each.length === wanted && each.every(Number.isFinite));
  if (!good)
    throw new ExplainabilityError(
      'ModelAnswerInvalid',
      `The model was asked about ${rows.length} rows and must answer ${labels ?? 'one or more'} finite numbers for each.`,
    );
  return answers;
}

function mean(answers: readonly (readonly number[])[]): number[] {
  const sums = new Array<number>(answers[0]!.length).fill(0);
  for (const answer of answers) for (const [label, value] of answer.entries()) sums[label]! += value;
  return sums.map((value) => value / answers.length);
}

function linked(values: readonly number[], link: KernelShapOptions['link'] = 'identity'): readonly number[] {
  if (link === 'identity') return values;
  return values.map((value) => {
    const inside = Math.min(1 - LOGIT_MARGIN, Math.max(LOGIT_MARGIN, value));
    return Math.log(inside / (1 - inside));
  });
}
