// Sends one image over and over to `port`, so many requests at once, for so many seconds; prints the completed requests a second.
const { readFileSync } = require('node:fs');
const { Agent, request } = require('node:http');

const [port, parallel, seconds, file] = process.argv.slice(2);
const body = readFileSync(file);
const agent = new Agent({ keepAlive: true, maxSockets: Number(parallel) });
const options = {
  agent,
  port: Number(port),
  host: '127.0.0.1',
  method: 'POST',
  path: '/invocations',
  headers: { 'Content-Type': 'image/png', 'Content-Length': body.length },
};
const WARM_UP_MS = 1000;
const start = performance.now() + WARM_UP_MS;
const end = start + Number(seconds) * 1000;
let completed = 0;

function send() {
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode} ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function keepSending() {
  while (performance.now() < end) {
    await send();
    const now = performance.now();
    if (now >= start && now < end) completed += 1;
  }
}

Promise.all(Array.from({ length: Number(parallel) }, keepSending)).then(() => {
  agent.destroy();
  console.log(completed / Number(seconds));
});
