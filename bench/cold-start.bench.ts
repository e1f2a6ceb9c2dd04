import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LATEST } from '../local/lambda/function-definition';
import { type Bench, type Measurement, median } from './bench';
import { type BenchLaptop, startBenchLaptop } from './workflow/bench-laptop';

const run = promisify(execFile);
const INVOKE_ONCE = join(__dirname, 'cold-start/invoke-once.js');
const BARE_HANDLER = join(__dirname, 'cold-start/bare-handler.js');

interface ColdStart {
  readonly importMs: number;
  readonly invokeMs: number;
  readonly outcome: string;
}

interface Subject {
  readonly name: string;
  readonly file: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly event: unknown;
}

/** The workflow's functions as they are deployed, each with an event that it answers. */
function subjects(laptop: BenchLaptop): Subject[] {
  const { functions } = laptop.running.laptop.services.lambda;
  const image = { s3_bucket: laptop.bucket, s3_key: laptop.key(0) };
  const events: Readonly<Record<string, unknown>> = {
    'serialize-image': image,
    'classify-image': { body: image },
    'check-threshold': { body: '[0.97, 0.03]' },
  };
  return functions.names().flatMap((name) => {
    const { definition } = functions.resolve({ name, qualifier: LATEST });
    const { environment } = definition;
    const service = environment.POWERTOOLS_SERVICE_NAME ?? '';
    const file = join(definition.code.folder, 'index.js');
    return service in events ? [{ name: service, file, variables: environment, event: events[service] }] : [];
  });
}

async function coldStart({ file, variables, event }: Subject, url: string): Promise<ColdStart> {
  const env = {
    ...variables,
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const { stdout } = await run(process.execPath, [INVOKE_ONCE, file, JSON.stringify(event)], { env });
  const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ColdStart;
  if (result.outcome !== 'answered') throw new Error(`${file} did not answer: ${result.outcome}`);
  return result;
}

export const bench: Bench = {
  name: 'cold-start',
  about: 'a new process imports a deployed bundle and invokes it once against the local services',
  async run({ quick }): Promise<readonly Measurement[]> {
    const rounds = quick ? 2 : 11;
    const laptop = await startBenchLaptop();
    try {
      const { url } = laptop.running.laptop;
      const bare: Subject = { name: 'no SDK', file: BARE_HANDLER, variables: {}, event: {} };
      const all = [bare, ...subjects(laptop)];
      const times = new Map<string, ColdStart[]>(all.map(({ name }) => [name, []]));
      for (let round = 0; round < rounds; round += 1) {
        for (const subject of all) times.get(subject.name)?.push(await coldStart(subject, url));
      }
      const total = (name: string): number =>
        median((times.get(name) ?? []).map(({ importMs, invokeMs }) => importMs + invokeMs));
      return all.slice(1).flatMap(({ name, file }): Measurement[] => [
        {
          name: `${name}, import and first invocation`,
          value: total(name),
          unit: 'ms',
          reference: { name: 'a handler with no SDK', value: total(bare.name) },
        },
        {
          name: `${name}, import alone`,
          value: median((times.get(name) ?? []).map(({ importMs }) => importMs)),
          unit: 'ms',
        },
        { name: `${name}, bundle`, value: statSync(file).size / 1000, unit: 'kB' },
      ]);
    } finally {
      await laptop.stop();
    }
  },
};
