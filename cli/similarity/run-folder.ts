import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../usage-error';

const share = z.number().min(0).max(1);

const figuresSchema = z.object({
  rows: z.int(),
  precision: share,
  recall: share,
  f1: share,
  squaredError: share,
  constantF1: share,
  constantSquaredError: share,
});

/** What the steps of one run have come to; each step reads what those before it have left. */
const pairRunSchema = z.object({
  version: z.literal(1),
  data: z.object({
    name: z.string(),
    seed: z.int(),
    pairs: z.int(),
    paraphrases: z.int(),
    train: z.int(),
    validation: z.int(),
    test: z.int(),
  }),
  training: z.object({ job: z.string(), image: z.string(), artifact: z.string(), seconds: z.number() }).optional(),
  gate: z
    .object({
      passed: z.boolean(),
      reasons: z.array(z.string()),
      minF1: share,
      maxSquaredError: share,
      figures: figuresSchema,
      evidence: z.string(),
      metrics: z.string(),
    })
    .optional(),
  modelPackage: z.string().optional(),
});
export type PairRun = z.infer<typeof pairRunSchema>;

const RUN_FILE = 'run.json';

/** Names of the files that a run leaves in its folder. */
export const RunFile = {
  /** All pairs, in the layout of the Microsoft Research Paraphrase Corpus. */
  corpus: 'corpus.txt',
  train: 'train.csv',
  validation: 'validation.csv',
  test: 'test.csv',
  /** The test split with a header, as `monitor baseline` takes it: the label, then the distances by name. */
  labelled: 'test-labelled.csv',
  /** The pairs of the test split, in that layout. */
  testPairs: 'test-pairs.txt',
  /** What the model has answered on the test split: label and probability. */
  testAnswers: 'test-answers.csv',
  /** A line for each request that was sent. */
  traffic: 'traffic.jsonl',
} as const;

/** The folder of one run of the text-similarity example. */
export class RunFolder {
  private constructor(
    readonly path: string,
    private state: PairRun,
  ) {}

  /** Begins a run: what an earlier one has left is forgotten. */
  static begin(path: string, data: PairRun['data']): RunFolder {
    mkdirSync(path, { recursive: true });
    const folder = new RunFolder(path, { version: 1, data });
    folder.write();
    return folder;
  }

  /** @throws UsageError where nothing was prepared */
  static open(path: string): RunFolder {
    const file = join(path, RUN_FILE);
    if (!existsSync(file)) {
      throw new UsageError(`There is no ${file}: prepare the pairs first ('similarity prepare --to ${path}').`);
    }
    const parsed = pairRunSchema.safeParse(jsonIn(file));
    if (parsed.success) return new RunFolder(path, parsed.data);
    throw new UsageError(`${file} is not as expected: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  }

  get run(): PairRun {
    return this.state;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** @throws UsageError that names the step which leaves this part */
  need<Part extends 'training' | 'gate' | 'modelPackage'>(part: Part): NonNullable<PairRun[Part]> {
    const found = this.state[part];
    if (found !== undefined) return found as NonNullable<PairRun[Part]>;
    const step = { training: 'train', gate: 'judge', modelPackage: 'register' }[part];
    throw new UsageError(
      `The run in '${this.path}' has no ${part} yet: 'similarity ${step} --from ${this.path}' first.`,
    );
  }

  /** Notes what a step has come to; undefined forgets what a later step has made of something else. */
  note(part: Partial<Omit<PairRun, 'version' | 'data'>>): void {
    this.state = { ...this.state, ...part };
    this.write();
  }

  private write(): void {
    writeFileSync(this.file(RUN_FILE), `${JSON.stringify(this.state, null, 2)}\n`);
  }
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
}
