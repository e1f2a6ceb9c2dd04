/** A bucket and a key or key prefix. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** `s3://bucket/key` */
export function parseS3Uri(uri: string): S3Location {
  const match = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(uri);
  if (match === null) throw new Error(`'${uri}' is not of the form s3://bucket/key.`);
  return { bucket: match[1] as string, key: match[2] as string };
}

export const s3UriOf = ({ bucket, key }: S3Location): string => `s3://${bucket}/${key}`;

/** A key below a prefix that may or may not end in a slash. */
export function keyBelow(prefix: string, path: string): string {
  if (prefix === '' || prefix.endsWith('/')) return prefix + path;
  return `${prefix}/${path}`;
}

/**
 * The path of an object relative to the prefix that selected it, as SageMaker lays channels out: below `train/` (or `train`)
 * `train/a.png` is `a.png`; a prefix that ends within a name keeps that name, so `train.lst` stays `train.lst`.
 */
export function relativePath(key: string, prefix: string): string {
  const rest = key.slice(prefix.length);
  if (rest.startsWith('/')) return rest.slice(1);
  if (prefix === '' || prefix.endsWith('/')) return rest;
  return key.slice(prefix.lastIndexOf('/') + 1);
}
