import { join } from 'node:path';

/** The four channels of the built-in image-classification algorithm. */
export type Channel = 'train' | 'validation' | 'train_lst' | 'validation_lst';

/**
 * Where SageMaker puts what a container reads, and looks for what it writes.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
 */
export class MlFolder {
  /** @param root /opt/ml in a container; `SECOND_LOOK_ML_DIR` elsewhere */
  constructor(readonly root: string) {}

  static fromEnvironment(environment: Readonly<Record<string, string | undefined>>): MlFolder {
    return new MlFolder(environment.SECOND_LOOK_ML_DIR ?? '/opt/ml');
  }

  get hyperparametersFile(): string {
    return join(this.root, 'input', 'config', 'hyperparameters.json');
  }

  get inputDataConfigFile(): string {
    return join(this.root, 'input', 'config', 'inputdataconfig.json');
  }

  channel(name: Channel): string {
    return join(this.root, 'input', 'data', name);
  }

  get model(): string {
    return join(this.root, 'model');
  }

  get failureFile(): string {
    return join(this.root, 'output', 'failure');
  }
}
