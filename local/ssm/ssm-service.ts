import type { ServerResponse } from 'node:http';
import { localArn } from '../account';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import { AwsError } from '../protocol/aws-error';
import { failJson, handleJson } from '../protocol/json-protocol';
import { optionalString, requiredString, stringList } from '../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../protocol/operations';
import type { ParameterStore, StoredParameter } from './parameter-store';

const TYPES = ['String', 'StringList', 'SecureString'] as const;

/** `arn:aws:ssm:…:parameter/name`: a leading slash of the name is the ARN's own. */
const parameterArn = (name: string): string => localArn('ssm', `parameter/${name.replace(/^\//, '')}`);

/** Systems Manager's Parameter Store: standard parameters; former versions through GetParameterHistory alone. */
export class SsmService implements LaptopService {
  readonly signingNames = ['ssm'];

  readonly operations: OperationTable = {
    PutParameter: async (input, call) => this.put(input, call),
    GetParameter: async (input, call) => {
      const name = requiredString(input, 'Name');
      return { Parameter: described(this.find(name, 'ssm:GetParameter', call)) };
    },
    GetParameters: async (input, call) => {
      const names = stringList(input, 'Names');
      for (const name of names) this.authorize('ssm:GetParameters', name, call);
      const found = names.flatMap((name) => this.store.get(name) ?? []);
      const invalid = names.filter((name) => this.store.get(name) === undefined);
      return { Parameters: found.map(described), InvalidParameters: invalid };
    },
    GetParametersByPath: async (input, call) => {
      const path = requiredString(input, 'Path');
      this.authorize('ssm:GetParametersByPath', path, call);
      const folder = path.endsWith('/') ? path : `${path}/`;
      const inside = this.store.list().filter(({ name }) => name.startsWith(folder));
      const direct = inside.filter(({ name }) => !name.slice(folder.length).includes('/'));
      return { Parameters: (input.Recursive === true ? inside : direct).map(described) };
    },
    GetParameterHistory: async (input, call) => {
      const name = requiredString(input, 'Name');
      this.find(name, 'ssm:GetParameterHistory', call);
      const versions = this.store.history(name).map((version) => {
        const { ARN: _, ...rest } = described(version);
        return { ...rest, Tier: 'Standard' };
      });
      return { Parameters: versions };
    },
    DescribeParameters: async (_input, call) => {
      this.authorizer.authorize({ principal: call.principal, action: 'ssm:DescribeParameters', resource: '*' });
      const metadata = this.store.list().map((parameter) => {
        const { Value: _, ...rest } = described(parameter);
        return rest;
      });
      return { Parameters: metadata };
    },
    DeleteParameter: async (input, call) => {
      const name = requiredString(input, 'Name');
      this.authorize('ssm:DeleteParameter', name, call);
      if (!this.store.delete(name)) throw notFound(name);
      return {};
    },
    AddTagsToResource: async (input, call) => {
      this.authorize('ssm:AddTagsToResource', requiredString(input, 'ResourceId'), call);
      return {};
    },
  };

  constructor(
    private readonly store: ParameterStore,
    private readonly authorizer: Authorizer,
  ) {}

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    await handleJson(this.operations, '1.1', request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failJson(error, '1.1', request, response);
  }

  private put(input: JsonObject, call: ServiceCall): JsonObject {
    const name = requiredString(input, 'Name');
    this.authorize('ssm:PutParameter', name, call);
    const asked = optionalString(input, 'Type') ?? this.store.get(name)?.type ?? 'String';
    const type = TYPES.find((known) => known === asked);
    if (type === undefined)
      throw new AwsError('UnsupportedParameterType', `'${asked}' is none of ${TYPES.join(', ')}.`);
    const value = requiredString(input, 'Value');
    const description = optionalString(input, 'Description');
    const { version } = this.store.put({ name, type, value, description }, input.Overwrite === true);
    return { Version: version, Tier: 'Standard' };
  }

  private find(name: string, action: string, call: ServiceCall): StoredParameter {
    this.authorize(action, name, call);
    const parameter = this.store.get(name);
    if (parameter === undefined) throw notFound(name);
    return parameter;
  }

  private authorize(action: string, name: string, { principal }: ServiceCall): void {
    this.authorizer.authorize({ principal, action, resource: parameterArn(name) });
  }
}

const notFound = (name: string): AwsError => new AwsError('ParameterNotFound', `There is no parameter '${name}'.`);

const described = ({ name, type, value, version, description, lastModified }: StoredParameter): JsonObject => ({
  Name: name,
  Type: type,
  Value: value,
  Version: version,
  Description: description,
  LastModifiedDate: lastModified,
  ARN: parameterArn(name),
  DataType: 'text',
});
