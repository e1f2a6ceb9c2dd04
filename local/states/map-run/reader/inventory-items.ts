import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { csvRecords } from './csv-records';
import { ItemsUnreadable } from './items-unreadable';
import { type ObjectAddress, objectText } from './object-text';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
const manifestSchema = z.object({
  destinationBucket: z.string(),
  fileFormat: z.string(),
  fileSchema: z.string(),
  files: z.array(z.object({ key: z.string() })),
});

/** The rows of a report of S3 Inventory, in the columns that its manifest names. @throws ItemsUnreadable; S3's error */
export async function* inventoryItems(s3: S3Client, address: ObjectAddress): AsyncGenerator<unknown> {
  const manifest = await readManifest(s3, address);
  if (manifest.fileFormat !== 'CSV') {
    throw new ItemsUnreadable(`The inventory's files are ${manifest.fileFormat}: the laptop reads CSV.`);
  }
  const names = manifest.fileSchema.split(',').map((name) => name.trim());
  const bucket = manifest.destinationBucket.replace(/^arn:aws:s3:::/, '');
  for (const { key } of manifest.files) {
    for await (const record of csvRecords(objectText(s3, { bucket, key }), ',')) {
      yield Object.fromEntries(names.map((name, at) => [name, record[at] ?? '']));
    }
  }
}

async function readManifest(s3: S3Client, address: ObjectAddress): Promise<z.infer<typeof manifestSchema>> {
  let text = '';
  for await (const piece of objectText(s3, address)) text += piece;
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new ItemsUnreadable(
      `s3://${address.bucket}/${address.key} is no manifest of S3 Inventory: ${(error as Error).message}`,
    );
  }
}
