import type { ProvidedResource, ResourceProvider } from '../../templates/resource-provider';

/** AWS::Lambda::Url is refused by name: the service has none, and a silent one would look deployed. */
export class FunctionUrlProvider implements ResourceProvider {
  readonly type = 'AWS::Lambda::Url';

  async apply(): Promise<ProvidedResource> {
    throw new Error('The laptop does not have AWS::Lambda::Url. Use an HTTP API, or invoke the function.');
  }

  async remove(): Promise<void> {
    // Nothing was ever made.
  }
}
