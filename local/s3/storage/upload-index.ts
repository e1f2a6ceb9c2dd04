import { compareKeys } from './key-order';
import type { BodySegment, MultipartUpload, UploadedPart } from './object-version';

/** The multipart uploads in progress of a bucket, in memory. */
export class UploadIndex {
  private readonly byId = new Map<string, MultipartUpload & { readonly parts: Map<number, UploadedPart> }>();

  get size(): number {
    return this.byId.size;
  }

  begin(upload: Omit<MultipartUpload, 'parts'>): void {
    this.byId.set(upload.uploadId, { ...upload, parts: new Map() });
  }

  find(uploadId: string): MultipartUpload | undefined {
    return this.byId.get(uploadId);
  }

  /** @returns the part of that number which this one replaces. */
  putPart(uploadId: string, part: UploadedPart): UploadedPart | undefined {
    const parts = this.byId.get(uploadId)?.parts;
    const replaced = parts?.get(part.number);
    parts?.set(part.number, part);
    return replaced;
  }

  /** @returns the upload as it was. */
  remove(uploadId: string): MultipartUpload | undefined {
    const upload = this.byId.get(uploadId);
    this.byId.delete(uploadId);
    return upload;
  }

  /** By key, then by the time they began. */
  all(): MultipartUpload[] {
    return [...this.byId.values()].sort((a, b) => compareKeys(a.key, b.key) || a.initiated - b.initiated);
  }
}

/** The bodies of all parts of an upload. */
export const uploadSegments = (upload: MultipartUpload): BodySegment[] =>
  [...upload.parts.values()].flatMap(({ segments }) => segments);
