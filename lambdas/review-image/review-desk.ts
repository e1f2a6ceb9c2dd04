import type { Answers } from '../adapters/answers';
import type { Invocation } from '../adapters/function-frame';
import type { ImageReader } from '../adapters/image-reader';
import type { LinkSecret } from '../adapters/link-secret';
import type { OpenItems } from '../adapters/open-items';

/** All that the pages work with. */
export interface ReviewDesk {
  readonly items: OpenItems;
  readonly answers: Answers;
  readonly images: ImageReader;
  readonly secret: LinkSecret;
  readonly now: () => Date;
}

/** A desk in the course of one request. */
export interface OpenDesk extends ReviewDesk {
  readonly invocation: Invocation;
}
