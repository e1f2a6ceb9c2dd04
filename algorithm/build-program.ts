import { cpSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { buildAlgorithm } from './build';

/** `build-program.ts FOLDER`: the program and its kernels in a folder of that name, for an image. */
async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) throw new Error('Name the folder that the program goes to.');
  const { script } = await buildAlgorithm();
  mkdirSync(folder, { recursive: true });
  cpSync(dirname(script), resolve(folder), { recursive: true });
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
