import type { ObjectChecksum } from '../body/checksum';
import type { ObjectVersion } from './object-version';
import { NULL_VERSION } from './version-id';

/** Different templates that are remembered of each bucket: where every object has one of its own, it is no template. */
const MOST_TEMPLATES = 1_000;

type Description = Omit<
  ObjectVersion,
  'key' | 'versionId' | 'modified' | 'etag' | 'size' | 'segments' | 'checksum' | 'parts'
>;

/** What many versions of a bucket's objects have alike. */
export interface VersionTemplate {
  /** Content type, encryption, metadata such as site and camera. */
  readonly description: Description;
  /** Whether they were put without versioning. */
  readonly isNull: boolean;
  /** With the length of its value in bytes. */
  readonly checksum?: Omit<ObjectChecksum, 'value'> & { readonly value: number };
}

/** The templates of a bucket's versions, by number. */
export class VersionTemplates {
  private readonly all: VersionTemplate[] = [];
  private readonly places = new Map<string, number>();
  /** Of the version before: most are as it was. */
  private recent = 0;

  /**
   * The number of the template that a version is of; undefined where there are too many different ones.
   * @param checksumBytes length of the version's checksum, where it has one.
   */
  place(version: ObjectVersion, checksumBytes: number | undefined): number | undefined {
    const before = this.all[this.recent];
    if (before !== undefined && isOf(before, version, checksumBytes)) return this.recent;
    const place = this.placeOf(templateOf(version, checksumBytes));
    if (place !== undefined) this.recent = place;
    return place;
  }

  at(place: number): VersionTemplate {
    return this.all[place] as VersionTemplate;
  }

  private placeOf(template: VersionTemplate): number | undefined {
    const text = JSON.stringify(template);
    const known = this.places.get(text);
    if (known !== undefined || this.all.length === MOST_TEMPLATES) return known;
    this.places.set(text, this.all.length);
    return this.all.push(template) - 1;
  }
}

function templateOf(version: ObjectVersion, checksumBytes: number | undefined): VersionTemplate {
  const { key: _, versionId, modified, etag, size, segments, checksum, parts, ...description } = version;
  return {
    description,
    isNull: versionId === NULL_VERSION,
    ...(checksum && checksumBytes !== undefined && { checksum: { ...checksum, value: checksumBytes } }),
  };
}

/** Whether a version is certainly of the template, at a tenth of what its JSON costs. False where it is not told without it. */
function isOf(
  { description, isNull, checksum }: VersionTemplate,
  version: ObjectVersion,
  checksumBytes?: number,
): boolean {
  // By name of the member, so that the compiler asks for whatever a description may get.
  const alike: Record<keyof Description, boolean> = {
    deleteMarker: description.deleteMarker === version.deleteMarker,
    storageClass: description.storageClass === version.storageClass,
    encryption: description.encryption === version.encryption,
    headers: haveSameTexts(description.headers, version.headers),
    metadata: haveSameTexts(description.metadata, version.metadata),
    tags: haveSameTexts(description.tags, version.tags),
  };
  for (const name in alike) if (!alike[name as keyof Description]) return false;
  return (
    isNull === (version.versionId === NULL_VERSION) &&
    checksum?.value === checksumBytes &&
    checksum?.algorithm === version.checksum?.algorithm &&
    checksum?.type === version.checksum?.type
  );
}

type Texts = Readonly<Record<string, string>> | undefined;

function haveSameTexts(a: Texts, b: Texts): boolean {
  if (a === undefined || b === undefined) return a === b;
  let left = 0;
  for (const name in a) {
    if (a[name] !== b[name]) return false;
    left++;
  }
  for (const _ in b) left--;
  return left === 0;
}
