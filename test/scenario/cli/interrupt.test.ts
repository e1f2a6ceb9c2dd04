import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SeededRandom } from '../../../core/seeded-random';
import { CliProcess } from '../../fixtures/cli/cli-process';
import { processesOf, processesOfSession } from '../../fixtures/cli/processes-of';
import { SMALL, startRun } from '../../fixtures/cli/start-run';
import { temporaryFolder } from '../../fixtures/temporary-folder';

/** All twenty where `SECOND_LOOK_EXHAUSTIVE` is set. */
const MOMENTS = process.env.SECOND_LOOK_EXHAUSTIVE === undefined ? 5 : 20;
/** Runs side by side, each on a folder of its own. */
const LANES = 2;
const SEED = 20;

// A minute for each, and five for the whole start at the end.
jest.setTimeout((MOMENTS + 5) * 60_000);

/** Longest waits after the first line of step 0 (the process has started), 1, 2 … until the signal. Milliseconds. */
const STEPS = [1_000, 5_000, 500, 2_500, 2_500, 500, 300, 300, 300, 300, 300, 300, 50];

interface Moment {
  readonly afterStep: number;
  readonly milliseconds: number;
  /** As a terminal does, to the whole group; as a tool does, to the process; as npm in a terminal does, twice. */
  readonly way: 'group' | 'process' | 'twice';
}

/** In it a signal may come after the end, as long as the run has said all that it had to say. */
const LAST_STEP = STEPS.length - 1;

/** Spread over the steps, and at random within each. */
function moments(): Moment[] {
  const random = new SeededRandom('interrupt', SEED);
  return Array.from({ length: MOMENTS }, (_, index) => {
    const position = ((index + random.fraction()) / MOMENTS) * STEPS.length;
    const afterStep = Math.floor(position);
    const milliseconds = Math.round((position - afterStep) * (STEPS[afterStep] ?? 0));
    return { afterStep, milliseconds, way: (['group', 'process', 'twice'] as const)[index % 3] ?? 'group' };
  });
}

const folder = temporaryFolder();
const started: CliProcess[] = [];
afterAll(() => {
  for (const run of started) run.kill('SIGKILL');
  folder.remove();
});

/** Starts, sends the signal at the moment, and looks at what is left. */
async function interrupt(out: string, { afterStep, milliseconds, way }: Moment) {
  const run = new CliProcess(['start', '--out', out, ...SMALL]);
  started.push(run);
  if (afterStep > 0) await run.says(new RegExp(`^\\[${afterStep}/`, 'm'));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  if (way === 'group') run.interrupt();
  else run.kill('SIGINT');
  if (way === 'twice') run.kill('SIGINT');
  const { code, stdout, stderr } = await run.ended;
  const finished = afterStep === LAST_STEP && code === 0 && /^summary /m.test(stdout);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(stderr)?.[0];
  const listening = url !== undefined && (await fetch(url).then(Boolean, () => false));
  return {
    end: finished || code === 130 ? 'clean' : code,
    listening,
    locked: existsSync(join(out, '.lock')),
    left: [...(processesOf(out) ?? []), ...processesOfSession(run.pid)],
  };
}

if (process.platform !== 'linux') console.warn('not looked at: child processes, which need /proc');

it(`leaves no child and no port at ${MOMENTS} moments of Ctrl-C, and the next start works`, async () => {
  const all = moments();
  const lanes = Array.from({ length: LANES }, (_, lane) => all.filter((_moment, index) => index % LANES === lane));

  const outcomes = await Promise.all(
    lanes.map(async (lane, index) => {
      const out = join(folder.path, String(index));
      const ends: object[] = [];
      for (const moment of lane) ends.push({ ...moment, ...(await interrupt(out, moment)) });
      return ends;
    }),
  );

  const clean = { end: 'clean', listening: false, locked: false, left: [] };
  expect(outcomes).toEqual(lanes.map((lane) => lane.map((moment) => ({ ...moment, ...clean }))));
  const { summary } = await startRun(join(folder.path, '0'), SMALL);
  expect(summary.workflow).toMatchObject({ executions: 5, failed: 0 });
});
