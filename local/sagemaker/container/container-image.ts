/** What a container runs: `command ...args train|serve`. */
export interface ContainerProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** Variables beside those of the container contract. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The program that stands for every image URI that the pattern matches. */
export interface ContainerImage {
  readonly pattern: RegExp;
  readonly program: ContainerProgram;
}

/** No program stands for this image. */
export class ImageUnknown extends Error {
  override readonly name = 'ImageUnknown';
}

/** @throws ImageUnknown that lists the images that the laptop has. */
export function programOf(images: readonly ContainerImage[], imageUri: string): ContainerProgram {
  const found = images.find(({ pattern }) => pattern.test(imageUri));
  if (found !== undefined) return found.program;
  const known = images.map(({ pattern }) => String(pattern)).join(', ') || 'none';
  throw new ImageUnknown(`The laptop has no program for the image ${imageUri}. It has: ${known}.`);
}
