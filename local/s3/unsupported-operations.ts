/** Operations of Amazon S3 that the laptop does not have, by level, method and subresource: so that refusals name them. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'bucket acl': 'BucketAcl',
  'bucket cors': 'BucketCors',
  'bucket website': 'BucketWebsite',
  'bucket replication': 'BucketReplication',
  'bucket accelerate': 'BucketAccelerateConfiguration',
  'bucket requestPayment': 'BucketRequestPayment',
  'bucket analytics': 'BucketAnalyticsConfiguration',
  'bucket inventory': 'BucketInventoryConfiguration',
  'bucket metrics': 'BucketMetricsConfiguration',
  'bucket intelligent-tiering': 'BucketIntelligentTieringConfiguration',
  'bucket ownershipControls': 'BucketOwnershipControls',
  'bucket object-lock': 'ObjectLockConfiguration',
  'bucket policyStatus': 'BucketPolicyStatus',
  'bucket metadataConfiguration': 'BucketMetadataConfiguration',
  'bucket metadataTable': 'BucketMetadataTableConfiguration',
  'object acl': 'ObjectAcl',
  'object legal-hold': 'ObjectLegalHold',
  'object retention': 'ObjectRetention',
  'object torrent': 'ObjectTorrent',
};

const VERBS: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', POST: 'Create', DELETE: 'Delete' };

const OTHERS: Readonly<Record<string, string>> = {
  'bucket POST ': 'PostObject (browser form upload)',
  'bucket GET session': 'CreateSession (directory buckets)',
  'object POST restore': 'RestoreObject',
  'object POST select': 'SelectObjectContent',
  'object PUT renameObject': 'RenameObject (directory buckets)',
};

/** The API name of an operation that the laptop does not have; undefined for what is no operation of S3 either. */
export function operationName(level: string, method: string, subresource: string): string | undefined {
  const subject = SUBJECTS[`${level} ${subresource}`];
  const verb = VERBS[method];
  return OTHERS[`${level} ${method} ${subresource}`] ?? (subject && verb && `${verb}${subject}`);
}
