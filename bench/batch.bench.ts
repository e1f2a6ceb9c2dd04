import { bareEndpointRates } from './algorithm/bare-endpoint';
import { runBatch, uploadImages } from './batch/run-batch';
import type { Bench, Measurement } from './bench';
import { startBenchLaptop } from './workflow/bench-laptop';

/** Images of the batches: the first and the last are compared by their memory. A number that was asked for is the largest, and there is no third. */
function sizes(quick: boolean, images?: number): readonly [number, number, number] {
  if (images !== undefined) return [Math.ceil(images / 10), images, images];
  return quick ? [200, 400, 800] : [1_000, 10_000, 100_000];
}

export const bench: Bench = {
  name: 'batch',
  about:
    'images of 32x32 through the synthesized BatchClassification: listing, children, S3, endpoint, capture, results',
  async run({ quick, images }): Promise<readonly Measurement[]> {
    const [small, middle, large] = sizes(quick, images);
    const { ours } = await bareEndpointRates(quick ? { count: 1, seconds: 1 } : { count: 3, seconds: 3 });
    const laptop = await startBenchLaptop();
    try {
      const prefix = (count: number): string => `bench-batch/${count}/`;
      const measure = async (count: number) => {
        await uploadImages(laptop, prefix(count), count);
        return runBatch(laptop, prefix(count));
      };
      // The first one brings up workers.
      await measure(small);
      const few = await measure(small);
      const some = await measure(middle);
      const many = large === middle ? some : await measure(large);
      return [
        {
          name: `batch of ${middle} images`,
          value: some.counts.images / some.seconds,
          unit: 'images/s',
          reference: { name: 'the bare endpoint', value: ours },
          target: 'at least 800, and 0.40 of the bare endpoint',
        },
        {
          name: `processor time of an image of ${middle}, laptop and functions without the endpoint`,
          value: some.processorMs / some.counts.images,
          unit: 'ms',
        },
        ...(large === middle
          ? []
          : [{ name: `batch of ${large} images`, value: many.counts.images / many.seconds, unit: 'images/s' }]),
        {
          name: `memory, batch of ${large} images`,
          value: many.peakMb,
          unit: 'MB',
          reference: { name: `batch of ${small}`, value: few.peakMb },
          target: 'within 100 MB of each other',
        },
        {
          name: `memory, what the batch of ${large} images adds to its start`,
          value: many.peakMb - many.startMb,
          unit: 'MB',
          reference: { name: `batch of ${small}`, value: few.peakMb - few.startMb },
        },
      ];
    } finally {
      await laptop.stop();
    }
  },
};
