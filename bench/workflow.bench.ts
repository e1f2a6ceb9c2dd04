import { percentile } from '../cli/start/percentile';
import { type Bench, type Measurement, median } from './bench';
import { type BenchLaptop, startBenchLaptop } from './workflow/bench-laptop';
import { runChain } from './workflow/run-chain';
import { type ExecutionTimes, runExecutions } from './workflow/run-executions';

const PARALLEL = 16;

type Run = (laptop: BenchLaptop, count: number, parallel: number) => Promise<ExecutionTimes>;

/** Medians over `rounds`, the two taking turns so that a busy moment hits both. */
async function compare(laptop: BenchLaptop, rounds: number, count: number, parallel: number) {
  const gathered: { executions: ExecutionTimes[]; chain: ExecutionTimes[] } = { executions: [], chain: [] };
  for (let round = 0; round < rounds; round += 1) {
    gathered.executions.push(await runExecutions(laptop, count, parallel));
    gathered.chain.push(await runChain(laptop, count, parallel));
  }
  return gathered;
}

const p50 = (times: readonly ExecutionTimes[]): number =>
  median(times.map(({ milliseconds }) => percentile(milliseconds, 0.5)));
const perSecond = (times: readonly ExecutionTimes[]): number =>
  median(times.map(({ milliseconds, seconds }) => milliseconds.length / seconds));

export const bench: Bench = {
  name: 'workflow',
  about: 'one image through the synthesized ImageClassification: three functions, S3, endpoint, capture, event',
  async run({ quick }): Promise<readonly Measurement[]> {
    const laptop = await startBenchLaptop();
    try {
      const [rounds, single, parallel] = quick ? [1, 20, 100] : [5, 200, 1_000];
      const warmUp: Run[] = [runExecutions, runChain];
      for (const run of warmUp) await run(laptop, quick ? 50 : 500, PARALLEL);
      const alone = await compare(laptop, rounds, single, 1);
      const together = await compare(laptop, rounds, parallel, PARALLEL);
      const name = 'the three functions without a state machine';
      return [
        {
          name: 'warm execution, one at a time, p50',
          value: p50(alone.executions),
          unit: 'ms',
          reference: { name, value: p50(alone.chain) },
          target: 'at most 15 ms',
        },
        {
          name: `executions, ${PARALLEL} in parallel`,
          value: perSecond(together.executions),
          unit: 'executions/s',
          reference: { name, value: perSecond(together.chain) },
          target: 'at least 100',
        },
      ];
    } finally {
      await laptop.stop();
    }
  },
};
