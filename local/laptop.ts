import { mkdirSync } from 'node:fs';
import { type Clock, systemClock } from './clock';
import type { StackReport } from './cloudformation/deployment-report';
import type { Disturbance } from './disturbance';
import type { Inbox, ReceivedMail } from './mail/inbox';
import type { ContainerImage } from './sagemaker/container/container-image';
import type { SageMakerTiming } from './sagemaker/sagemaker-options';
import type { Firing } from './schedules/schedule-runner';
import { composeServices, type LaptopServices } from './services';
import { CloudAssembly } from './templates/cloud-assembly';

export interface LaptopOptions {
  /** Where everything is kept: a laptop that is started on it again finds it. One process at a time. */
  readonly folder: string;
  /** What `cdk synth` wrote. */
  readonly assemblyFolder: string;
  /** Of 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** What runs for container images. */
  readonly images: readonly ContainerImage[];
  /** Values of template parameters, by stack name, once the URL is known. */
  readonly parameters?: (url: string) => Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** @default the system's */
  readonly clock?: Clock;
  /** Multiplies the waits between retries of state machines. @default 1 */
  readonly waitScale?: number;
  /** Waits before the second and third attempt of an asynchronous invocation. @default AWS's: 60,000 and 120,000 */
  readonly asyncRetryDelaysMs?: readonly number[];
  readonly sageMakerTiming?: Partial<SageMakerTiming>;
  /** Whether alarms publish to their topics, and so mail. @default true */
  readonly alarmActions?: boolean;
  /** Makes services fail on purpose. @default none */
  readonly disturbance?: Disturbance;
  /** Told what goes wrong where no caller waits for an answer. @default a process warning */
  readonly warn?: (message: string) => void;
  readonly onProgress?: (text: string) => void;
  /** Aborting it while the laptop starts stops what has been started. */
  readonly signal?: AbortSignal;
}

/** AWS on a laptop, from synthesized templates: one port of 127.0.0.1 and one folder. */
export class Laptop {
  private stopping: Promise<void> | undefined;

  private constructor(
    /** `http://127.0.0.1:4566` */
    readonly url: string,
    readonly services: LaptopServices,
  ) {}

  /**
   * Starts every service, then deploys the assembly's stacks.
   * @throws PortTaken; StackFailed with the resource and its reason; TemplateError, CloudAssemblyInvalid
   */
  static async start(options: LaptopOptions): Promise<Laptop> {
    const assembly = CloudAssembly.read(options.assemblyFolder);
    mkdirSync(options.folder, { recursive: true });
    const services = await composeServices({
      folder: options.folder,
      assets: assembly.assets,
      images: options.images,
      clock: options.clock ?? systemClock,
      waitScale: options.waitScale,
      asyncRetryDelaysMs: options.asyncRetryDelaysMs,
      sageMakerTiming: options.sageMakerTiming,
      alarmActions: options.alarmActions,
      disturbance: options.disturbance,
      warn: options.warn ?? ((message) => process.emitWarning(message)),
    });
    try {
      options.signal?.throwIfAborted();
      const url = `http://127.0.0.1:${await services.listen(options.port)}`;
      const laptop = new Laptop(url, services);
      await laptop.deploy(assembly, options);
      return laptop;
    } catch (error) {
      await services.stop();
      throw error;
    }
  }

  get inbox(): Inbox {
    return this.services.inbox;
  }

  mails(): readonly ReceivedMail[] {
    return this.inbox.list();
  }

  /** What time it is on the laptop: this machine's, and as much later as it has been moved forward. */
  now(): Date {
    return this.services.clock.now();
  }

  /**
   * Moves the clock forward. Every schedule that falls due fires at its own time, in order, and its functions have run before time goes on.
   * @param time that has passed already moves nothing.
   * @returns what fired.
   */
  moveClockTo(time: Date): Promise<readonly Firing[]> {
    return this.services.schedules.moveTo(time);
  }

  /** Hears every line that a training container writes. @returns ends the subscription. */
  onTrainingLog(listener: (line: string) => void): () => void {
    return this.services.sageMaker.onTrainingLog(({ line }) => listener(line));
  }

  /** What the laptop made of every resource of the templates. */
  report(): readonly StackReport[] {
    return this.services.stacks.report();
  }

  /** How many resources of the templates are simulated. */
  resourceCount(): number {
    return this.report().reduce((sum, { simulated }) => sum + simulated.length, 0);
  }

  /** Ends every child, worker and timer, and frees the port. Calling it again waits for the first call. */
  stop(): Promise<void> {
    this.stopping ??= this.services.stop();
    return this.stopping;
  }

  private async deploy(assembly: CloudAssembly, options: LaptopOptions): Promise<void> {
    const { onProgress, signal } = options;
    await this.services.stacks.deploy(assembly, {
      parameters: options.parameters?.(this.url),
      signal,
      onProgress: ({ stackName, logicalId, done, total }) => {
        onProgress?.(`${stackName}: ${done} of ${total} (${logicalId})`);
      },
    });
    signal?.throwIfAborted();
    this.services.resume();
  }
}
