// The reference of the endpoint bench: reads the body, answers a constant. Prints its port.
const { createServer } = require('node:http');

const server = createServer((request, response) => {
  request.on('data', () => undefined);
  request.on('end', () => {
    const body = '[0.5,0.5]';
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`on port ${server.address().port},`));
