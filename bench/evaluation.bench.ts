import { PutObjectCommand } from '@aws-sdk/client-s3';
import { awaitEvaluation } from '../cli/evaluate/await-evaluation';
import { inParallel } from '../cli/parallel';
import { queueEvaluation } from '../cli/release/queue-evaluation';
import { formatImageList } from '../core/dataset/image-list';
import { bareEndpointRates } from './algorithm/bare-endpoint';
import { grainyImage } from './algorithm/grainy-image';
import { type Bench, type Measurement, median } from './bench';
import { type BenchLaptop, startBenchLaptop } from './workflow/bench-laptop';

const PARALLEL_UPLOADS = 32;
/** Each image is another; they repeat from here on, for drawing ten thousand takes longer than asking about them. */
const DIFFERENT_IMAGES = 200;
const LIST = 'bench.lst';

/** Puts a list of so many images into the images bucket. */
async function uploadImages({ running, bucket }: BenchLaptop, count: number): Promise<void> {
  const images = Array.from({ length: Math.min(count, DIFFERENT_IMAGES) }, (_, seed) => grainyImage(seed));
  const rows = Array.from({ length: count }, (_, row) => ({ row, label: row % 2, file: `${row}.png` }));
  await inParallel(rows, PARALLEL_UPLOADS, ({ row, file }) => {
    const Body = images[row % images.length];
    return running.clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: `bench/${file}`, Body }));
  });
  const Body = formatImageList(rows);
  await running.clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: LIST, Body }));
}

/** From sending the message to the report. @returns images a second. */
async function evaluationRate({ running }: BenchLaptop): Promise<number> {
  const { clients, outputs } = running;
  const began = performance.now();
  const { endpointName, run } = await queueEvaluation(running, { testDataS3Key: LIST });
  const reportsBucket = outputs.get('ReportsBucket');
  const wanted = { reportsBucket, endpointName, run, pollMilliseconds: 100, limitMilliseconds: 600_000 };
  const { evaluation } = await awaitEvaluation(clients.s3, wanted, new AbortController().signal);
  if (Object.keys(evaluation.failures).length > 0) throw new Error(`Failures: ${JSON.stringify(evaluation.failures)}`);
  return evaluation.rows / ((performance.now() - began) / 1000);
}

export const bench: Bench = {
  name: 'evaluation',
  about: 'images of 32x32 through the evaluation queue: S3, the endpoint with captures, parts, report',
  async run({ quick, images }): Promise<readonly Measurement[]> {
    const count = images ?? (quick ? 500 : 10_000);
    const laptop = await startBenchLaptop();
    try {
      await uploadImages(laptop, count);
      // Starts the function, and lets it and the endpoint compile what they run often.
      await evaluationRate(laptop);
      const [ours, bare]: [number[], number[]] = [[], []];
      for (let round = 0; round < (quick ? 1 : 3); round += 1) {
        ours.push(await evaluationRate(laptop));
        bare.push((await bareEndpointRates({ count: 1, seconds: quick ? 1 : 3 })).ours);
      }
      return [
        {
          name: `evaluation of ${count} images`,
          value: median(ours),
          unit: 'images/s',
          reference: { name: 'bare endpoint, 8 in parallel', value: median(bare) },
          target: 'at least 1,000/s and 0.50',
        },
      ];
    } finally {
      await laptop.stop();
    }
  },
};
