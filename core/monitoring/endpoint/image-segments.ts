import type { Segment } from './endpoint-subject';

/** Of the luma's mean. Below the first a picture is dark, from the second on bright. */
const [DARK, BRIGHT] = [1 / 3, 2 / 3];

/** Metadata with so many characters is a text about one image, not a property of many. */
const MOST_CHARACTERS = 64;

/** Segments that are not metadata, but of the image and its time. */
export const [BRIGHTNESS_SEGMENT, HOUR_SEGMENT] = ['brightness', 'hour'];

/**
 * The parts of the traffic that an image belongs to: each entry of its metadata (site, camera), its brightness, and the hour of the day, in UTC.
 * @param brightness mean luma, 0..1
 * @param inferenceTime `2024-10-15T14:05:12Z`
 */
export function segmentsOf(
  metadata: Readonly<Record<string, string>>,
  brightness: number,
  inferenceTime: string,
): Segment[] {
  const band = brightness < DARK ? 'dark' : brightness < BRIGHT ? 'medium' : 'bright';
  const time = new Date(inferenceTime);
  const hour = Number.isNaN(time.getTime()) ? undefined : time.toISOString().slice(11, 13);
  const own = new Map([[BRIGHTNESS_SEGMENT, band], ...(hour === undefined ? [] : [[HOUR_SEGMENT, hour] as const])]);
  const known = Object.entries(metadata).filter(([name, value]) => value.length <= MOST_CHARACTERS && !own.has(name));
  return [...known, ...own].map(([name, value]) => ({ name, value }));
}
