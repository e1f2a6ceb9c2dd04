import './quiet-sdk';
import { loadDotEnv } from './load-dot-env';
import { runProgram } from './program';

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// Nor is one that is gone while the work goes on: `npm start 2>&1 | head` or a terminal that was closed. What would have been told is lost, and
// folders, ports and children are let go as they would be otherwise.
process.stderr.on('error', () => undefined);

async function main(): Promise<void> {
  loadDotEnv();
  process.exitCode = await runProgram(process.argv.slice(2));
}

void main();
