import type { ObjectChecksum } from '../body/checksum';
import type { ObjectVersion } from './object-version';

/** Different templates that are remembered of each bucket: where every object has one of its own, it is no template. */
const MOST_TEMPLATES = 1_000;

/** What many versions of a bucket's objects have alike. */
export interface VersionTemplate {
  /** Content type, encryption, metadata such as site and camera. */
  readonly description: Omit<
    ObjectVersion,
    'key' | 'versionId' | 'modified' | 'etag' | 'size' | 'segments' | 'checksum' | 'parts'
  >;
  /** Whether they were put without versioning. */
  readonly isNull: boolean;
  /** With the length of its value in bytes. */
  readonly checksum?: Omit<ObjectChecksum, 'value'> & { readonly value: number };
}

/** The templates of a bucket's versions, by number. */
export class VersionTemplates {
  private readonly all: VersionTemplate[] = [];
  private readonly places = new Map<string, number>();

  /** The number of an equal template; undefined where there are too many different ones. */
  place(template: VersionTemplate): number | undefined {
    const text = JSON.stringify(template);
    const known = this.places.get(text);
    if (known !== undefined || this.all.length === MOST_TEMPLATES) return known;
    this.places.set(text, this.all.length);
    return this.all.push(template) - 1;
  }

  at(place: number): VersionTemplate {
    return this.all[place] as VersionTemplate;
  }
}
