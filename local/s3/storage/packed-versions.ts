import type { ObjectVersion } from './object-version';
import { SharedValues } from './shared-values';
import { isVersionId, NULL_VERSION } from './version-id';
import { VersionTemplates } from './version-templates';

/** Rows are made so many at a time. */
const ROWS_PER_BLOCK = 1_024;
/** Where each number or value of a row begins, and how long a row is. Bytes. */
const AT = { etag: 0, versionId: 16, checksum: 40, modified: 48, size: 56, body: 64, template: 72 } as const;
const ROW = 76;
const MAX_CHECKSUM_BYTES = 8;
const MD5 = /^[0-9a-f]{32}$/;

/** A version as it is kept: the number of its row, or itself where it does not fit into one. */
export type PackedVersion = number | ObjectVersion;

/**
 * Versions of objects in 76 bytes each, outside of JavaScript's heap: as objects they take 500, and whatever the heap holds it may exceed as much
 * again before it is collected. What has several parts, a long checksum or a description of its own is kept as it is.
 */
export class PackedVersions {
  private readonly blocks: Buffer[] = [];
  private readonly free: number[] = [];
  private rows = 0;
  private readonly templates = new VersionTemplates();
  private readonly shared = new SharedValues();

  pack(version: ObjectVersion): PackedVersion {
    return this.toRow(version) ?? this.shared.share(version);
  }

  unpack(key: string, packed: PackedVersion): ObjectVersion {
    return typeof packed === 'number' ? this.fromRow(key, packed) : packed;
  }

  /** Lets go of a version that nothing is to find any more. */
  release(packed: PackedVersion): void {
    if (typeof packed === 'number') this.free.push(packed);
  }

  versionIdOf(packed: PackedVersion): string {
    if (typeof packed !== 'number') return packed.versionId;
    const { block, at } = this.place(packed);
    return this.versionIdAt(block, at);
  }

  /** Where the version of this id is in a list; -1 where it is not. */
  placeOf(list: readonly PackedVersion[], versionId: string): number {
    // A key may have thousands of versions, and a text of each id takes ten times as long as its first bytes.
    const begin = isVersionId(versionId) && versionId !== NULL_VERSION ? beginOf(versionId) : undefined;
    return list.findIndex((packed) => {
      if (typeof packed === 'number' && begin !== undefined) {
        const { block, at } = this.place(packed);
        if (block.readUInt32LE(at + AT.versionId) !== begin) return false;
      }
      return this.versionIdOf(packed) === versionId;
    });
  }

  private toRow(version: ObjectVersion): number | undefined {
    const { versionId, modified, etag, size, segments, checksum, parts } = version;
    const [segment, second] = segments;
    const isOneBody = second === undefined && (segment?.size ?? 0) === size;
    if (!isOneBody || parts !== undefined || !MD5.test(etag) || !isVersionId(versionId)) return undefined;
    const digest = checksum === undefined ? undefined : Buffer.from(checksum.value, 'base64');
    // A checksum of parts' checksums has more in it than bytes.
    const isShort = digest === undefined || digest.length <= MAX_CHECKSUM_BYTES;
    if (!isShort || digest?.toString('base64') !== checksum?.value) return undefined;
    const template = this.templates.place(version, digest?.length);
    if (template === undefined) return undefined;
    const row = this.newRow();
    const { block, at } = this.place(row);
    block.write(etag, at + AT.etag, 'hex');
    if (versionId !== NULL_VERSION) block.write(versionId, at + AT.versionId, 'base64url');
    digest?.copy(block, at + AT.checksum);
    block.writeDoubleLE(modified, at + AT.modified);
    block.writeDoubleLE(size, at + AT.size);
    block.writeDoubleLE(segment?.id ?? 0, at + AT.body);
    block.writeUInt32LE(template, at + AT.template);
    return row;
  }

  private fromRow(key: string, row: number): ObjectVersion {
    const { block, at } = this.place(row);
    const { description, checksum } = this.templates.at(block.readUInt32LE(at + AT.template));
    const size = block.readDoubleLE(at + AT.size);
    const id = block.readDoubleLE(at + AT.body);
    const from = at + AT.checksum;
    const version = {
      key,
      versionId: this.versionIdAt(block, at),
      modified: block.readDoubleLE(at + AT.modified),
      etag: block.toString('hex', at + AT.etag, at + AT.versionId),
      size,
      segments: id === 0 ? [] : [{ id, size }],
    };
    // A literal that spreads takes six times as long.
    if (checksum === undefined) return Object.assign(version, description);
    const value = block.toString('base64', from, from + checksum.value);
    return Object.assign(version, description, { checksum: { ...checksum, value } });
  }

  private versionIdAt(block: Buffer, at: number): string {
    const { isNull } = this.templates.at(block.readUInt32LE(at + AT.template));
    return isNull ? NULL_VERSION : block.toString('base64url', at + AT.versionId, at + AT.checksum);
  }

  private newRow(): number {
    const freed = this.free.pop();
    if (freed !== undefined) return freed;
    if (this.rows === this.blocks.length * ROWS_PER_BLOCK) this.blocks.push(Buffer.alloc(ROWS_PER_BLOCK * ROW));
    return this.rows++;
  }

  private place(row: number): { readonly block: Buffer; readonly at: number } {
    return { block: this.blocks[Math.floor(row / ROWS_PER_BLOCK)] as Buffer, at: (row % ROWS_PER_BLOCK) * ROW };
  }
}

const beginOf = (versionId: string): number => Buffer.from(versionId, 'base64url').readUInt32LE();
