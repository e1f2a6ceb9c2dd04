import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/**
 * Runs the project's own CDK command line in the foreground: it asks and shows progress itself.
 * @returns its exit code; 1 where a signal ended it.
 */
export async function runCdk(args: readonly string[]): Promise<number> {
  const cdk = require.resolve('aws-cdk/bin/cdk', { paths: [ROOT] });
  const child = spawn(process.execPath, [cdk, ...args], { cwd: ROOT, stdio: 'inherit' });
  // Ctrl-C reaches the child as well, which stops in its own way; we wait for it.
  const wait = (): void => {};
  process.on('SIGINT', wait);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    process.off('SIGINT', wait);
  }
}
