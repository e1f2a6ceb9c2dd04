import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { UsageError } from '../usage-error';

const documentSchema = z.object({ modelPackage: z.string().min(1) });

/**
 * A package as a user names it: its ARN, its version number, or the file that `train --watch --out FILE` (or `release --out FILE`) has written.
 * @throws UsageError for a file that is not there or names no package
 */
export function namedPackage(name: string): string {
  if (!name.endsWith('.json')) return name;
  try {
    return documentSchema.parse(JSON.parse(readFileSync(name, 'utf8'))).modelPackage;
  } catch (cause) {
    throw new UsageError(
      `--package ${name}: the file is no document with a modelPackage, as 'train --watch --out FILE' writes it.`,
      { cause },
    );
  }
}
