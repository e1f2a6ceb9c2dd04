import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingJobInput } from './training-job-input';

/**
 * The folder that stands for /opt/ml in a training container.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
 */
export class TrainingFolder {
  constructor(readonly root: string) {}

  channel(name: string): string {
    return join(this.root, 'input', 'data', name);
  }

  get model(): string {
    return join(this.root, 'model');
  }

  get outputData(): string {
    return join(this.root, 'output', 'data');
  }

  /** The folder that stands for a path such as `/opt/ml/checkpoints`. */
  containerPath(path: string): string {
    return join(this.root, path.replace(/^\/opt\/ml\//, ''));
  }

  /** Makes the folders and writes the three configuration files. */
  async prepare(input: Omit<TrainingJobInput, 'Tags'>): Promise<void> {
    const config = join(this.root, 'input', 'config');
    for (const folder of [config, join(this.root, 'input', 'data'), this.model, this.outputData]) {
      await mkdir(folder, { recursive: true });
    }
    await mkdir(this.containerPath(input.CheckpointConfig?.LocalPath ?? '/opt/ml/checkpoints'), { recursive: true });
    const write = (name: string, value: unknown) => writeFile(join(config, name), JSON.stringify(value));
    await write('hyperparameters.json', input.HyperParameters);
    await write(
      'inputdataconfig.json',
      Object.fromEntries(input.InputDataConfig.map((channel) => describe(channel, input))),
    );
    await write('resourceconfig.json', {
      current_host: 'algo-1',
      hosts: ['algo-1'],
      network_interface_name: 'lo',
      current_instance_type: input.ResourceConfig.InstanceType,
    });
  }

  /** What the program wrote to output/failure, if anything. */
  async failure(): Promise<string | undefined> {
    const text = await readFile(join(this.root, 'output', 'failure'), 'utf8').catch(() => '');
    return text.trim() === '' ? undefined : text;
  }
}

function describe(channel: TrainingJobInput['InputDataConfig'][number], input: Omit<TrainingJobInput, 'Tags'>) {
  const { S3DataDistributionType } = channel.DataSource.S3DataSource;
  return [
    channel.ChannelName,
    {
      // A file system in user space is what FastFile is; a complete copy on disk reads the same.
      TrainingInputMode: channel.InputMode ?? input.AlgorithmSpecification.TrainingInputMode,
      S3DistributionType: S3DataDistributionType ?? 'FullyReplicated',
      RecordWrapperType: 'None',
      ...(channel.ContentType === undefined ? {} : { ContentType: channel.ContentType }),
    },
  ] as const;
}
