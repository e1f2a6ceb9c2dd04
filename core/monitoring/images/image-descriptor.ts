import type { ImageFormat } from '../../image/inspect-image';

/** What an image is like, in numbers: the features of an image for the monitor of data quality. */
export interface ImageDescriptor {
  /** As stored, before any Exif orientation. Pixels. */
  readonly width: number;
  readonly height: number;
  /** Width over height. */
  readonly aspect: number;
  /** Of the file. */
  readonly bytes: number;
  readonly format: ImageFormat;
  /** Mean luma, 0..1. */
  readonly brightness: number;
  /** Standard deviation of the luma, 0..0.5. */
  readonly contrast: number;
  /** Standard deviation of the luma's Laplacian: 0 for a plain surface, small for a blurred picture. */
  readonly sharpness: number;
  /** Mean saturation of HSV, 0..1. */
  readonly saturation: number;
  /** Mean of each colour, 0..1. */
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** Of the luma's histogram of 64 bins, 0..6 bits. */
  readonly entropy: number;
  /** Share of the luma's variation between neighbouring pixels that is not shared by pixels two apart: grain. 0..1. */
  readonly noise: number;
}

/** The descriptors that are numbers, in the order of a report. */
export const NUMERIC_DESCRIPTORS = [
  'width',
  'height',
  'aspect',
  'bytes',
  'brightness',
  'contrast',
  'sharpness',
  'saturation',
  'red',
  'green',
  'blue',
  'entropy',
  'noise',
] as const satisfies readonly (keyof ImageDescriptor)[];
export type NumericDescriptor = (typeof NUMERIC_DESCRIPTORS)[number];
