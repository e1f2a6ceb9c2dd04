// One cold start: a new process imports a handler and invokes it once. Prints `{"importMs", "invokeMs"}`.
const { performance } = require('node:perf_hooks');

const [, , file, event] = process.argv;
const started = performance.now();
const { handler } = require(file);
const imported = performance.now();
// Handlers log to standard output, which belongs to the figures.
process.stdout.write = () => true;
const report = (outcome) => {
  const times = { importMs: imported - started, invokeMs: performance.now() - imported, outcome };
  require('node:fs').writeSync(1, `\n${JSON.stringify(times)}\n`);
  process.exit(0);
};
Promise.resolve(handler(JSON.parse(event), { awsRequestId: 'bench' })).then(
  () => report('answered'),
  (error) => report(error.name),
);
