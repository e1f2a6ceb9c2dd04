import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { ContainerClient } from '../../../local/sagemaker/container/container-client';

let server: Server;
let client: ContainerClient;
afterEach(async () => {
  client.close();
  await new Promise((resolve) => server.close(resolve));
});

/** A container that does this with every request. */
async function container(answer: (socket: Socket) => void): Promise<void> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await listening();
}

async function listening(): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new ContainerClient((server.address() as AddressInfo).port);
}

const invocation = (timeoutMs: number) =>
  client.send({ method: 'POST', path: '/invocations', headers: {}, body: Buffer.from('image'), timeoutMs });

const HALF_AN_ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[0.';

it('says that the container is gone when it dies within its answer', async () => {
  await container((socket) => socket.write(HALF_AN_ANSWER, () => socket.destroy()));

  await expect(invocation(5_000)).rejects.toMatchObject({ name: 'ContainerGone' });
});

it('says that the time is over when an answer stops coming', async () => {
  await container((socket) => socket.write(HALF_AN_ANSWER));

  await expect(invocation(50)).rejects.toMatchObject({ name: 'ContainerTimeout' });
});

it('says that the container is gone when it closes without a word', async () => {
  await container((socket) => socket.destroy());

  await expect(invocation(5_000)).rejects.toMatchObject({ name: 'ContainerGone' });
});

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\ncontent-length: 3\r\n\r\n0.5';

it('asks again by a new connection when a kept one was closed under its request', async () => {
  const connectionOfRequest: number[] = [];
  let connections = 0;
  server = createServer((socket) => {
    const connection = ++connections;
    let requests = 0;
    socket.on('data', (bytes: Buffer) => {
      // Head and body may come apart.
      if (!bytes.toString().endsWith('image')) return;
      connectionOfRequest.push(connection);
      if (++requests === 1) socket.write(ANSWER);
      else socket.destroy();
    });
  });
  await listening();
  await invocation(5_000);
  // A connection is used again in the next turn of the event loop.
  await setImmediate();

  await expect(invocation(5_000)).resolves.toMatchObject({ status: 200, body: Buffer.from('0.5') });
  expect(connectionOfRequest).toEqual([1, 1, 2]);
});

it('takes an answer that comes before the whole request was read', async () => {
  await container((socket) => socket.end(ANSWER.replace('200 OK', '413 Too Large')));
  const body = Buffer.alloc(20_000_000);

  for (let time = 0; time < 3; time += 1) {
    const answer = client.send({ method: 'POST', path: '/invocations', headers: {}, body, timeoutMs: 5_000 });
    await expect(answer).resolves.toMatchObject({ status: 413, headers: { 'content-type': 'text/csv' } });
  }
});
