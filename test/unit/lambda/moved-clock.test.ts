import { InvokeCommand } from '@aws-sdk/client-lambda';
import { RunningLambda } from './running-lambda';

const HOUR_MILLISECONDS = 3_600_000;
/** Far more than an invocation takes. */
const SOME_MILLISECONDS = 20_000;

let aheadMs = 0;
let local: RunningLambda;
beforeAll(async () => {
  local = await new RunningLambda({ limits: { workersPerFunction: 1 }, aheadMs: () => aheadMs }).listen();
  await local.make(
    'clock',
    `const before = new Date();
     exports.handler = async (event, context) => {
       const [now, made] = [Date.now(), new Date()];
       class Later extends Date {}
       return {
         now, made: made.getTime(), text: Date.parse(Date()), fixed: new Date(2024, 0, 2, 3).getHours(), iso: new Date('2024-10-15T14:00:00Z').toISOString(),
         later: new Later(5).getTime(), isLater: new Later() instanceof Later, isDate: made instanceof Date && before instanceof Date && new Later() instanceof Date,
         constructed: made.constructor === Date, utc: Date.UTC(1970, 0, 1, 0, 0, 1), left: context.getRemainingTimeInMillis(),
       };
     };`,
    { Timeout: 30, MemorySize: 256 },
  );
});
afterAll(() => local.stop());

async function clock(): Promise<Record<string, number | string | boolean>> {
  const { Payload } = await local.client().send(new InvokeCommand({ FunctionName: 'clock' }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

it('shows a function the laptop’s clock, also in a worker that was there before it was moved', async () => {
  for (const hours of [0, 2, 30]) {
    aheadMs = hours * HOUR_MILLISECONDS;

    const seen = await clock();

    const expected = Date.now() + aheadMs;
    for (const time of ['now', 'made', 'text'])
      expect([hours, time, Math.abs((seen[time] as number) - expected) < SOME_MILLISECONDS]).toEqual([
        hours,
        time,
        true,
      ]);
    expect(seen.left).toBeGreaterThan(30_000 - SOME_MILLISECONDS);
    expect(seen.left).toBeLessThanOrEqual(30_000);
  }
});

it('leaves dates as they are otherwise: times that are given, subclasses, what is a date', async () => {
  aheadMs = HOUR_MILLISECONDS;

  expect(await clock()).toMatchObject({
    fixed: 3,
    iso: '2024-10-15T14:00:00.000Z',
    later: 5,
    isLater: true,
    isDate: true,
    constructed: true,
    utc: 1000,
  });
});
