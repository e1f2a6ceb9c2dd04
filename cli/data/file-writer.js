// A thread that writes files, batch by batch: FileWrites starts it. Plain JavaScript, so that it starts without a compiler.
const { writeFileSync } = require('node:fs');
const { parentPort } = require('node:worker_threads');

let failed = false;

parentPort.on('message', ({ paths, ends, bytes }) => {
  if (failed) return;
  try {
    let from = 0;
    for (const [at, path] of paths.entries()) {
      writeFileSync(path, bytes.subarray(from, ends[at]));
      from = ends[at];
    }
    parentPort.postMessage({ written: paths.length });
  } catch (error) {
    failed = true;
    // An error loses its code on the way between threads.
    const { message, code, errno, syscall, path } = error;
    parentPort.postMessage({ failure: { message, code, errno, syscall, path } });
  }
});
