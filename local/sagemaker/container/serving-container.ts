import { mkdir } from 'node:fs/promises';
import { type ContainerAnswer, ContainerClient, ContainerGone, type ContainerHeaders } from './container-client';
import type { ContainerProgram } from './container-image';
import { ContainerProcess } from './container-process';
import { freePort } from './free-port';

export interface ServingContainerSpec {
  readonly program: ContainerProgram;
  readonly mlFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly onLine?: (line: string) => void;
  readonly startupMs: number;
  readonly pingIntervalMs: number;
}

/** The container ended, or did not answer /ping with 200 in time. */
export class PingFailed extends Error {
  override readonly name = 'PingFailed';
}

const PING_TIMEOUT_MS = 2_000;
const FIRST_RESTART_MS = 250;
const LONGEST_RESTART_MS = 30_000;
const PORT_ATTEMPTS = 3;

interface Life {
  readonly process: ContainerProcess;
  readonly client: ContainerClient;
}

/** A container in `serve` mode: started, pinged, started again when it dies, stopped. */
export class ServingContainer {
  private life: Life | undefined;
  private healthy = false;
  private stopped = false;
  private restartTimer: NodeJS.Timeout | undefined;
  private restartMs = FIRST_RESTART_MS;

  constructor(private readonly spec: ServingContainerSpec) {}

  /** True while the container takes requests. */
  get ready(): boolean {
    return this.healthy;
  }

  /** Resolves once /ping answers 200. @throws PingFailed with the container's last lines. */
  async start(): Promise<void> {
    await mkdir(this.spec.mlFolder, { recursive: true });
    for (let attempt = 1; ; attempt++) {
      const lastLines: string[] = [];
      try {
        return await this.begin(lastLines);
      } catch (error) {
        // Between finding a free port and binding it, somebody else may have taken it.
        const portLost = lastLines.some((line) => line.includes('EADDRINUSE'));
        if (!portLost || attempt === PORT_ATTEMPTS || this.stopped) throw error;
      }
    }
  }

  /** POST /invocations. @throws ContainerTimeout, ContainerGone */
  async invoke(headers: ContainerHeaders, body: Buffer, timeoutMs: number): Promise<ContainerAnswer> {
    if (this.life === undefined || !this.healthy) throw new ContainerGone('The container is not running.');
    return this.life.client.send({ method: 'POST', path: '/invocations', headers, body, timeoutMs });
  }

  /** GET of another path of the container, such as /execution-parameters. */
  async get(path: string): Promise<ContainerAnswer> {
    if (this.life === undefined) throw new ContainerGone('The container is not running.');
    return this.life.client.send({ method: 'GET', path, headers: {}, timeoutMs: PING_TIMEOUT_MS });
  }

  async stop(graceMs: number): Promise<void> {
    this.stopped = true;
    this.healthy = false;
    clearTimeout(this.restartTimer);
    await this.life?.process.terminate(graceMs);
    this.life?.client.close();
  }

  private async begin(lastLines: string[]): Promise<void> {
    const port = await freePort();
    if (this.stopped) throw new PingFailed('The container was stopped while it started.');
    const process = new ContainerProcess({
      ...this.spec,
      mode: 'serve',
      environment: { ...this.spec.environment, SAGEMAKER_BIND_TO_PORT: String(port) },
      onLine: (line) => {
        this.spec.onLine?.(line);
        lastLines.push(line);
        if (lastLines.length > 5) lastLines.shift();
      },
    });
    const life: Life = { process, client: new ContainerClient(port) };
    this.life = life;
    try {
      await this.awaitPing(life, lastLines);
    } catch (error) {
      await process.terminate(0);
      life.client.close();
      throw error;
    }
    this.healthy = true;
    this.restartMs = FIRST_RESTART_MS;
    void process.exited.then(() => this.died(life));
  }

  private async awaitPing({ process, client }: Life, lastLines: readonly string[]): Promise<void> {
    const deadline = performance.now() + this.spec.startupMs;
    let lastStatus = 'no answer';
    while (process.running && !this.stopped && performance.now() < deadline) {
      try {
        const timeoutMs = Math.max(1, Math.min(PING_TIMEOUT_MS, deadline - performance.now()));
        const { status } = await client.send({ method: 'GET', path: '/ping', headers: {}, timeoutMs });
        if (status === 200) return;
        lastStatus = `status ${status}`;
      } catch {
        // Not listening yet.
      }
      await Promise.race([process.exited, new Promise((resolve) => setTimeout(resolve, this.spec.pingIntervalMs))]);
    }
    const how = process.running
      ? `/ping gave ${lastStatus} for ${this.spec.startupMs} ms`
      : `it ended with exit code ${await process.exited}`;
    const said = lastLines.length === 0 ? 'It wrote nothing.' : `Its last lines: ${lastLines.join(' | ')}`;
    throw new PingFailed(`${how}. ${said}`);
  }

  /** A container that dies in service is replaced, each time after twice the wait. */
  private died(life: Life): void {
    life.client.close();
    if (this.life !== life || this.stopped) return;
    this.healthy = false;
    this.restartTimer = setTimeout(() => this.restart(), this.restartMs);
    this.restartMs = Math.min(LONGEST_RESTART_MS, this.restartMs * 2);
  }

  private restart(): void {
    this.start().catch(() => {
      if (this.stopped) return;
      this.restartTimer = setTimeout(() => this.restart(), this.restartMs);
      this.restartMs = Math.min(LONGEST_RESTART_MS, this.restartMs * 2);
    });
  }
}
