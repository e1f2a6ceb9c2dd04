import './quiet-sdk';
import { loadDotEnv } from './load-dot-env';
import { runProgram } from './program';

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

async function main(): Promise<void> {
  loadDotEnv();
  process.exitCode = await runProgram(process.argv.slice(2));
}

void main();
