import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import {
  modelPackageParameterName,
  type ReleasedModel,
  releasedModelParameterName,
  releasedModelSchema,
} from '../../core/contracts/released-model';
import type { ReleaseTarget } from './release-target';

/** The value of an SSM parameter; undefined where there is none. */
export async function readParameter(ssm: SSMClient, Name: string): Promise<string | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  } catch (error) {
    if ((error as Error).name === 'ParameterNotFound') return undefined;
    throw error;
  }
}

export async function writeParameter(ssm: SSMClient, Name: string, Value: string): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
}

/** ARN of the package that the next update of the serving stack brings into service, or `none`; undefined before the first deployment. */
export const readModelPackage = ({ clients, environment: { app, name } }: ReleaseTarget): Promise<string | undefined> =>
  readParameter(clients.ssm, modelPackageParameterName(app, name));

export const writeModelPackage = (
  { clients, environment: { app, name } }: ReleaseTarget,
  modelPackage: string,
): Promise<void> => writeParameter(clients.ssm, modelPackageParameterName(app, name), modelPackage);

/**
 * The model that serves, as the last release has written it down; undefined before the first.
 * @throws Error that names the parameter where its value is no released model.
 */
export async function readReleasedModel({
  clients,
  environment: { app, name },
}: ReleaseTarget): Promise<ReleasedModel | undefined> {
  const parameter = releasedModelParameterName(app, name);
  const text = await readParameter(clients.ssm, parameter);
  if (text === undefined) return undefined;
  try {
    return releasedModelSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`The parameter ${parameter} describes no released model: release again. It is: ${text}`, { cause });
  }
}

export const writeReleasedModel = (
  { clients, environment: { app, name } }: ReleaseTarget,
  released: ReleasedModel,
): Promise<void> => writeParameter(clients.ssm, releasedModelParameterName(app, name), JSON.stringify(released));
