import { join } from 'node:path';
import { z } from 'zod';
import type { OperationTable } from '../../protocol/operations';
import type { CallerAccess } from '../access/caller-access';
import { type Tags, tagList } from '../request/field-schemas';
import { parseRequest, validationException } from '../request/parse-request';
import { RecordStore } from './record-store';

interface TagRecord {
  readonly tags: Tags;
}

const MAX_TAGS = 50;
const addTags = z.strictObject({ ResourceArn: z.string().min(1).max(256), Tags: tagList });
const deleteTags = z.strictObject({
  ResourceArn: z.string().min(1).max(256),
  TagKeys: z.array(z.string()).min(1).max(50),
});
const listTags = z.strictObject({
  ResourceArn: z.string().min(1).max(256),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(50).optional(),
});

/** Tags by ARN, and the operations AddTags, DeleteTags and ListTags. */
export class ResourceTags {
  private readonly records: RecordStore<TagRecord>;

  constructor(
    folder: string,
    private readonly access: CallerAccess,
  ) {
    this.records = new RecordStore(join(folder, 'tags'));
  }

  of(arn: string): Tags {
    return this.records.get(arn)?.tags ?? [];
  }

  /** Replaces the tags of a resource. */
  set(arn: string, tags: Tags | undefined): void {
    if (tags === undefined || tags.length === 0) this.records.delete(arn);
    else this.records.put(arn, { tags });
  }

  readonly operations: OperationTable = {
    AddTags: async (input, call) => {
      const { ResourceArn, Tags: added } = parseRequest(addTags, input);
      this.access.authorize(call, 'AddTags', ResourceArn, { 'aws:TagKeys': added.map(({ Key }) => Key) });
      const merged = new Map([...this.of(ResourceArn), ...added].map(({ Key, Value }) => [Key, Value]));
      if (merged.size > MAX_TAGS) throw validationException(`A resource has at most ${MAX_TAGS} tags.`);
      this.set(
        ResourceArn,
        [...merged].map(([Key, Value]) => ({ Key, Value })),
      );
      return { Tags: this.of(ResourceArn) };
    },
    DeleteTags: async (input, call) => {
      const { ResourceArn, TagKeys } = parseRequest(deleteTags, input);
      this.access.authorize(call, 'DeleteTags', ResourceArn, { 'aws:TagKeys': TagKeys });
      this.set(
        ResourceArn,
        this.of(ResourceArn).filter(({ Key }) => !TagKeys.includes(Key)),
      );
      return {};
    },
    ListTags: async (input, call) => {
      const { ResourceArn } = parseRequest(listTags, input);
      this.access.authorize(call, 'ListTags', ResourceArn);
      return { Tags: this.of(ResourceArn) };
    },
  };
}
