import type { JsonObject } from '../../protocol/operations';
import type { XmlObject, XmlValue } from '../protocol/xml-writer';

/** A template's LifecycleConfiguration as GetBucketLifecycleConfiguration answers it: the two name most things differently. */
export function lifecycleXml({ Rules = [] }: JsonObject): XmlObject {
  return { Rule: (Rules as readonly JsonObject[]).map(ruleXml) };
}

function ruleXml(rule: JsonObject): XmlObject {
  const noncurrent = rule.NoncurrentVersionExpiration as JsonObject | undefined;
  return {
    ID: text(rule.Id),
    Filter: filterXml(rule),
    Status: text(rule.Status),
    Expiration: present({
      Days: text(rule.ExpirationInDays),
      Date: text(rule.ExpirationDate),
      ExpiredObjectDeleteMarker: text(rule.ExpiredObjectDeleteMarker),
    }),
    Transition: transitions(rule.Transitions).map((transition) => ({
      Days: text(transition.TransitionInDays),
      Date: text(transition.TransitionDate),
      StorageClass: text(transition.StorageClass),
    })),
    NoncurrentVersionTransition: transitions(rule.NoncurrentVersionTransitions).map((transition) => ({
      NoncurrentDays: text(transition.TransitionInDays),
      NewerNoncurrentVersions: text(transition.NewerNoncurrentVersions),
      StorageClass: text(transition.StorageClass),
    })),
    NoncurrentVersionExpiration: present({
      NoncurrentDays: text(noncurrent?.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays),
      NewerNoncurrentVersions: text(noncurrent?.NewerNoncurrentVersions),
    }),
    AbortIncompleteMultipartUpload: present({
      DaysAfterInitiation: text((rule.AbortIncompleteMultipartUpload as JsonObject | undefined)?.DaysAfterInitiation),
    }),
  };
}

/** One condition stands alone, several stand in `And`, none is the empty prefix. */
function filterXml(rule: JsonObject): XmlObject {
  const tags = ((rule.TagFilters ?? []) as readonly JsonObject[]).map((tag) => ({
    Key: text(tag.Key),
    Value: text(tag.Value),
  }));
  const conditions: Record<string, XmlValue> = {
    Prefix: text(rule.Prefix),
    Tag: tags.length === 0 ? undefined : tags,
    ObjectSizeGreaterThan: text(rule.ObjectSizeGreaterThan),
    ObjectSizeLessThan: text(rule.ObjectSizeLessThan),
  };
  const count = Object.values(conditions).filter((value) => value !== undefined).length + Math.max(0, tags.length - 1);
  if (count === 0) return { Prefix: '' };
  return count === 1 ? conditions : { And: conditions };
}

const transitions = (value: unknown): readonly JsonObject[] => (value ?? []) as readonly JsonObject[];
const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

/** Leaves an element out that would have nothing in it. */
const present = (content: XmlObject): XmlObject | undefined =>
  Object.values(content).some((value) => value !== undefined) ? content : undefined;
