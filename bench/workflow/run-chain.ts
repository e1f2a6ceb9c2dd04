import { inParallel } from '../../cli/parallel';
import type { Principal } from '../../local/iam/principal';
import type { BenchLaptop } from './bench-laptop';
import type { ExecutionTimes } from './run-executions';

const CALLER: Principal = { kind: 'administrator', arn: 'arn:aws:iam::000000000000:user/bench' };

/** The reference: the same three functions one after the other without a state machine; what they cost by themselves. */
export async function runChain(laptop: BenchLaptop, count: number, parallel: number): Promise<ExecutionTimes> {
  const { lambda } = laptop.running.laptop.services;
  const functionOf = (word: string): string => {
    const found = lambda.functions.names().find((name) => name.toLowerCase().includes(word));
    if (found === undefined) throw new Error(`There is no function ${word}: ${lambda.functions.names().join(', ')}.`);
    return found;
  };
  const steps = ['serializeimage', 'classifyimage', 'checkthreshold'].map(functionOf);
  const began = performance.now();
  const milliseconds = await inParallel(Array.from({ length: count }), parallel, async (_, index) => {
    const start = performance.now();
    let payload: Buffer = Buffer.from(JSON.stringify({ s3_bucket: laptop.bucket, s3_key: laptop.key(index) }));
    for (const step of steps) {
      const result = await lambda.invoke(step, payload, { principal: CALLER });
      if (result.functionError !== undefined) throw new Error(result.payload.toString());
      payload = result.payload;
    }
    return performance.now() - start;
  });
  return { milliseconds, seconds: (performance.now() - began) / 1000 };
}
