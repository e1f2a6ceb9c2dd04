import { ErrorName } from '../../core/contracts/errors';
import { TestDataInvalid, TestDataNotFound } from '../../core/evaluation/evaluation-error';
import { readTestData, type TestData } from '../../core/evaluation/test-data/read-test-data';
import type { ImageReader } from '../adapters/image-reader';

/** A list of two million images, or as much of a table; read whole. Bytes. */
const MAX_TEST_DATA_BYTES = 128 * 1024 * 1024;

export interface TestDataAddress {
  readonly bucket: string;
  readonly key: string;
  /** The newest where absent. */
  readonly versionId?: string;
  readonly labelColumn?: string;
}

/**
 * Reads test data from S3.
 * @param classes of the released model, where it is known
 * @returns the data, and the version that was read
 * @throws TestDataNotFound, TestDataInvalid, LabelOutsideClasses, NoRows, AccessDenied, StorageUnavailable
 */
export async function fetchTestData(
  objects: ImageReader,
  address: TestDataAddress,
  classes: readonly string[] | undefined,
): Promise<{ readonly data: TestData; readonly versionId: string | undefined }> {
  try {
    const { bytes, versionId } = await objects.read(address, MAX_TEST_DATA_BYTES);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return { data: readTestData(text, { ...address, classes }), versionId };
  } catch (error) {
    throw asTestDataError(error as Error, address);
  }
}

function asTestDataError(error: Error, { bucket, key }: TestDataAddress): Error {
  const where = `s3://${bucket}/${key}`;
  const options = { cause: error };
  switch (error.name) {
    case ErrorName.ImageNotFound:
      return new TestDataNotFound(
        `There is no test data ${where}: check testDataS3BucketName and testDataS3Key.`,
        options,
      );
    case ErrorName.ImageTooLarge:
      return new TestDataInvalid(
        `${where} is larger than ${MAX_TEST_DATA_BYTES} bytes: evaluate it in several files.`,
        options,
      );
    case ErrorName.ImageUnreadable:
      return new TestDataInvalid(error.message, options);
  }
  return error;
}
