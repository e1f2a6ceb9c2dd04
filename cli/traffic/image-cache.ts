import type { ImageBytes, ImageSource } from '../images/image-source';

/** What is kept in memory at most. Bytes. */
const MAX_CACHED_BYTES = 64_000_000;

/** Reads images and keeps the first ones, so that a rate is not bounded by reading the same few again and again. */
export class ImageCache {
  private readonly kept = new Map<ImageSource, ImageBytes>();
  private bytes = 0;

  async read(source: ImageSource): Promise<ImageBytes> {
    const kept = this.kept.get(source);
    if (kept !== undefined) return kept;
    const image = await source.read();
    if (this.bytes + image.bytes.length <= MAX_CACHED_BYTES && !this.kept.has(source)) {
      this.bytes += image.bytes.length;
      this.kept.set(source, image);
    }
    return image;
  }
}
