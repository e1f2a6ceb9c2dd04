import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../project-folder';
import { UsageError } from '../usage-error';

/** Exit code by which the CDK app says that the configuration is at fault. */
const CONFIGURATION_INVALID = 2;

export interface Synthesis {
  readonly environment: string;
  /** Settings that win over `environments/{name}.json`. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Where the cloud assembly goes. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Synthesizes the CDK app of one environment, validation and rules included, as `cdk synth` does.
 * @throws UsageError for a wrong configuration; Error with what the app said otherwise.
 */
export async function synthesize({ environment, overrides, folder, signal }: Synthesis): Promise<void> {
  const { context } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'cdk.json'), 'utf8')) as { context: object };
  const wanted = { ...context, environment, overrides: JSON.stringify(overrides) };
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/second-look.ts'], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(wanted) },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Ctrl-C in a terminal reaches the child as well, and it may be the first to end.
  signal.throwIfAborted();
  if (code === 0) return;
  if (code === CONFIGURATION_INVALID) throw new UsageError(said.trim());
  throw new Error(`The CDK app of environment '${environment}' does not synthesize:\n${said.trim()}`);
}
