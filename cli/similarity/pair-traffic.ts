import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { UsageError } from '../usage-error';
import { RunFile, type RunFolder } from './run-folder';

const requestSchema = z.object({
  inferenceId: z.string(),
  /** When it was sent, by the clock of the environment; ISO 8601. */
  time: z.iso.datetime(),
  label: z.union([z.literal(0), z.literal(1)]),
  probability: z.number(),
  first: z.string(),
  second: z.string(),
});
/** One request to the endpoint, with the label that is known of its pair. */
export type PairRequest = z.infer<typeof requestSchema>;

export const noteRequest = (folder: RunFolder, request: PairRequest): void =>
  appendFileSync(folder.file(RunFile.traffic), `${JSON.stringify(request)}\n`);

/** Every request that was sent in this run. @throws UsageError where there was none */
export function readRequests(folder: RunFolder): PairRequest[] {
  const file = folder.file(RunFile.traffic);
  if (!existsSync(file))
    throw new UsageError(`No pair was sent yet: 'similarity traffic --from ${folder.path}' first.`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => requestSchema.parse(JSON.parse(line)));
}
