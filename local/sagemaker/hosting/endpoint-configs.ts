import { join } from 'node:path';
import { z } from 'zod';
import type { OperationTable } from '../../protocol/operations';
import { resourceName } from '../request/field-schemas';
import { listMembers, listPage } from '../request/list-page';
import { parseRequest, validationException } from '../request/parse-request';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { RecordStore } from '../state/record-store';
import { createEndpointConfigInput, type EndpointConfig } from './endpoint-config';
import type { Models } from './models';

const byName = z.strictObject({ EndpointConfigName: resourceName });
const listInput = z.strictObject(listMembers);

/** Endpoint configurations and their operations. */
export class EndpointConfigs {
  private readonly records: RecordStore<EndpointConfig>;

  constructor(
    private readonly context: SageMakerContext,
    private readonly models: Models,
  ) {
    this.records = new RecordStore(join(context.folder, 'endpoint-configs'));
  }

  /** @throws AwsError `ValidationException` */
  find(name: string): EndpointConfig {
    const config = this.records.get(name);
    if (config !== undefined) return config;
    throw validationException(`Could not find endpoint configuration "${sagemakerArn('endpoint-config', name)}".`);
  }

  readonly operations: OperationTable = {
    CreateEndpointConfig: async (input, call) => {
      const { Tags, ...config } = parseRequest(createEndpointConfigInput, input);
      const name = config.EndpointConfigName;
      const arn = sagemakerArn('endpoint-config', name);
      this.context.access.authorizeTagged(call, 'CreateEndpointConfig', arn, Tags);
      if (this.records.has(name)) {
        throw validationException(`Cannot create already existing endpoint configuration "${arn}".`);
      }
      for (const { ModelName, ServerlessConfig } of config.ProductionVariants) {
        const { EnableNetworkIsolation: isIsolated } = this.models.find(ModelName).input;
        if (ServerlessConfig !== undefined && isIsolated === true)
          throw validationException(
            `Network isolation is not supported for a serverless endpoint: model ${ModelName}.`,
          );
      }
      this.records.put(name, { input: config, created: this.context.now() });
      this.context.tags.set(arn, Tags);
      return { EndpointConfigArn: arn };
    },
    DescribeEndpointConfig: async (input, call) => {
      const { EndpointConfigName } = parseRequest(byName, input);
      const arn = sagemakerArn('endpoint-config', EndpointConfigName);
      this.context.access.authorize(call, 'DescribeEndpointConfig', arn);
      const { input: config, created } = this.find(EndpointConfigName);
      return { ...config, EndpointConfigArn: arn, CreationTime: created };
    },
    ListEndpointConfigs: async (input, call) => {
      this.context.access.authorize(call, 'ListEndpointConfigs', '*');
      const facts = ({ input: config, created }: EndpointConfig) => ({
        name: config.EndpointConfigName,
        created,
        modified: created,
        status: '',
      });
      const page = listPage(this.records.values(), parseRequest(listInput, input), facts, 'Descending');
      return { EndpointConfigs: page.items.map(summary), NextToken: page.NextToken };
    },
    DeleteEndpointConfig: async (input, call) => {
      const { EndpointConfigName } = parseRequest(byName, input);
      const arn = sagemakerArn('endpoint-config', EndpointConfigName);
      this.context.access.authorize(call, 'DeleteEndpointConfig', arn);
      this.find(EndpointConfigName);
      this.records.delete(EndpointConfigName);
      this.context.tags.set(arn, undefined);
      return {};
    },
  };
}

function summary({ input: { EndpointConfigName }, created }: EndpointConfig) {
  const EndpointConfigArn = sagemakerArn('endpoint-config', EndpointConfigName);
  return { EndpointConfigName, EndpointConfigArn, CreationTime: created };
}
