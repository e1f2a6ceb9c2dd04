import { DeleteParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { type CustomResourceRequest, NOT_CREATED } from './custom-resource';

/** CloudFormation turns every property into text. */
const propertiesSchema = z.object({
  ParameterName: z.string().startsWith('/'),
  InitialValue: z.string().min(1),
  Description: z.string().optional(),
  DeleteWithStack: z.enum(['true', 'false']),
});

/**
 * Makes sure that a parameter exists: created with its first value where it is absent, never written over, deleted with its stack only
 * where the stack says so.
 * @returns the resource's physical id: the parameter's name, so that a new name is a new resource and the old one is deleted.
 */
export async function ensureParameter(request: CustomResourceRequest, ssm: SSMClient): Promise<string> {
  if (request.RequestType === 'Delete') return remove(request, ssm);
  const { ParameterName, InitialValue, Description } = propertiesSchema.parse(request.ResourceProperties);
  try {
    await ssm.send(
      new PutParameterCommand({
        Name: ParameterName,
        Value: InitialValue,
        Description,
        Type: 'String',
        Overwrite: false,
      }),
    );
  } catch (error) {
    // A release, or an earlier deployment, has set it: what we are here to keep.
    if ((error as Error).name !== 'ParameterAlreadyExists') throw error;
  }
  return ParameterName;
}

async function remove(
  { PhysicalResourceId, ResourceProperties }: CustomResourceRequest,
  ssm: SSMClient,
): Promise<string> {
  const id = PhysicalResourceId ?? NOT_CREATED;
  if (id === NOT_CREATED || ResourceProperties.DeleteWithStack !== 'true') return id;
  try {
    await ssm.send(new DeleteParameterCommand({ Name: id }));
  } catch (error) {
    if ((error as Error).name !== 'ParameterNotFound') throw error;
  }
  return id;
}
