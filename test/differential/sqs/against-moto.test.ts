import { SQSClient } from '@aws-sdk/client-sqs';
import { type RunningSqs, runSqs } from '../../unit/sqs/running-sqs';
import { hasMoto, MotoServer } from '../s3/moto-server';
import { ObservedQueue } from './observed-queue';
import { randomSteps } from './random-steps';

const SEQUENCES = 20;
const LENGTH = 40;
const moto = hasMoto();
if (!moto)
  console.warn('Skipped: python3 with moto[server] is needed to compare SQS with an independent implementation.');

(moto ? describe : describe.skip)('the laptop’s SQS and moto’s', () => {
  let server: MotoServer;
  let theirs: SQSClient;
  let ours: RunningSqs;
  beforeAll(async () => {
    [server, ours] = await Promise.all([MotoServer.start(), runSqs()]);
    theirs = new SQSClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${server.port}`,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  }, 30_000);
  afterAll(async () => {
    theirs?.destroy();
    await Promise.all([server?.stop(), ours?.stop()]);
  });

  it(`answer ${SEQUENCES} random sequences of ${LENGTH} calls alike`, async () => {
    for (let seed = 1; seed <= SEQUENCES; seed++) {
      const [mine, other] = await Promise.all([
        ObservedQueue.create(ours.client, `queue-${seed}`),
        ObservedQueue.create(theirs, `queue-${seed}`),
      ]);
      for (const [at, step] of randomSteps(seed, LENGTH).entries()) {
        const [observed, expected] = await Promise.all([mine.observe(step), other.observe(step)]);
        expect({ seed, at, step, observed }).toEqual({ seed, at, step, observed: expected });
      }
    }
  }, 60_000);
});
