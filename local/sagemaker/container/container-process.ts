import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ContainerProgram } from './container-image';
import { LineSplitter } from './line-splitter';

const SUPERVISOR = join(__dirname, 'supervisor.js');

/** What a program needs of the machine itself; nothing else of the laptop's own environment reaches it. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'TZ'] as const;

export interface ContainerRun {
  readonly program: ContainerProgram;
  readonly mode: 'train' | 'serve';
  /** The folder that stands for /opt/ml. */
  readonly mlFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly onLine?: (line: string) => void;
}

/** One run of a container program: a child process group that ends with the laptop, whatever happens to the laptop. */
export class ContainerProcess {
  /** The exit code; 128 + n after signal n. */
  readonly exited: Promise<number>;
  private readonly child: ChildProcess;
  private readonly log: WriteStream;
  private ended = false;

  constructor(run: ContainerRun) {
    mkdirSync(dirname(run.logFile), { recursive: true });
    this.log = createWriteStream(run.logFile, { flags: 'a' });
    // A full disk must not end the laptop: what the container does matters more than what it says.
    this.log.on('error', () => undefined);
    const { command, args } = run.program;
    this.child = spawn(process.execPath, [SUPERVISOR, command, ...args, run.mode], {
      cwd: run.mlFolder,
      env: {
        ...Object.fromEntries(INHERITED.flatMap((name) => pair(name, process.env[name]))),
        ...run.program.environment,
        ...run.environment,
        SECOND_LOOK_ML_DIR: run.mlFolder,
        // Not in a network of its own, as a container is: nobody else on this one may ask the model.
        SECOND_LOOK_BIND_HOST: '127.0.0.1',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in the terminal reaches the laptop, and the laptop decides in which order things stop.
      detached: process.platform !== 'win32',
    });
    // The supervisor's end of the pipe may close before ours.
    this.child.stdin?.on('error', () => undefined);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      const lines = new LineSplitter((line) => this.line(line, run.onLine));
      stream?.on('data', (chunk: Buffer) => lines.push(chunk)).on('end', () => lines.end());
    }
    this.exited = new Promise((resolve) => {
      this.child.once('error', () => this.finish(127, resolve));
      // What the program itself has started and left behind would hold the output open for ever.
      this.child.once('exit', () => this.signal('SIGKILL'));
      // `close` comes after the last line of output.
      this.child.once('close', (code, signal) => this.finish(code ?? (signal === 'SIGKILL' ? 137 : 143), resolve));
    });
  }

  get running(): boolean {
    return !this.ended;
  }

  /** SIGTERM, then SIGKILL after `graceMs`. Resolves when every process of the container is gone. */
  async terminate(graceMs: number): Promise<void> {
    if (this.ended) return;
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), graceMs);
    await this.exited;
    clearTimeout(timer);
  }

  private line(line: string, onLine: ContainerRun['onLine']): void {
    this.log.write(`${line}\n`);
    onLine?.(line);
  }

  private finish(code: number, resolve: (code: number) => void): void {
    if (this.ended) return;
    this.ended = true;
    this.log.end(() => resolve(code));
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.child.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // No process of the group is left.
    }
  }
}

function pair(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}
