import type { Segment } from './endpoint-subject';

/** Of the luma's mean. Below the first a picture is dark, from the second on bright. */
const [DARK, BRIGHT] = [1 / 3, 2 / 3];

/** Metadata with so many characters is a text about one image, not a property of many. */
const MOST_CHARACTERS = 64;

/**
 * The parts of the traffic that an image belongs to: each entry of its metadata (site, camera), and its brightness.
 * @param brightness mean luma, 0..1
 */
export function segmentsOf(metadata: Readonly<Record<string, string>>, brightness: number): Segment[] {
  const band = brightness < DARK ? 'dark' : brightness < BRIGHT ? 'medium' : 'bright';
  const known = Object.entries(metadata).filter(([, value]) => value.length <= MOST_CHARACTERS);
  return [...known.map(([name, value]) => ({ name, value })), { name: 'brightness', value: band }];
}
