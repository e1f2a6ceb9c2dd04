import { bareEndpointRates } from './algorithm/bare-endpoint';
import { startLaptopApart } from './batch/laptop-apart';
import { runBatch, uploadImages } from './batch/run-batch';
import type { Bench, Measurement } from './bench';

/** The first batch of a laptop brings up the functions' workers. */
const FIRST_IMAGES = 100;
const SMALL = 1_000;

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
    const batch = async (count: number) => {
      const prefix = `bench-batch/${count}/`;
      await uploadImages(laptop, prefix, count);
      const before = await laptop.processorMs();
      const { counts, seconds } = await runBatch(laptop, prefix);
      return { counts, seconds, processorMs: (await laptop.processorMs()) - before };
    };
    await batch(FIRST_IMAGES);
    const { counts, seconds, processorMs } = await batch(images);
    if (counts.accepted !== images) throw new Error(`Of ${images} images ${JSON.stringify(counts)}.`);
    return { images, perSecond: images / seconds, processorMs: processorMs / images, peaks: laptop.memory.peaks() };
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
    const { ours } = await bareEndpointRates(quick ? { count: 1, seconds: 1 } : { count: 3, seconds: 3 });
    const few = await measure(small);
    const some = await measure(middle);
    const many = large === middle ? some : await measure(large);
    return [
      {
        name: `batch of ${middle} images`,
        value: some.perSecond,
        unit: 'images/s',
        reference: { name: 'the bare endpoint', value: ours },
        target: 'at least 800, and 0.40 of the bare endpoint',
      },
      ...(many === some ? [] : [{ name: `batch of ${large} images`, value: many.perSecond, unit: 'images/s' }]),
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
