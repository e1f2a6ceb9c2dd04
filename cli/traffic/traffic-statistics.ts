import { percentile } from '../start/percentile';
import { tally } from '../tally';

/** One request and what became of it. */
export interface TrafficRequest {
  readonly inferenceId: string;
  /** Path or key of the image. */
  readonly image: string;
  /** When it began. */
  readonly time: string;
  readonly milliseconds: number;
  readonly predictedLabel?: string;
  /** Calibrated, 0..1. */
  readonly confidence?: number;
  /** Of the image, where a list of its split says. */
  readonly trueLabel?: string;
  /** Name and message of what went wrong. */
  readonly error?: string;
  readonly cause?: string;
}

export interface TrafficSummary {
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  /** Of the answered ones. */
  readonly latency: { readonly p50Ms: number; readonly p90Ms: number; readonly p99Ms: number; readonly maxMs: number };
  readonly labels: Readonly<Record<string, number>>;
  /** Answers below the environment's threshold. */
  readonly belowThreshold: number;
  /** Share of right answers among those whose true label is known, 0..1; null where none is. */
  readonly accuracy: number | null;
  /** How often each error came, with its first message. */
  readonly errors: readonly { readonly name: string; readonly count: number; readonly first: string }[];
}

/** Counts requests as they come back. */
export class TrafficStatistics {
  readonly requests: TrafficRequest[] = [];
  private readonly began = performance.now();
  private ended: number | undefined;

  constructor(private readonly threshold: number) {}

  add(request: TrafficRequest): void {
    this.requests.push(request);
  }

  /** Nothing more is sent: the rate is that of the time until now. */
  end(): void {
    this.ended = performance.now();
  }

  summary(): TrafficSummary {
    const answers = this.requests.filter(({ error }) => error === undefined);
    const failures = this.requests.filter(({ error }) => error !== undefined);
    const times = answers.map(({ milliseconds }) => milliseconds);
    const known = answers.filter(({ trueLabel }) => trueLabel !== undefined);
    const right = known.filter(({ trueLabel, predictedLabel }) => trueLabel === predictedLabel);
    const seconds = ((this.ended ?? performance.now()) - this.began) / 1000;
    return {
      sent: this.requests.length,
      answered: answers.length,
      failed: failures.length,
      seconds: rounded(seconds),
      requestsPerSecond: rounded(this.requests.length / seconds),
      latency: {
        p50Ms: rounded(percentile(times, 0.5)),
        p90Ms: rounded(percentile(times, 0.9)),
        p99Ms: rounded(percentile(times, 0.99)),
        maxMs: rounded(percentile(times, 1)),
      },
      labels: tally(answers.flatMap(({ predictedLabel }) => predictedLabel ?? [])),
      belowThreshold: answers.filter(({ confidence = 0 }) => confidence < this.threshold).length,
      accuracy: known.length === 0 ? null : right.length / known.length,
      errors: Object.entries(tally(failures.flatMap(({ error }) => error ?? []))).map(([name, count]) => ({
        name,
        count,
        first: failures.find(({ error }) => error === name)?.cause ?? '',
      })),
    };
  }
}

/** `100 sent, 5.0/s, p50 12 ms, p99 40 ms, 0 failed`, while it runs. */
export const summaryLine = ({ sent, failed, requestsPerSecond, latency }: TrafficSummary): string =>
  `${sent} sent, ${requestsPerSecond.toFixed(1)}/s, p50 ${latency.p50Ms.toFixed(0)} ms, p99 ${latency.p99Ms.toFixed(0)} ms, ${failed} failed`;

/** At the end. */
export function summaryText(summary: TrafficSummary): string {
  const { labels, belowThreshold, answered, accuracy, errors, seconds } = summary;
  const share = answered === 0 ? 0 : (belowThreshold / answered) * 100;
  return [
    `${summaryLine(summary)} in ${seconds.toFixed(1)} s`,
    ...Object.entries(labels).map(([label, count]) => `  ${String(count).padStart(6)}  ${label}`),
    `${belowThreshold} below the threshold (${share.toFixed(1)} %)`,
    ...(accuracy === null ? [] : [`accuracy ${(accuracy * 100).toFixed(1)} %, by the labels that are known`]),
    ...errors.map(({ name, count, first }) => `${count} x ${name}: ${first}`),
  ].join('\n');
}

const rounded = (value: number): number => Number(value.toFixed(3));
