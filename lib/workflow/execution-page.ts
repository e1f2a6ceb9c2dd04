/**
 * Prefix of the console page that shows an execution: followed by the execution's ARN it is the page's address.
 * @param region such as `us-east-1`; GovCloud has a console of its own.
 */
export function executionPagePrefix(region: string): string {
  const domain = region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
  return `https://${region}.${domain}/states/home?region=${region}#/v2/executions/details/`;
}
