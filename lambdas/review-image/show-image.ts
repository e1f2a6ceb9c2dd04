import { MAX_IMAGE_BYTES } from '../../core/contracts/limits';
import { bytesAnswer, type PageAnswer, refusal } from './page-answer';
import type { PageRequest } from './page-request';
import { pictureOf } from './picture';
import { readReviewToken } from './read-token';
import type { OpenDesk } from './review-desk';

/** The picture in the version that the link names, through the function: whoever writes a new object under the key changes nothing here. */
export async function showImage(request: PageRequest, desk: OpenDesk): Promise<PageAnswer> {
  const link = await readReviewToken(request, desk);
  if ('refused' in link) return refusal(link.refused);
  const { bucket, key, versionId } = link.subject;
  const { bytes } = await desk.images.read({ bucket, key, versionId }, MAX_IMAGE_BYTES);
  const picture = pictureOf(bytes);
  return bytesAnswer(picture.contentType, picture.bytes);
}
