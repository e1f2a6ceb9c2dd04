import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../../../local/clock';
import { INERT_TYPES } from '../../../local/cloudformation/inert-types';
import { callNames } from '../../../local/lambda/rest/routes';
import { routeNames } from '../../../local/s3/routes';
import { composeServices, type LaptopServices } from '../../../local/services';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const README = resolve(__dirname, '../../../local/README.md');
const text = readFileSync(README, 'utf8');
const section = (heading: string): string => text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';

/** What the routes of S3 are called in its API; a route may serve more than one call. */
const S3_CALLS: Readonly<Record<string, readonly string[]>> = {
  'service GET ': ['ListBuckets'],
  'bucket PUT ': ['CreateBucket'],
  'bucket DELETE ': ['DeleteBucket'],
  'bucket HEAD ': ['HeadBucket'],
  'bucket GET ': ['ListObjects'],
  'bucket GET list-type': ['ListObjectsV2'],
  'bucket GET versions': ['ListObjectVersions'],
  'bucket GET uploads': ['ListMultipartUploads'],
  'bucket GET location': ['GetBucketLocation'],
  'bucket POST delete': ['DeleteObjects'],
  'bucket GET versioning': ['GetBucketVersioning'],
  'bucket PUT versioning': ['PutBucketVersioning'],
  'bucket GET encryption': ['GetBucketEncryption'],
  'bucket PUT encryption': ['PutBucketEncryption'],
  'bucket DELETE encryption': ['DeleteBucketEncryption'],
  'bucket GET publicAccessBlock': ['GetPublicAccessBlock'],
  'bucket PUT publicAccessBlock': ['PutPublicAccessBlock'],
  'bucket DELETE publicAccessBlock': ['DeletePublicAccessBlock'],
  'bucket GET lifecycle': ['GetBucketLifecycleConfiguration'],
  'bucket PUT lifecycle': ['PutBucketLifecycleConfiguration'],
  'bucket DELETE lifecycle': ['DeleteBucketLifecycle'],
  'bucket GET logging': ['GetBucketLogging'],
  'bucket PUT logging': ['PutBucketLogging'],
  'bucket GET notification': ['GetBucketNotificationConfiguration'],
  'bucket PUT notification': ['PutBucketNotificationConfiguration'],
  'bucket GET tagging': ['GetBucketTagging'],
  'bucket PUT tagging': ['PutBucketTagging'],
  'bucket DELETE tagging': ['DeleteBucketTagging'],
  'bucket GET policy': ['GetBucketPolicy'],
  'bucket PUT policy': ['PutBucketPolicy'],
  'bucket DELETE policy': ['DeleteBucketPolicy'],
  'object PUT ': ['PutObject', 'CopyObject'],
  'object GET ': ['GetObject'],
  'object HEAD ': ['HeadObject'],
  'object DELETE ': ['DeleteObject'],
  'object GET attributes': ['GetObjectAttributes'],
  'object GET tagging': ['GetObjectTagging'],
  'object PUT tagging': ['PutObjectTagging'],
  'object DELETE tagging': ['DeleteObjectTagging'],
  'object POST uploads': ['CreateMultipartUpload'],
  'object PUT uploadId': ['UploadPart', 'UploadPartCopy'],
  'object POST uploadId': ['CompleteMultipartUpload'],
  'object DELETE uploadId': ['AbortMultipartUpload'],
  'object GET uploadId': ['ListParts'],
};

describe('local/README.md', () => {
  const folder = temporaryFolder();
  let services: LaptopServices;
  beforeAll(async () => {
    const assets = { path: (key: string) => key };
    services = await composeServices({
      folder: folder.path,
      assets,
      images: [],
      clock: systemClock,
      warn: () => undefined,
    });
  });
  afterAll(async () => {
    await services.stop();
    folder.remove();
  });

  /** Services whose calls are not in an operation table: they are REST. */
  const restCalls: Readonly<Record<string, () => readonly string[]>> = {
    s3: () => routeNames().flatMap((route) => S3_CALLS[route] ?? [`unnamed: ${route}`]),
    lambda: callNames,
    sagemaker: () => ['InvokeEndpoint'],
  };

  it('lists every service with every call, and no other', () => {
    const rows = [...section('Services').matchAll(/^\| (?:\[(\w+)\]\([^)]+\)|(\w+)) \| (.+) \|$/gm)].slice(1);
    const documented = rows.map(([, linked, plain, calls = '']) => [linked ?? plain, calls.split(', ').sort()]);
    const actual = services.all.map(({ signingNames: [name = ''], operations = {} }) => {
      return [name, [...Object.keys(operations), ...(restCalls[name]?.() ?? [])].sort()];
    });
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(actual));
  });

  it('lists every type that is recorded only, and no other', () => {
    const documented = [...section('Recorded only').matchAll(/`((?:AWS|Custom)::[\w:]+)`/g)].map(([, type]) => type);
    expect(documented.sort()).toEqual(Object.keys(INERT_TYPES).sort());
  });

  it('names a folder of the state for every service that keeps one', () => {
    const documented = [...section('State').matchAll(/^(\w+)\//gm)].map(([, name]) => name as string);
    expect(documented.sort()).toEqual(readdirSync(folder.path).sort());
  });

  it('links to pages that are there', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link as string);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(join(dirname(README), link)))).toEqual([]);
  });
});
