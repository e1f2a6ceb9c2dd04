import type { UncertainImage } from '../../core/contracts/alert';
import type { OpenItem } from '../../core/contracts/open-item';
import { reviewLink } from '../../core/second-look/review-link';
import type { LinkSecret } from '../adapters/link-secret';
import type { OpenItems } from '../adapters/open-items';

const DAY_MILLISECONDS = 86_400_000;

export interface SecondLookDesk {
  readonly items: Pick<OpenItems, 'write'>;
  readonly secret: Pick<LinkSecret, 'keys'>;
  /** Address of the pages. */
  readonly baseUrl: string;
  /** How long links are good. */
  readonly linkDays: number;
}

/**
 * Opens a second look and signs its link.
 * @param openedAt the same in every attempt: item and link follow from it.
 * @returns the link; undefined for an image that cannot be shown, because the event names no object or not which version of it.
 * @throws AccessDenied, StorageUnavailable, LinkKeysInvalid
 */
export async function openSecondLook(
  image: UncertainImage,
  openedAt: Date,
  { items, secret, baseUrl, linkDays }: SecondLookDesk,
): Promise<string | undefined> {
  const { s3_bucket: bucket, s3_key: key, version_id: versionId, review_id: reviewId } = image;
  if (bucket === '' || key === '' || versionId === undefined) return undefined;
  const [keys] = await Promise.all([secret.keys(), items.write(openItem(image, versionId, openedAt))]);
  const expires = new Date(openedAt.getTime() + linkDays * DAY_MILLISECONDS);
  return reviewLink(baseUrl, { bucket, key, versionId, reviewId, openedAt }, expires, keys);
}

function openItem(image: UncertainImage, version_id: string, openedAt: Date): OpenItem {
  const { inferences, classes, second_look_link: _, ...rest } = image;
  return {
    version: 1,
    ...rest,
    version_id,
    inferences: [...inferences],
    classes: inferences.map((_probability, index) => classes?.[index] ?? `class ${index}`),
    opened_at: openedAt.toISOString(),
  };
}
