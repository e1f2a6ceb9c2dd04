import { isDeepStrictEqual } from 'node:util';
import { S3Laptop } from '../../unit/s3/s3-laptop';
import { knownGap } from './moto-gaps';
import { hasMoto, MotoServer } from './moto-server';
import { Random } from './random';
import { type CallTemplate, RandomCalls } from './random-calls';
import { RawS3 } from './raw-s3';
import { Side } from './side';

const SEQUENCES = 1000;
const CALLS_PER_SEQUENCE = 8;
const SEQUENCES_PER_TEST = 100;
/** Of a test's sequences, beside those compared to their ends: 15 to 26 end early at a gap of moto's. Were there more, a gap would hide too much. */
const MOST_ENDED_EARLY = 30;

const isPresent = hasMoto();
if (!isPresent) console.log('Skipped: S3 against moto (python3 has no moto with its server).');

(isPresent ? describe : describe.skip)('S3 beside moto', () => {
  let laptop: S3Laptop;
  let moto: MotoServer;
  let ours: RawS3;
  let theirs: RawS3;

  beforeAll(async () => {
    [laptop, moto] = await Promise.all([S3Laptop.start(), MotoServer.start()]);
    ours = new RawS3(laptop.port);
    theirs = new RawS3(moto.port);
  }, 30_000);

  afterAll(async () => {
    ours?.close();
    theirs?.close();
    await laptop?.stop();
    await moto?.stop();
    // A thousand buckets are deleted here.
  }, 60_000);

  /** @returns whether all of it could be compared, to the listing at the end. */
  async function runSequence(seed: number): Promise<boolean> {
    const bucket = `sequence-${seed}`;
    const calls = new RandomCalls(new Random(seed), bucket);
    const templates: CallTemplate[] = [
      () => ({ method: 'PUT', target: `/${bucket}` }),
      ...Array.from({ length: CALLS_PER_SEQUENCE }, () => calls.next()),
      () => ({ method: 'GET', target: `/${bucket}?versions` }),
      () => ({ method: 'GET', target: `/${bucket}?list-type=2` }),
    ];
    const left = new Side(ours);
    const right = new Side(theirs);
    const trace: string[] = [];
    for (const template of templates) {
      const [our, their] = await Promise.all([left.run(template), right.run(template)]);
      trace.push(
        `${our.call.method} ${our.call.target} ${JSON.stringify(our.call.headers ?? {})} -> ${our.answer.status}`,
      );
      if (isDeepStrictEqual(our.observed, their.observed)) continue;
      const gap = knownGap(our.call, our.observed, their.observed);
      if (gap === 'ends the sequence') return false;
      if (gap === 'skip') continue;
      expect({ seed, trace, ...our.observed }).toEqual({ seed, trace, ...their.observed });
    }
    return true;
  }

  it.each(Array.from({ length: SEQUENCES / SEQUENCES_PER_TEST }, (_, part) => part * SEQUENCES_PER_TEST))(
    'answers the same when the random sequences from %d on are run to their ends',
    async (first) => {
      let whole = 0;
      let run = 0;
      for (; whole < SEQUENCES_PER_TEST && run < SEQUENCES_PER_TEST + MOST_ENDED_EARLY; run++) {
        // For each that ended early there is another, of a seed beyond those of all tests.
        const seed = run < SEQUENCES_PER_TEST ? first + run : SEQUENCES + first + run - SEQUENCES_PER_TEST;
        if (await runSequence(seed)) whole += 1;
      }
      expect({ whole, endedEarly: run - whole }).toMatchObject({ whole: SEQUENCES_PER_TEST });
    },
    120_000,
  );
});
