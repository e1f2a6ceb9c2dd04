import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { localArn } from '../../account';
import type { ExecutionRole } from '../access/execution-role';
import { CaptureWriter } from '../capture/capture-writer';
import { ImageUnknown } from '../container/container-image';
import { PingFailed } from '../container/serving-container';
import type { SageMakerContext } from '../sagemaker-context';
import type { DeployedConfig } from './endpoint';
import { buildInstances, InstanceFailed } from './instance-builder';
import type { Model } from './model';
import { VariantFleet } from './variant-fleet';

/** Everything that serves one configuration of an endpoint: its variants' instances and its data capture. */
export class Fleet {
  private requests = 0;

  private constructor(
    readonly deployed: DeployedConfig,
    readonly variants: readonly VariantFleet[],
    readonly captures: CaptureWriter | undefined,
    private readonly roles: readonly ExecutionRole[],
    private readonly folder: string,
  ) {}

  /**
   * Starts a fleet; resolves once every container answers /ping.
   * @throws DeploymentFailed; nothing of the fleet is left then.
   */
  static async start(
    context: SageMakerContext,
    endpointName: string,
    deployed: DeployedConfig,
    folder: string,
    signal: AbortSignal,
  ): Promise<Fleet> {
    const roles: ExecutionRole[] = [];
    const variants: VariantFleet[] = [];
    const fleet = () => new Fleet(deployed, variants, undefined, roles, folder);
    const stopEarly = () => void fleet().stop(context.timing.shutdownGraceMs);
    signal.addEventListener('abort', stopEarly, { once: true });
    try {
      for (const variant of deployed.config.input.ProductionVariants) {
        const model = deployed.models[variant.ModelName] as Model;
        const role = context.assume(model.input.ExecutionRoleArn);
        roles.push(role);
        const startupSeconds = variant.ContainerStartupHealthCheckTimeoutInSeconds;
        const instances = await buildInstances(context, {
          model,
          role,
          folder: join(folder, variant.VariantName),
          instances: variant.InitialInstanceCount ?? 1,
          logFolder: join(context.folder, 'endpoint-logs', endpointName, variant.VariantName),
          onLine: (place, line) =>
            context.endpointLogs.emit({ endpointName, stream: `${variant.VariantName}/${place}`, line }),
          surroundings: {
            logGroup: `/aws/sagemaker/Endpoints/${endpointName}`,
            logStream: `${variant.VariantName}/0`,
            metricNamespace: '/aws/sagemaker/Endpoints',
            volumeKmsKeyId: deployed.config.input.KmsKeyId,
          },
          startupMs: startupSeconds === undefined ? context.timing.startupMs : startupSeconds * 1000,
        }).catch((error: Error) => Promise.reject(deploymentFailure(error, variant.VariantName)));
        variants.push(new VariantFleet(variant, instances));
      }
      const captures = openCaptures(context, endpointName, deployed, roles[0] as ExecutionRole);
      signal.throwIfAborted();
      await Promise.all(variants.map((variant) => startVariant(variant)));
      signal.throwIfAborted();
      return new Fleet(deployed, variants, captures, roles, folder);
    } catch (error) {
      await fleet().stop(context.timing.shutdownGraceMs);
      // Containers that were ended end with an error of their own.
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', stopEarly);
    }
  }

  /** A request has chosen this fleet: it may still be reading its body, and must find the fleet there afterwards. */
  enter(): void {
    this.requests++;
  }

  leave(): void {
    this.requests--;
  }

  /** Whether requests are on their way to it or in it. */
  get busy(): boolean {
    return this.requests > 0;
  }

  /**
   * SageMaker reads the rollback alarms with the execution role.
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
   * @throws DeploymentFailed that names the missing grant.
   */
  judgeAlarms(alarmNames: readonly string[]): void {
    for (const name of alarmNames) {
      try {
        this.roles[0]?.judge('cloudwatch:DescribeAlarms', localArn('cloudwatch', `alarm:${name}`));
      } catch (cause) {
        const { name: error, message } = cause as Error;
        throw new DeploymentFailed(`The execution role may not read the rollback alarms. (${error}: ${message})`, {
          cause,
        });
      }
    }
  }

  get instances(): number {
    return this.variants.reduce((sum, { instances }) => sum + instances.length, 0);
  }

  /** Draws a variant by weight; one that has no instance ready is left out. @param draw uniform in [0, 1) */
  pickVariant(draw: number): VariantFleet | undefined {
    if (this.variants.length === 1) return this.variants[0];
    const able = this.variants.filter((variant) => variant.pick() !== undefined);
    const total = able.reduce((sum, { variant }) => sum + variant.InitialVariantWeight, 0);
    let left = draw * total;
    for (const candidate of able) {
      left -= candidate.variant.InitialVariantWeight;
      if (left < 0) return candidate;
    }
    return able.at(-1);
  }

  /** Ends containers, writes the last captures, ends the roles' sessions. */
  async stop(graceMs: number): Promise<void> {
    await Promise.all(this.variants.flatMap(({ instances }) => instances.map((instance) => instance.stop(graceMs))));
    await this.captures?.close();
    for (const role of this.roles) role.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** An endpoint could not be brought into service; the message is its FailureReason. */
export class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed';
}

function openCaptures(...[context, endpointName, deployed, role]: Parameters<typeof CaptureWriter.of>) {
  try {
    return CaptureWriter.of(context, endpointName, deployed, role);
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new DeploymentFailed(`The execution role may not write captures. (${name}: ${message})`, { cause });
  }
}

async function startVariant({ variant, instances }: VariantFleet): Promise<void> {
  try {
    await Promise.all(instances.map((instance) => instance.start()));
  } catch (error) {
    throw deploymentFailure(error as Error, variant.VariantName);
  }
}

function deploymentFailure(error: Error, variantName: string): Error {
  if (error instanceof PingFailed) {
    return new DeploymentFailed(
      `The primary container for production variant ${variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint. (${error.message})`,
      { cause: error },
    );
  }
  if (error instanceof ImageUnknown || error instanceof InstanceFailed) {
    return new DeploymentFailed(error.message, { cause: error });
  }
  const { name, message } = error;
  return new DeploymentFailed(
    `Please make sure all images included in the model for the production variant ${variantName} exist, and that the execution role used to create the model has permissions to access them. (${name}: ${message})`,
    { cause: error },
  );
}
