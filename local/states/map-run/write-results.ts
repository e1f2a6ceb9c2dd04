import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ResultWriter } from '../language/distributed-map';
import type { ExecutionRecord } from '../storage/execution-record';
import { childRecord, resultEntry } from './child-record';
import type { ChildTable } from './children/child-table';
import { childArn, childMachineArn, childName } from './map-run-arns';
import type { MapRunRecord } from './map-run-record';

/** A file of results is cut here, so that memory stays flat; the service cuts its own at 5 GB. Characters. */
const FILE_CHARACTERS = 1024 * 1024;

export interface ResultsDestination {
  readonly bucket: string;
  /** With a slash at its end, or empty. */
  readonly prefix: string;
}

type FileKind = 'FAILED' | 'PENDING' | 'SUCCEEDED';

/** What the Map state answers once its results are written. */
export interface WrittenResults {
  readonly MapRunArn: string;
  readonly ResultWriterDetails: { readonly Bucket: string; readonly Key: string };
}

/**
 * Writes every child to `SUCCEEDED_n`, `FAILED_n` (failed, timed out, stopped) or `PENDING_n` (never started), and then `manifest.json`, which lists
 * the files. A redriven map run writes all of them anew: the last end of each child counts.
 * @throws S3's error
 */
export async function writeResults(
  s3: S3Client,
  { bucket, prefix }: ResultsDestination,
  writer: ResultWriter,
  { record, table, now }: { readonly record: MapRunRecord; readonly table: ChildTable; readonly now: number },
): Promise<WrittenResults> {
  const id = record.arn.slice(record.arn.lastIndexOf(':') + 1);
  const folder = `${prefix}${id}/`;
  const put = async (key: string, body: string): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  };
  const files = {
    FAILED: new ResultFiles('FAILED', folder, writer, put),
    PENDING: new ResultFiles('PENDING', folder, writer, put),
    SUCCEEDED: new ResultFiles('SUCCEEDED', folder, writer, put),
  };
  for (let index = 0; index < table.length; index++) {
    const input = await table.input(index);
    const end = await table.end(index);
    if (end === undefined) await files.PENDING.add(JSON.stringify(pendingEntry(record, index, input)));
    else {
      const { startDate, redriveCount } = end;
      const child = childRecord(record, { index, input, startDate, redriveCount }, end);
      const kind = end.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED';
      for (const text of shaped(child, writer.transformation, now)) await files[kind].add(text);
    }
  }
  const listed: Record<string, readonly { Key: string; Size: number }[]> = {};
  for (const [kind, each] of Object.entries(files)) listed[kind] = await each.end();
  const key = `${folder}manifest.json`;
  await put(key, JSON.stringify({ DestinationBucket: bucket, MapRunArn: record.arn, ResultFiles: listed }));
  return { MapRunArn: record.arn, ResultWriterDetails: { Bucket: bucket, Key: key } };
}

/** A child's entries as the transformation wants them; a failed one is always written whole. */
export function shaped(child: ExecutionRecord, transformation: ResultWriter['transformation'], now: number): string[] {
  if (transformation === 'NONE' || child.output === undefined) return [JSON.stringify(resultEntry(child, now))];
  const output = JSON.parse(child.output) as unknown;
  return transformation === 'FLATTEN' && Array.isArray(output)
    ? output.map((element) => JSON.stringify(element))
    : [child.output];
}

const pendingEntry = (run: MapRunRecord, index: number, input: string): object => ({
  ExecutionArn: childArn(run, index),
  Input: input,
  InputDetails: { Included: true },
  Name: childName(run, index),
  StateMachineArn: childMachineArn(run),
  Status: 'PENDING',
});

/** The files of one kind, written as they fill. */
class ResultFiles {
  private texts: string[] = [];
  private characters = 0;
  private readonly written: { Key: string; Size: number }[] = [];

  constructor(
    private readonly kind: FileKind,
    private readonly folder: string,
    private readonly writer: ResultWriter,
    private readonly put: (key: string, body: string) => Promise<void>,
  ) {}

  async add(text: string): Promise<void> {
    this.texts.push(text);
    this.characters += text.length;
    if (this.characters >= FILE_CHARACTERS) await this.write();
  }

  async end(): Promise<readonly { Key: string; Size: number }[]> {
    if (this.texts.length > 0) await this.write();
    return this.written;
  }

  private async write(): Promise<void> {
    const isLines = this.writer.outputType === 'JSONL';
    const body = isLines ? `${this.texts.join('\n')}\n` : `[${this.texts.join(',')}]`;
    const key = `${this.folder}${this.kind}_${this.written.length}.${isLines ? 'jsonl' : 'json'}`;
    this.texts = [];
    this.characters = 0;
    await this.put(key, body);
    this.written.push({ Key: key, Size: Buffer.byteLength(body) });
  }
}
