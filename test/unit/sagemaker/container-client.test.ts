import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
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
