import { crc32 } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { StorageUnavailable } from '../../../core/contracts/errors';
import { type GetObject, getObjectInput, type OpenObject, openObject } from '../get-object';
import type { ObjectAddress } from '../json-object';
import { readWhole } from './body-reader';
import { DirectClient, type HttpAnswer, LAST } from './direct-client';
import type { HttpCall } from './request-route';
import { percentEncoded } from './request-signer';

const CHECKSUM = 'x-amz-checksum-';
const METADATA = 'x-amz-meta-';

/** GetObject for functions that read many small objects: as `sdkGetObject`, at a seventh of its cost. */
export function directGetObject(s3: S3Client): GetObject {
  const client = new DirectClient(s3.config);
  return (address) => {
    // The SDK refuses an empty key.
    if (address.key === '') return openObject(s3, new GetObjectCommand(getObjectInput(address)));
    return client.send({
      place: address.bucket,
      http: getObjectCall(address),
      read: (answer) => opened(answer, address),
      bySdk: (last) => {
        const command = new GetObjectCommand(getObjectInput(address));
        command.middlewareStack.add(last, LAST);
        return openObject(s3, command);
      },
    });
  };
}

/** The request of a GetObject, below its bucket. */
export const getObjectCall = ({ key, versionId }: ObjectAddress): HttpCall => ({
  method: 'GET',
  path: `/${key.split('/').map(percentEncoded).join('/')}`,
  query: versionId === undefined ? {} : { versionId },
  headers: {},
});

function opened(answer: HttpAnswer, { bucket, key }: ObjectAddress): OpenObject | undefined {
  const { statusCode, headers, body } = answer;
  const checksums = Object.keys(headers).filter((name) => name.startsWith(CHECKSUM) && name !== 'x-amz-checksum-type');
  const isPlain =
    checksums.every((name) => name === 'x-amz-checksum-crc32') && headers['x-amz-checksum-type'] !== 'COMPOSITE';
  if (statusCode !== 200 || !isPlain) return undefined;
  const expected = headers['x-amz-checksum-crc32'];
  const metadata: Record<string, string> = {};
  for (const name in headers)
    if (name.startsWith(METADATA)) metadata[name.slice(METADATA.length)] = headers[name] as string;
  return {
    size: Number(headers['content-length'] ?? 0),
    versionId: headers['x-amz-version-id'],
    metadata,
    drop: () => void body.destroy(),
    bytes: async () => {
      const bytes = await readWhole(body);
      if (expected === undefined || crc32Text(bytes) === expected) return bytes;
      throw new StorageUnavailable(
        `s3://${bucket}/${key} came with another checksum than S3 knows. Trying again may help.`,
      );
    },
  };
}

/** As S3 writes it. */
function crc32Text(bytes: Uint8Array): string {
  const text = Buffer.allocUnsafe(4);
  text.writeUInt32BE(crc32(bytes));
  return text.toString('base64');
}
