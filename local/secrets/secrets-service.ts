import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { PolicyStore } from '../iam/policy-store';
import { AwsError } from '../protocol/aws-error';
import { failJson, handleJson } from '../protocol/json-protocol';
import { requiredString } from '../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../protocol/operations';
import { rotationOperations } from './operations/rotation-operations';
import { secretOperations } from './operations/secret-operations';
import { valueOperations } from './operations/value-operations';
import type { Rotator } from './rotation/rotator';
import type { Secret } from './secret';
import type { SecretValues } from './secret-values';

export interface SecretsServiceOptions {
  readonly values: SecretValues;
  readonly rotator: Rotator;
  readonly policies: Pick<PolicyStore, 'putResourcePolicy' | 'deleteResourcePolicy'>;
  readonly nextRotation: (secret: Secret) => number | undefined;
}

/** Secrets Manager: values with their labels, resource policies, rotation by a function. */
export class SecretsService implements LaptopService {
  readonly signingNames = ['secretsmanager'];
  readonly operations: OperationTable;
  /** Policies come with the templates at every start. */
  private readonly documents = new Map<string, JsonObject>();

  constructor(private readonly options: SecretsServiceOptions) {
    const { values, rotator } = options;
    this.operations = {
      ...secretOperations(options),
      ...valueOperations(values),
      ...rotationOperations(values, rotator),
      GetResourcePolicy: async (input, call) => this.resourcePolicy(input, call),
    };
  }

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    await handleJson(this.operations, '1.1', request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failJson(error, '1.1', request, response);
  }

  async stop(): Promise<void> {
    await this.options.rotator.stop();
  }

  /** @param document undefined takes the policy away. */
  putPolicy(secretId: string, document: JsonObject | undefined): void {
    const { arn } = this.options.values.store.get(secretId);
    if (document === undefined) {
      this.documents.delete(arn);
      this.options.policies.deleteResourcePolicy(arn);
    } else {
      this.documents.set(arn, document);
      this.options.policies.putResourcePolicy(arn, document);
    }
  }

  /** For `{{resolve:secretsmanager:…}}` in templates. @throws AwsError */
  async readSecret(secretId: string, version: { readonly stage?: string; readonly id?: string }): Promise<string> {
    const { values } = this.options;
    const { string } = values.find(values.store.get(secretId), version);
    if (string === undefined)
      throw new AwsError('InvalidRequestException', `The secret ${secretId} holds bytes, no text.`);
    return string;
  }

  private resourcePolicy(input: JsonObject, { principal }: ServiceCall): JsonObject {
    const { values } = this.options;
    const secret = values.store.get(requiredString(input, 'SecretId'));
    values.access.authorize(principal, 'GetResourcePolicy', secret);
    const document = this.documents.get(secret.arn);
    return { ARN: secret.arn, Name: secret.name, ResourcePolicy: document && JSON.stringify(document) };
  }
}
