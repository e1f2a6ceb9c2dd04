import { InferenceServer } from '../../../algorithm/serving/inference-server';
import type { ServedModel } from '../../../algorithm/serving/served-model';

const servers: InferenceServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server that is pinged, never asked. @returns its port. */
async function listening(host?: string): Promise<number> {
  const server = new InferenceServer({} as ServedModel);
  servers.push(server);
  return server.listen(0, host);
}

const ping = async (address: string, port: number): Promise<number> =>
  (await fetch(`http://${address}:${port}/ping`, { headers: { connection: 'close' } })).status;

it('answers on the address that it is told, and on no other', async () => {
  const port = await listening('127.0.0.1');

  expect(await ping('127.0.0.1', port)).toBe(200);
  // The whole of 127.0.0.0/8 is this machine: only a server of every address answers here.
  await expect(ping('127.0.0.2', port)).rejects.toThrow();
});

it('answers wherever it is asked when no address is told, as a container must', async () => {
  expect(await ping('127.0.0.1', await listening())).toBe(200);
});
