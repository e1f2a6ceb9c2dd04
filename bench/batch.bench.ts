import { bareEndpointRates } from './algorithm/bare-endpoint';
import { type LaptopApart, startLaptopApart } from './batch/laptop-apart';
import { runBatch, uploadImages } from './batch/run-batch';
import { type Bench, type Measurement, median } from './bench';

/** The first batch of a laptop brings up the functions' workers. */
const FIRST_IMAGES = 100;
const SMALL = 1_000;
const ROUNDS = 3;

/** Images of the batches: the first and the last are compared by their memory. A number that was asked for is the largest, and there is no third. */
function sizes(quick: boolean, images?: number): readonly [number, number, number] {
  if (images !== undefined) return [Math.min(SMALL, Math.ceil(images / 10)), images, images];
  return quick ? [200, 400, 800] : [SMALL, 10_000, 100_000];
}

interface Measured {
  readonly images: number;
  readonly perSecond: number;
  /** Processor time of an image, milliseconds. */
  readonly processorMs: number;
  /** Largest memory from when the laptop was ready, through upload and batch, megabytes: its own, and that of the largest process below it. */
  readonly peaks: { readonly own: number; readonly below: number };
}

/** One batch in a laptop that is started for it. */
async function measure(images: number): Promise<Measured> {
  const laptop = await startLaptopApart();
  try {
    await batch(laptop, FIRST_IMAGES);
    const { perSecond, processorMs } = await batch(laptop, images);
    return { images, perSecond, processorMs: processorMs / images, peaks: laptop.memory.peaks() };
  } finally {
    await laptop.stop();
  }
}

/** Uploads images and sends them through a batch. @throws Error where one of them is not accepted */
async function batch(laptop: LaptopApart, images: number) {
  const prefix = `bench-batch/${images}/`;
  await uploadImages(laptop, prefix, images);
  return timed(laptop, prefix, images);
}

async function timed(laptop: LaptopApart, prefix: string, images: number) {
  const before = await laptop.processorMs();
  const { counts, seconds } = await runBatch(laptop, prefix);
  if (counts.accepted !== images) throw new Error(`Of ${images} images ${JSON.stringify(counts)}.`);
  return { perSecond: images / seconds, processorMs: (await laptop.processorMs()) - before };
}

/** Batches of the same images and the bare endpoint by turns, both warm: a shared machine's speed changes from one minute to the next. */
async function rates(images: number, quick: boolean): Promise<{ readonly ours: number; readonly bare: number }> {
  const laptop = await startLaptopApart();
  try {
    const prefix = 'bench-batch/rounds/';
    await batch(laptop, Math.min(SMALL, images));
    await uploadImages(laptop, prefix, images);
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < (quick ? 1 : ROUNDS); round++) {
      ours.push((await timed(laptop, prefix, images)).perSecond);
      bare.push((await bareEndpointRates({ count: 1, seconds: quick ? 1 : 3 })).ours);
    }
    return { ours: median(ours), bare: median(bare) };
  } finally {
    await laptop.stop();
  }
}

export const bench: Bench = {
  name: 'batch',
  about:
    'images of 32x32 through the synthesized BatchClassification: listing, children, S3, endpoint, capture, results',
  async run({ quick, images }): Promise<readonly Measurement[]> {
    const [small, middle, large] = sizes(quick, images);
    const { ours, bare } = await rates(middle, quick);
    const few = await measure(small);
    const many = await measure(large);
    return [
      {
        name: `batch of ${middle} images`,
        value: ours,
        unit: 'images/s',
        reference: { name: 'the bare endpoint', value: bare },
        target: 'at least 800, and 0.40 of the bare endpoint',
      },
      ...(large === middle ? [] : [{ name: `batch of ${large} images`, value: many.perSecond, unit: 'images/s' }]),
      {
        name: `processor time of an image of ${large}, laptop and functions without the endpoint`,
        value: many.processorMs,
        unit: 'ms',
        reference: { name: `of ${small}`, value: few.processorMs },
      },
      {
        name: `memory of the laptop's process, upload and batch of ${large} images`,
        value: many.peaks.own,
        unit: 'MB',
        reference: { name: `of ${small}`, value: few.peaks.own },
        target: 'within 100 MB of each other',
      },
      {
        name: `memory of the largest process below it, of ${large} images`,
        value: many.peaks.below,
        unit: 'MB',
        reference: { name: `of ${small}`, value: few.peaks.below },
      },
    ];
  },
};
