import { evaluationProgressPrefix } from '../../core/contracts/storage-layout';
import { type EvaluationPart, readPart, storePart } from '../../core/evaluation/progress/evaluation-part';
import { type EvaluationPlan, evaluationPlanSchema } from '../../core/evaluation/progress/evaluation-plan';
import type { ReportStore } from '../adapters/report-store';

const JSON_TYPE = 'application/json';
const PARALLEL_READS = 8;

/**
 * What one run has learnt so far, in S3: its plan, and a part for every stretch of rows. Each is written once and whole, so that whoever comes
 * next, after a hand-over or a crash or as a duplicate, finds each row asked about either in exactly one part or in none.
 */
export class EvaluationProgress {
  /** Parts that this invocation has made itself need not be read again. */
  private readonly known = new Map<number, EvaluationPart>();
  readonly prefix: string;

  constructor(
    private readonly store: ReportStore,
    run: string,
  ) {
    this.prefix = evaluationProgressPrefix(run);
  }

  async plan(): Promise<EvaluationPlan | undefined> {
    const text = await this.store.read(`${this.prefix}plan.json`);
    return text === undefined ? undefined : evaluationPlanSchema.parse(JSON.parse(text));
  }

  /** @returns the plan that holds: this one, or that of a duplicate that was quicker. */
  async begin(plan: EvaluationPlan): Promise<EvaluationPlan> {
    const key = `${this.prefix}plan.json`;
    if (await this.store.create(key, JSON.stringify(plan), JSON_TYPE)) return plan;
    return (await this.plan()) ?? plan;
  }

  /** The first rows of the parts that are there. */
  async done(): Promise<ReadonlySet<number>> {
    const keys = await this.store.keys(`${this.prefix}parts/`);
    return new Set(keys.map((key) => Number(/(\d+)\.json$/.exec(key)?.[1])));
  }

  async add(part: EvaluationPart): Promise<void> {
    // Where a duplicate has been quicker, its part counts, and this one is forgotten.
    if (await this.store.create(this.key(part.from), storePart(part), JSON_TYPE)) this.known.set(part.from, part);
  }

  /** The parts that begin at these rows, in their order. */
  async parts(starts: readonly number[]): Promise<EvaluationPart[]> {
    const parts: EvaluationPart[] = [];
    for (let at = 0; at < starts.length; at += PARALLEL_READS) {
      parts.push(...(await Promise.all(starts.slice(at, at + PARALLEL_READS).map((from) => this.part(from)))));
    }
    return parts;
  }

  private async part(from: number): Promise<EvaluationPart> {
    const known = this.known.get(from);
    if (known !== undefined) return known;
    const text = await this.store.read(this.key(from));
    if (text === undefined) throw new Error(`The part s3://${this.store.bucket}/${this.key(from)} has gone.`);
    return readPart(text);
  }

  private key(from: number): string {
    return `${this.prefix}parts/${String(from).padStart(9, '0')}.json`;
  }
}
