import { join } from 'node:path';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { stackName } from '../../core/contracts/stack-names';
import type { Disturbance } from '../../local/disturbance';
import { Laptop } from '../../local/laptop';
import { type AwsClients, laptopClients } from '../aws/aws-clients';
import { StackOutputs } from '../aws/stack-outputs';
import { readEnvironment } from '../environment/read-environment';
import { orInterrupted } from '../interrupt';
import { containerImages } from './container-images';
import { synthesizeIfChanged } from './synthesize-if-changed';

export const LOCAL_ENVIRONMENT = 'local';

/** Five minutes of baking become ten seconds, and the minutes of the alarms that watch it two seconds each. */
const LAPTOP_BAKE_SCALE = 1 / 30;

/** The laptop's AWS, up, with what a command needs to speak to it. */
export interface RunningLaptop {
  readonly laptop: Laptop;
  readonly clients: AwsClients;
  readonly outputs: StackOutputs;
  readonly environment: NamedEnvironment;
  stop(): Promise<void>;
}

export interface Preparation {
  /** False where the templates of an earlier run are as a synthesis would make them. */
  readonly synthesized: boolean;
}

export interface BringUp {
  /** Where the laptop keeps its state and the cloud assembly. */
  readonly folder: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Settings that win over the environment's file. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  /** Makes services fail on purpose. @default none */
  readonly disturbance?: Disturbance;
}

/**
 * Synthesizes the app and compiles the algorithm, at the same time; what has not changed since the last time is found in the folder.
 * @throws UsageError for a wrong configuration; Interrupted
 */
export async function prepare({ folder, overrides, signal }: BringUp): Promise<Preparation> {
  const synthesis = { environment: LOCAL_ENVIRONMENT, overrides, folder: assemblyFolder(folder), signal };
  const [synthesized] = await orInterrupted(Promise.all([synthesizeIfChanged(synthesis), containerImages()]), signal);
  return { synthesized };
}

/** Starts the laptop's AWS from the synthesized templates. */
export async function bringUp(
  { folder, port, overrides, signal, disturbance }: BringUp,
  report: (text: string) => void,
): Promise<RunningLaptop> {
  const environment = readEnvironment(LOCAL_ENVIRONMENT, overrides);
  const laptop = await Laptop.start({
    folder: join(folder, 'state'),
    assemblyFolder: assemblyFolder(folder),
    port,
    images: await containerImages(),
    sageMakerTiming: { bakeScale: LAPTOP_BAKE_SCALE },
    parameters: (url) => ({
      [stackName(environment.app, environment.name, 'workflow')]: { ConsoleUrl: `${url}/_local/executions/` },
    }),
    disturbance,
    onProgress: report,
    signal,
  });
  const clients = laptopClients(laptop.url, environment.region);
  const stop = async (): Promise<void> => {
    clients.destroy();
    await laptop.stop();
  };
  try {
    const outputs = await StackOutputs.read(clients.cloudFormation, environment.app, environment.name);
    return { laptop, clients, outputs, environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** In a few words. */
export const preparationText = ({ synthesized }: Preparation): string =>
  synthesized ? '' : 'templates unchanged since the last run';

const assemblyFolder = (folder: string): string => join(folder, 'cdk.out');
