import { join } from 'node:path';
import { Journal } from '../../journal';
import { noSuchUpload } from '../protocol/s3-error';
import { BodyFiles } from './body-files';
import { type BucketChange, bucketChanges } from './bucket-change';
import type { BucketConfiguration } from './bucket-configuration';
import { ObjectIndex } from './object-index';
import type { BodySegment, MultipartUpload, ObjectVersion, UploadedPart } from './object-version';
import { UploadIndex, uploadSegments } from './upload-index';
import { newVersionId } from './version-id';
import { assertWritable, type WritePrecondition } from './write-precondition';

/** A journal is rewritten once its superseded entries outnumber the others by this many. */
const SUPERSEDED_ENTRIES_KEPT = 10_000;

/** An object that is about to be put; the bucket gives it its version id. */
export type ObjectDraft = Omit<ObjectVersion, 'versionId'>;

/**
 * One bucket: its journal and body files on disk, its index in memory. Every change is synchronous: judged, written to the
 * journal and made visible in one turn of the event loop, so that concurrent requests see it wholly or not at all.
 */
export class Bucket {
  readonly bodies: BodyFiles;
  readonly objects = new ObjectIndex();
  readonly uploads = new UploadIndex();
  private current: BucketConfiguration = { created: 0 };
  private readonly journal: Journal<BucketChange>;

  constructor(
    readonly name: string,
    folder: string,
  ) {
    this.bodies = new BodyFiles(join(folder, 'bodies'));
    this.journal = new Journal(join(folder, 'journal.jsonl'), (change) => this.apply(change));
    this.bodies.sweep(this.knownBodies());
    this.compactIfWorthwhile();
  }

  get configuration(): BucketConfiguration {
    return this.current;
  }

  get isEmpty(): boolean {
    return this.objects.isEmpty;
  }

  /** Changes some members of the configuration; an undefined one is removed. */
  configure(change: Partial<BucketConfiguration>): void {
    this.commit({ change: 'configure', configuration: { ...this.current, ...change } });
  }

  /**
   * Makes the draft its key's newest version: the caller lets go of it.
   * @param uploadId the multipart upload that ends with this.
   * @throws S3Error of the precondition; the draft's bodies are then the caller's to remove.
   */
  put(draft: ObjectDraft, wanted: WritePrecondition = {}, uploadId?: string): ObjectVersion {
    assertWritable(draft.key, this.objects.latest(draft.key), wanted);
    // A literal that spreads the draft takes ten times as long.
    const version = Object.assign(draft, { versionId: this.nextVersionId() });
    this.commit({ change: 'put', version, uploadId });
    return version;
  }

  /** Deletes as S3 does without a version id: without versioning the object goes, else a delete marker comes. */
  delete(key: string, now: number): ObjectVersion | undefined {
    if (this.current.versioning === undefined) {
      if (this.objects.latest(key) !== undefined) this.commit({ change: 'remove', key, versionId: 'null' });
      return undefined;
    }
    const encryption = { algorithm: 'AES256' } as const;
    return this.put({ key, modified: now, etag: '', size: 0, segments: [], encryption, deleteMarker: true });
  }

  /** Deletes one version for good. */
  deleteVersion(key: string, versionId: string): ObjectVersion | undefined {
    const version = this.objects.find(key, versionId);
    if (version !== undefined) this.commit({ change: 'remove', key, versionId });
    return version;
  }

  /** Deletes every version of every key, and every upload in progress. */
  empty(): void {
    for (const { key, versionId } of [...this.objects.all()]) this.deleteVersion(key, versionId);
    for (const { uploadId } of this.uploads.all()) this.abortUpload(uploadId);
  }

  /** Changes what can be changed of a version, e.g. its tags. */
  amend(version: ObjectVersion): void {
    this.commit({ change: 'amend', version });
  }

  beginUpload(upload: Omit<MultipartUpload, 'parts'>): void {
    this.commit({ change: 'begin-upload', upload });
  }

  /** @throws S3Error `NoSuchUpload` where the upload ended meanwhile; the part's bodies are then the caller's to remove. */
  putPart(uploadId: string, part: UploadedPart): void {
    if (this.uploads.find(uploadId) === undefined) throw noSuchUpload(uploadId);
    this.commit({ change: 'put-part', uploadId, part });
  }

  abortUpload(uploadId: string): void {
    this.commit({ change: 'abort-upload', uploadId });
  }

  close(): void {
    this.journal.close();
  }

  private nextVersionId(): string {
    return this.current.versioning === 'Enabled' ? newVersionId() : 'null';
  }

  private commit(change: BucketChange): void {
    this.journal.append(change);
    this.bodies.remove(this.apply(change));
    this.compactIfWorthwhile();
  }

  /** @returns the bodies that nothing refers to any more. */
  private apply(change: BucketChange): readonly BodySegment[] {
    switch (change.change) {
      case 'configure':
        this.current = change.configuration;
        return [];
      case 'put':
        return this.applyPut(change.version, change.uploadId);
      case 'amend':
        this.objects.amend(change.version);
        return [];
      case 'remove':
        return this.objects.remove(change.key, change.versionId)?.segments ?? [];
      case 'begin-upload':
        this.uploads.begin(change.upload);
        return [];
      case 'put-part':
        return this.uploads.putPart(change.uploadId, change.part)?.segments ?? [];
      case 'abort-upload': {
        const upload = this.uploads.remove(change.uploadId);
        return upload === undefined ? [] : uploadSegments(upload);
      }
    }
  }

  private applyPut(version: ObjectVersion, uploadId: string | undefined): readonly BodySegment[] {
    const replaced = this.objects.put(version)?.segments ?? [];
    const upload = uploadId === undefined ? undefined : this.uploads.remove(uploadId);
    if (upload === undefined) return replaced;
    // Parts that the uploader left out of the completed object.
    const used = new Set(version.segments.map(({ id }) => id));
    return [...replaced, ...uploadSegments(upload).filter(({ id }) => !used.has(id))];
  }

  private knownBodies(): Set<number> {
    const known = new Set<number>();
    for (const { segments } of this.objects.all()) for (const { id } of segments) known.add(id);
    for (const upload of this.uploads.all()) for (const { id } of uploadSegments(upload)) known.add(id);
    return known;
  }

  private compactIfWorthwhile(): void {
    const live = this.objects.size + this.uploads.size;
    if (this.journal.length <= 2 * live + SUPERSEDED_ENTRIES_KEPT) return;
    this.journal.rewrite(bucketChanges(this.current, this.objects, this.uploads));
  }
}
