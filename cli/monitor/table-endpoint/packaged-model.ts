import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DescribeModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { unpackArchive } from '../../../local/sagemaker/storage/archive';
import type { Target } from '../../target/target';
import { type ModelFiles, readModelFiles } from '../tables/open-model';

/**
 * The files of a package's model, out of its artifact.
 * @throws ModelInvalid, UsageError where its artifact holds no model of tables that this program can read; whatever SageMaker or S3 answered
 */
export async function packagedModel({ clients }: Pick<Target, 'clients'>, modelPackage: string): Promise<ModelFiles> {
  const described = await clients.sageMaker.send(new DescribeModelPackageCommand({ ModelPackageName: modelPackage }));
  const uri = described.InferenceSpecification?.Containers?.[0]?.ModelDataUrl ?? '';
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (Key === undefined) throw new Error(`The package ${modelPackage} names no artifact.`);
  const folder = await mkdtemp(join(tmpdir(), 'second-look-model-'));
  try {
    const archive = join(folder, 'model.tar.gz');
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
    await pipeline(Body as Readable, createWriteStream(archive));
    const unpacked = join(folder, 'model');
    await unpackArchive(archive, unpacked);
    const { model, preprocessing } = await readModelFiles(unpacked);
    const named = (text: string, file: string) => ({ text, file: `${uri}: ${file.slice(unpacked.length + 1)}` });
    return {
      model: named(model.text, model.file),
      ...(preprocessing && { preprocessing: named(preprocessing.text, preprocessing.file) }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
