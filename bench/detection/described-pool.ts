import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseImageList } from '../../core/dataset/image-list';
import { syntheticVehicles } from '../../core/dataset/synthetic-vehicles';
import { CORRUPTIONS } from '../../core/drift/corruptions/registry';
import { SEVERITIES, type Severity } from '../../core/drift/severity';
import { decodeImage } from '../../core/image/decode-image';
import { encodePng } from '../../core/image/encode-png';
import type { RgbaImage } from '../../core/image/rgba-image';
import { pixelEmbedding } from '../../core/monitoring/embedding/pixel-embedding';
import { describeImage } from '../../core/monitoring/images/describe-image';
import type { ObservedImage } from '../../core/monitoring/images/image-window';
import { SeededRandom } from '../../core/seeded-random';

/** What happens to the images of a window; undefined: nothing. */
export interface Change {
  readonly corruption: string;
  readonly severity: Severity;
}

export const CHANGES: readonly Change[] = Object.keys(CORRUPTIONS).flatMap((corruption) =>
  SEVERITIES.map((severity) => ({ corruption, severity })),
);

export const changeName = (change: Change | undefined): string =>
  change === undefined ? 'none' : `${change.corruption}, severity ${change.severity}`;

/** Every image of a pool as the monitor sees it, unchanged and after every change: described once, for many windows. */
export interface DescribedPool {
  /** Where the images come from. */
  readonly source: string;
  readonly size: number;
  observed(image: number, change: Change | undefined): ObservedImage;
}

export async function describedPool(size: number): Promise<DescribedPool> {
  const { source, images } = await pictures(size);
  const changes = [undefined, ...CHANGES];
  const described = new Map(
    changes.map((change) => [changeName(change), images.map((image, index) => observe(image, index, change))]),
  );
  return {
    source,
    size: images.length,
    observed: (image, change) => described.get(changeName(change))![image]!,
  };
}

/** Nothing looks at the pixels once they are described; thousands of pictures would fill the memory. */
const FORGOTTEN: RgbaImage = { rgba: Buffer.alloc(4), width: 1, height: 1 };

function observe(image: RgbaImage, index: number, change: Change | undefined): ObservedImage {
  const changed =
    change === undefined
      ? image
      : CORRUPTIONS[change.corruption]!.corrupt(image, change.severity, new SeededRandom(changeName(change), index));
  const described = describeImage(encodePng(changed.rgba, changed.width, changed.height));
  return {
    identity: String(index),
    described: { ...described, image: FORGOTTEN },
    embedding: pixelEmbedding(described.image),
  };
}

/** The real vehicles where they are, else drawn ones. Every image is encoded by the same encoder, changed or not. */
async function pictures(size: number): Promise<{ source: string; images: RgbaImage[] }> {
  const folder = join(process.env.SECOND_LOOK_REAL_DATA ?? '', 'cifar100-vehicles');
  if (process.env.SECOND_LOOK_REAL_DATA !== undefined && existsSync(folder)) {
    const rows = parseImageList(readFileSync(join(folder, 'train.lst'), 'utf8'), 'train.lst').slice(0, size);
    const images = rows.map(({ file }) =>
      decodeImage(readFileSync(join(folder, file.includes('/') ? '' : 'train', file))),
    );
    return { source: 'real vehicles', images };
  }
  const { train } = syntheticVehicles({ classes: ['bicycle', 'motorcycle'], seed: 1, trainPerClass: size / 2 });
  const images: RgbaImage[] = [];
  for (const item of train) images.push(decodeImage(await item.read()));
  return { source: 'drawn vehicles', images };
}
