import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GatheredResponse } from '../../../local/front-door/gathered-response';

it('writes its answer at the end of the turn, with all that was given to it', async () => {
  const told: string[] = [];
  const server = createServer({ ServerResponse: GatheredResponse }, async (_request, response) => {
    response.writeHead(201, { 'content-type': 'text/plain' }).end('größer', 'latin1', () => told.push('sent'));
    told.push(`ended: ${response.writableEnded}`);
    await nextTurn();
    told.push(`ended: ${response.writableEnded}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const [answer] = (await once(get({ port, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
    const body = Buffer.concat(await answer.toArray());

    expect(answer.statusCode).toBe(201);
    expect(body).toEqual(Buffer.from('größer', 'latin1'));
    expect(told[0]).toBe('ended: false');
    expect(told.slice(1).sort()).toEqual(['ended: true', 'sent']);
  } finally {
    server.close();
  }
});
