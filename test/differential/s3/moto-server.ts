import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const STARTS_WITHIN_MS = 20_000;

/** Whether `python3` has moto with its server. */
export const hasMoto = (): boolean => spawnSync('python3', ['-c', 'import moto.server, flask']).status === 0;

/** An independent S3: moto, in a process of its own. */
export class MotoServer {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<MotoServer> {
    const port = await freePort();
    const code = 'import sys; from moto.server import main; main(sys.argv[1:])';
    const child = spawn('python3', ['-c', code, '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    for (const deadline = Date.now() + STARTS_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
      const answer = await fetch(`http://127.0.0.1:${port}/moto-api/`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return new MotoServer(port, child);
    }
    child.kill('SIGKILL');
    throw new Error('moto did not start in time.');
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
