import * as z from 'zod';
import { tableStatistics } from '../data-quality/table-statistics';
import { fitPrincipalComponents, project } from '../embedding/principal-components';
import { statisticsSchema } from '../formats/statistics';
import { BaselineInvalid } from '../monitoring-error';
import type { ImageWindow } from './image-window';
import { nearDuplicates } from './near-duplicates';

/** Directions in which embeddings are compared: enough for shapes and light, few enough for a sample of hundreds to tell. */
const COMPONENTS = 12;

const imagesBaselineSchema = z.looseObject({
  version: z.literal(1),
  /** Descriptors and answers, in the form of `statistics.json`. */
  statistics: statisticsSchema,
  embedding: z.object({
    /** `pixels`, or the model package whose penultimate layer it is. */
    source: z.string(),
    mean: z.array(z.number()),
    components: z.array(z.array(z.number())),
    /** Baseline images in these directions. */
    sample: z.array(z.array(z.number())),
  }),
  nearDuplicateShare: z.number(),
  /** Share of images that could not be decoded. */
  unreadableShare: z.number(),
});

/** What images were like when the model was released. */
export type ImagesBaseline = z.infer<typeof imagesBaselineSchema>;

/** @param source what the embeddings are: `pixels`, or a model */
export function imagesBaseline(window: ImageWindow, source: string): ImagesBaseline {
  window.settle();
  const embeddings = window.embeddings.rows().map(({ row }) => row);
  if (embeddings.length < 2)
    throw new BaselineInvalid(`A baseline of ${embeddings.length} images says nothing: give it some hundred.`);
  const fitted = fitPrincipalComponents(embeddings, COMPONENTS);
  const { counts } = window.table.reading;
  return {
    version: 1,
    statistics: tableStatistics(window.table),
    embedding: {
      source,
      mean: [...fitted.mean],
      components: fitted.components.map((component) => [...component]),
      sample: embeddings.map((embedding) => project(fitted, embedding)),
    },
    nearDuplicateShare: nearDuplicates(window.hashes.rows()).share,
    unreadableShare: 1 - counts.usedRows / counts.rows,
  };
}

/**
 * @param file what to call the file in an error, such as its key
 * @throws BaselineInvalid
 */
export function readImagesBaseline(content: unknown, file: string): ImagesBaseline {
  const parsed = imagesBaselineSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new BaselineInvalid(
    `${file} is no baseline of images: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
    {
      cause: parsed.error,
    },
  );
}
