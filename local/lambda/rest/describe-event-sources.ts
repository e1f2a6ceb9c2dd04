import { localArn } from '../../account';
import { AwsError } from '../../protocol/aws-error';
import { parseFunctionReference } from '../function-reference';
import { answerJson, type RestOperation } from './routes';

export const listEventSourceMappings: RestOperation = async (lambda, request, response) => {
  const { principal, query } = request;
  lambda.authorizer.authorize({ principal, action: 'lambda:ListEventSourceMappings', resource: '*' });
  const source = query.get('EventSourceArn');
  const wanted = query.get('FunctionName');
  const name = wanted === null ? undefined : parseFunctionReference(wanted).name;
  const mappings = lambda.eventSourceMappings.list().filter(({ configuration }) => {
    if (source !== null && configuration.eventSourceArn !== source) return false;
    return name === undefined || parseFunctionReference(configuration.functionName).name === name;
  });
  answerJson(request, response, { EventSourceMappings: mappings.map((mapping) => mapping.describe()) });
};

export const getEventSourceMapping =
  (uuid: string): RestOperation =>
  async (lambda, request, response) => {
    const mapping = lambda.eventSourceMappings.find(uuid);
    const { principal } = request;
    const resource = localArn('lambda', `event-source-mapping:${uuid}`);
    lambda.authorizer.authorize({ principal, action: 'lambda:GetEventSourceMapping', resource });
    if (mapping === undefined) {
      throw new AwsError('ResourceNotFoundException', `The event source mapping ${uuid} does not exist.`, 404);
    }
    answerJson(request, response, mapping.describe());
  };
