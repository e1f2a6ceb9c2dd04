import * as z from 'zod';
import { type BiasFile, biasFile } from '../bias/bias-file';
import { suggestConstraints } from '../data-quality/suggest-constraints';
import { type ExplanationFile, explanationFile } from '../explainability/explanation-file';
import type { Constraints } from '../formats/constraints';
import type { ModelQualityConstraints } from '../formats/model-quality-constraints';
import { type ImagesBaseline, imagesBaseline } from '../images/images-baseline';
import { CONSTRAINT_BLOCKS } from '../model-quality/metric-directions';
import { type ModelQualityStatistics, modelQualityStatistics } from '../model-quality/model-quality-statistics';
import { suggestModelQualityConstraints } from '../model-quality/suggest-model-quality-constraints';
import { BaselineInvalid } from '../monitoring-error';
import type { RegionAttributions } from '../occlusion/check-attributions';
import type { ExplainedWindow } from './check-endpoint';
import { type EndpointSubject, problemOf, type Segment } from './endpoint-subject';
import type { EndpointWindow } from './endpoint-window';
import { HOUR_SEGMENT } from './image-segments';
import { SegmentCounts, type StoredSegments } from './segment-counts';

/** Rows that a segment needs, inside and outside, to be followed. */
export const LEAST_SEGMENT_ROWS = 10;

/** What an endpoint's traffic and answers were like when its model was released: what every later window is compared with. */
export interface EndpointBaseline {
  readonly subject: EndpointSubject;
  readonly rows: number;
  readonly images: ImagesBaseline;
  /** Of the descriptors and answers. */
  readonly constraints: Constraints;
  readonly quality: { readonly statistics: ModelQualityStatistics; readonly constraints: ModelQualityConstraints };
  readonly bias: {
    readonly analysis: BiasFile;
    readonly segments: readonly Segment[];
    readonly counts: StoredSegments;
  };
  readonly explainability?: {
    readonly analysis: ExplanationFile;
    readonly rows: number;
    /** Image by image; absent in files of before there were such, with which nothing can be compared. */
    readonly attributions?: RegionAttributions;
  };
}

/**
 * @param window of labelled captures, such as the validation split's
 * @param explained of the window's images; absent where the model is not to be asked
 * @throws BaselineInvalid for too few images, or none with a label
 */
export function endpointBaseline(window: EndpointWindow, explained?: ExplainedWindow): EndpointBaseline {
  const { subject, segments: counts } = window;
  const images = imagesBaseline(window.images, 'pixels');
  const statistics = modelQualityStatistics(window.quality);
  if (statistics === undefined)
    throw new BaselineInvalid(
      `None of the ${images.statistics.dataset.item_count} images of the baseline has a label.`,
    );
  // The hour is when a baseline's images were asked about, not when they were taken.
  const segments = counts.segments(LEAST_SEGMENT_ROWS).filter(({ name }) => name !== HOUR_SEGMENT);
  return {
    subject,
    rows: images.statistics.dataset.item_count,
    images,
    constraints: suggestConstraints(images.statistics),
    quality: { statistics, constraints: accuracyConstraints(statistics, subject) },
    bias: {
      analysis:
        segments.length === 0
          ? { version: '1.0' }
          : biasFile(segments.map((each) => counts.biasOf(each, subject.seed))),
      segments,
      counts: counts.stored(),
    },
    explainability: explained && {
      analysis: explanationFile(
        explained.state.global().map((attribution, label) => ({
          attribution,
          expectedValue: explained.expectedValue[label]!,
        })),
      ),
      rows: explained.state.rowCount,
      attributions: explained.attributions,
    },
  };
}

/** Of the suggested constraints those that are shares of rows, so that a window's value can be told from chance. */
function accuracyConstraints(statistics: ModelQualityStatistics, subject: EndpointSubject): ModelQualityConstraints {
  const block = CONSTRAINT_BLOCKS[problemOf(subject).kind];
  const { version, ...suggested } = suggestModelQualityConstraints(statistics);
  const accuracy = (suggested as Record<string, Record<string, unknown>>)[block]?.accuracy;
  return { version, [block]: accuracy === undefined ? {} : { accuracy } } as ModelQualityConstraints;
}

const DATA_QUALITY = 'data-quality';
const FILES = {
  statistics: `${DATA_QUALITY}/statistics.json`,
  constraints: `${DATA_QUALITY}/constraints.json`,
  qualityStatistics: 'model-quality/statistics.json',
  qualityConstraints: 'model-quality/constraints.json',
  bias: 'bias/analysis.json',
  explainability: 'explainability/analysis.json',
  images: 'images/baseline.json',
  whole: 'baseline.json',
} as const;

/** Files of a baseline, by their place below its folder: one for the monitors, and beside it those that Model Monitor's tools read. */
export function baselineFiles(baseline: EndpointBaseline): ReadonlyMap<string, unknown> {
  const { images, constraints, quality, bias, explainability } = baseline;
  const files = new Map<string, unknown>([
    [FILES.whole, { version: 1, ...baseline }],
    [FILES.statistics, images.statistics],
    [FILES.constraints, constraints],
    [FILES.qualityStatistics, quality.statistics],
    [FILES.qualityConstraints, quality.constraints],
    [FILES.bias, bias.analysis],
    [FILES.images, images],
  ]);
  if (explainability !== undefined) files.set(FILES.explainability, explainability.analysis);
  return files;
}

/** The file below a baseline's folder that the monitors read. */
export const BASELINE_FILE = FILES.whole;

const wholeSchema = z.looseObject({
  version: z.literal(1),
  subject: z.looseObject({ endpoint: z.string(), classes: z.array(z.string()).min(2) }),
  rows: z.number(),
  images: z.looseObject({}),
  constraints: z.looseObject({}),
  quality: z.looseObject({}),
  bias: z.looseObject({ segments: z.array(z.looseObject({})), counts: z.array(z.unknown()) }),
});

/**
 * @param file what to call the file in an error, such as its key
 * @throws BaselineInvalid
 */
export function readEndpointBaseline(content: unknown, file: string): EndpointBaseline {
  const parsed = wholeSchema.safeParse(content);
  if (!parsed.success)
    throw new BaselineInvalid(
      `${file} is no baseline of an endpoint: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
      {
        cause: parsed.error,
      },
    );
  return content as EndpointBaseline;
}

/** The counts of a baseline's segments. */
export const baselineSegments = ({ bias }: EndpointBaseline): SegmentCounts => SegmentCounts.read(bias.counts);
