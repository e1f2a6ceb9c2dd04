/**
 * Runs one container program and outlives nobody. Plain JavaScript, so that it starts in one Node process without a loader.
 *
 *   node supervisor.js COMMAND [ARGS…]
 *
 * Standard input is a pipe held by the laptop: when it closes, the laptop is gone (a kill -9 closes it too), and the whole
 * process group ends: SIGTERM first, SIGKILL five seconds later. Output goes straight through the inherited descriptors.
 */
const { spawn } = require('node:child_process');

const ORPHAN_GRACE_MS = 5_000;
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const signalGroup = (signal) => {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-process.pid, signal);
  } catch {
    // The group is gone already.
  }
};

// A signal to the group reaches the program by itself; the supervisor stays to report how it ended.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});

child.on('error', (error) => {
  process.stderr.write(`Cannot run ${command}: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code);
  // 128 + the signal's number, as a shell and Docker report it.
  process.exit(128 + (require('node:os').constants.signals[signal] ?? 0));
});

const orphaned = () => {
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), ORPHAN_GRACE_MS);
};
process.stdin.once('end', orphaned).once('error', orphaned).resume();
