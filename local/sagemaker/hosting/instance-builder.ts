import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContainerSurroundings, judgeContainerGrants } from '../access/container-grants';
import type { ExecutionRole } from '../access/execution-role';
import { awsEnvironment } from '../container/container-environment';
import { programOf } from '../container/container-image';
import { ServingContainer } from '../container/serving-container';
import type { SageMakerContext } from '../sagemaker-context';
import { unpackArchive } from '../storage/archive';
import { downloadObject, downloadObjects } from '../storage/download-objects';
import { listInputObjects } from '../storage/input-objects';
import { parseS3Uri } from '../storage/s3-location';
import type { Model, ModelContainer } from './model';
import { VariantInstance } from './variant-instance';

export interface InstanceSpec {
  readonly model: Model;
  readonly role: ExecutionRole;
  /** The instances' folder: one folder per instance and container, one unpacked model per container. */
  readonly folder: string;
  readonly instances: number;
  /** Where logs stay when the instances are gone. */
  readonly logFolder: string;
  /** Hears each line of a container, by its place: `container-1-0`. */
  readonly onLine?: (place: string, line: string) => void;
  readonly surroundings: Omit<ContainerSurroundings, 'imageUri'>;
  readonly startupMs: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** An instance could not be made; the message is fit for a FailureReason. */
export class InstanceFailed extends Error {
  override readonly name = 'InstanceFailed';
}

/**
 * Makes the instances of one model, not started yet: judges the role, downloads the model once, lays out /opt/ml for each.
 * @throws AwsError `AccessDenied`, ImageUnknown, InstanceFailed
 */
export async function buildInstances(context: SageMakerContext, spec: InstanceSpec): Promise<VariantInstance[]> {
  const parts: { readonly container: ModelContainer; readonly modelFolder: string }[] = [];
  for (const container of spec.model.containers) {
    programOf(context.images, container.image);
    judgeContainerGrants(spec.role, { ...spec.surroundings, imageUri: container.image }, context.logGroups);
    const modelFolder = join(spec.folder, `model-${container.name}`);
    await fetchModel(spec.role, container, modelFolder);
    parts.push({ container, modelFolder });
  }
  const instances: VariantInstance[] = [];
  for (let index = 0; index < spec.instances; index++) {
    const containers: ServingContainer[] = [];
    for (const part of parts) containers.push(await layOut(context, spec, part, index));
    instances.push(new VariantInstance(containers));
  }
  return instances;
}

async function layOut(
  context: SageMakerContext,
  spec: InstanceSpec,
  { container, modelFolder }: { readonly container: ModelContainer; readonly modelFolder: string },
  index: number,
): Promise<ServingContainer> {
  const mlFolder = join(spec.folder, `${container.name}-${index}`);
  await mkdir(mlFolder, { recursive: true });
  // `junction` needs no privilege on Windows and is an ordinary link elsewhere.
  await symlink(modelFolder, join(mlFolder, 'model'), 'junction');
  const isolated = spec.model.input.EnableNetworkIsolation === true;
  return new ServingContainer({
    program: programOf(context.images, container.image),
    mlFolder,
    environment: {
      ...container.environment,
      ...spec.environment,
      ...(isolated ? {} : awsEnvironment(spec.role.credentials, context.frontDoorUrl())),
    },
    logFile: join(spec.logFolder, `${container.name}-${index}.log`),
    onLine: (line) => spec.onLine?.(`${container.name}-${index}`, line),
    startupMs: spec.startupMs,
    pingIntervalMs: context.timing.pingIntervalMs,
  });
}

async function fetchModel(role: ExecutionRole, container: ModelContainer, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (container.modelData === undefined) return;
  const { uri, form } = container.modelData;
  try {
    if (form === 'prefix') {
      const objects = await listInputObjects(role.s3, { S3DataType: 'S3Prefix', S3Uri: uri });
      await downloadObjects(role.s3, objects, folder);
      return;
    }
    const archive = `${folder}.tar.gz`;
    await downloadObject(role.s3, parseS3Uri(uri), archive);
    await unpackArchive(archive, folder);
    await rm(archive, { force: true });
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new InstanceFailed(
      `Failed to download model data for container "${container.name}" from URL: "${uri}". Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the object. (${name}: ${message})`,
      { cause },
    );
  }
}
