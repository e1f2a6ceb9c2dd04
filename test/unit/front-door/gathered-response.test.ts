import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GatheredResponse } from '../../../local/front-door/gathered-response';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** @returns the port */
async function serve(listener: RequestListener<typeof IncomingMessage, typeof GatheredResponse>): Promise<number> {
  server = createServer({ ServerResponse: GatheredResponse }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function ask(port: number): Promise<{ readonly status?: number; readonly body: Buffer }> {
  const [answer] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: Buffer.concat(await answer.toArray()) };
}

it('writes its answer at the end of the turn, with all that was given to it', async () => {
  const told: string[] = [];
  const port = await serve(async (_request, response) => {
    response.writeHead(201, { 'content-type': 'text/plain' }).end('größer', 'latin1', () => told.push('sent'));
    told.push(`ended: ${response.writableEnded}`);
    await nextTurn();
    told.push(`ended: ${response.writableEnded}`);
  });

  expect(await ask(port)).toEqual({ status: 201, body: Buffer.from('größer', 'latin1') });
  expect(told[0]).toBe('ended: false');
  expect(told.slice(1).sort()).toEqual(['ended: true', 'sent']);
});

it('looks at every request of a turn before it writes the first answer', async () => {
  const told: string[] = [];
  const port = await serve((request, response) => {
    told.push(`asked ${request.url}`);
    response.end('well', () => told.push(`sent ${request.url}`));
  });
  const socket = connect(port, '127.0.0.1');
  // Two requests in one write come in one turn.
  socket.write('GET /1 HTTP/1.1\r\nhost: a\r\n\r\nGET /2 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
  const answers = Buffer.concat(await socket.toArray()).toString();

  expect(answers.match(/well/g)).toHaveLength(2);
  expect(told).toEqual(['asked /1', 'asked /2', 'sent /1', 'sent /2']);
});

it('takes streams', async () => {
  const port = await serve((_request, response) => pipeline(Readable.from(['one ', 'two']), response));

  expect((await ask(port)).body.toString()).toBe('one two');
});

it('ends the connection, not the process, where what it is to write is no answer', async () => {
  const port = await serve((_request, response) => void response.end(5 as unknown as string));

  await expect(ask(port)).rejects.toThrow('socket hang up');
});
