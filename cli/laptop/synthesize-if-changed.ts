import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../project-folder';
import { type Synthesis, synthesize } from './synthesize';

/** All that a synthesis reads of the project; the lock file stands for what is installed. */
const SOURCES = ['bin', 'lib', 'lambdas', 'core', 'environments', 'cdk.json', 'package-lock.json', 'tsconfig.json'];
/** Beside the templates; written last, so that half a synthesis is never taken for a whole one. */
const FINGERPRINT = '.second-look-fingerprint';

/**
 * Synthesizes, unless the folder holds what would come out: a synthesis with all its rules takes longer than the rest of a start.
 * @returns whether it had to.
 * @throws as `synthesize` does
 */
export async function synthesizeIfChanged(synthesis: Synthesis): Promise<boolean> {
  const { folder } = synthesis;
  const wanted = fingerprint(synthesis);
  if (readIfThere(join(folder, FINGERPRINT)) === wanted) return false;
  rmSync(folder, { recursive: true, force: true });
  await synthesize(synthesis);
  writeFileSync(join(folder, FINGERPRINT), wanted);
  return true;
}

/** SHA-256, in hex, of every source with its path, the options and the version of Node. */
function fingerprint({ environment, overrides }: Synthesis): string {
  const hash = createHash('sha256').update(JSON.stringify([environment, overrides, process.version]));
  for (const file of SOURCES.flatMap(filesOf)) {
    hash.update(`\0${file}\0`).update(readFileSync(join(PROJECT_FOLDER, file)));
  }
  return hash.digest('hex');
}

function filesOf(source: string): string[] {
  const path = join(PROJECT_FOLDER, source);
  if (!statSync(path).isDirectory()) return [source];
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return entries
    .filter((entry) => statSync(join(path, entry)).isFile())
    .map((entry) => join(source, entry))
    .sort();
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
