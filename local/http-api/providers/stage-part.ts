import type { ApiPart } from './part-provider';

/** `AWS::ApiGatewayV2::Stage`: throttling, access logs and tags are recorded. A stage always serves what its API has now. */
export const stagePart: ApiPart = {
  type: 'AWS::ApiGatewayV2::Stage',
  honoured: [
    'AccessLogSettings',
    'AutoDeploy',
    'DefaultRouteSettings',
    'Description',
    'RouteSettings',
    'StageName',
    'StageVariables',
    'Tags',
  ],
  id: ({ properties }) => String(properties.StageName),
  put: (api, name, { AutoDeploy, StageVariables = {}, ...settings }) => {
    if (AutoDeploy !== true) throw new Error(`Stage ${name}: the laptop has no deployments; set AutoDeploy.`);
    const variables = StageVariables as Readonly<Record<string, string>>;
    api.stages.set(name, { name, variables, settings });
  },
  delete: (api, name) => void api.stages.delete(name),
  replacedBy: ['StageName'],
};
