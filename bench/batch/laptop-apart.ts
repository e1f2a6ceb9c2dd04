import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { laptopClients } from '../../cli/aws/aws-clients';
import { StackOutputs } from '../../cli/aws/stack-outputs';
import { loadDataSet } from '../../cli/data/load-data-set';
import { readEnvironment } from '../../cli/environment/read-environment';
import { LOCAL_ENVIRONMENT } from '../../cli/laptop/bring-up';
import { CACHE_FOLDER } from '../../cli/project-folder';
import { findLaptop } from '../../cli/target/laptop-presence';
import { PeakResident } from './peak-resident';
import type { BatchLaptop } from './run-batch';

const READY = 'ready: ';
const SEED = 1;

/** A laptop in a process of its own, as somebody at the prompt has it; what it is asked for comes from this one. */
export interface LaptopApart extends BatchLaptop {
  /** Processor time until now of the laptop's process, its functions' threads among it, without its endpoint. Milliseconds. */
  processorMs(): Promise<number>;
  /** Of the laptop's process and those below it, from when it was ready. */
  readonly memory: PeakResident;
  stop(): Promise<void>;
}

/** Starts the laptop on a new folder and waits until it has a model in service. @throws Error where it ends before, with what it said */
export async function startLaptopApart(): Promise<LaptopApart> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-laptop-'));
  const child = fork(join(__dirname, 'laptop-process.ts'), [folder], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(child);
    const presence = findLaptop(folder);
    if (presence === undefined) throw new Error(`No laptop has announced itself in ${folder}.`);
    const { app, name, region } = readEnvironment(LOCAL_ENVIRONMENT);
    const clients = laptopClients(presence.url, region);
    const outputs = await StackOutputs.read(clients.cloudFormation, app, name);
    const { test: items } = await loadDataSet({ dataset: 'synthetic', seed: SEED, cacheFolder: CACHE_FOLDER });
    const memory = new PeakResident(presence.pid);
    return {
      clients,
      outputs,
      items,
      bucket: outputs.get('ImagesBucket'),
      processorMs: () => askProcessor(child),
      memory,
      stop: () => {
        memory.stop();
        clients.destroy();
        return stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ready(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  const errors: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line);
    if (line.startsWith(READY)) {
      // Nothing reads on, and a full pipe would make it wait.
      child.stdout?.resume();
      return;
    }
  }
  throw new Error(`The laptop ended before it was ready:\n${said.join('\n')}\n${Buffer.concat(errors).toString()}`);
}

async function askProcessor(child: ChildProcess): Promise<number> {
  child.send('processor time');
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return (user + system) / 1000;
}
