import { CfnOutput } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { type PublishedName, publishedParameterName } from '../../core/contracts/published-names';

/**
 * Publishes values of a stack: each as an output under its name, for people, and as the SSM parameter
 * `/{app}/{environment}/{word}`, for other stacks and for programs. No CloudFormation exports: an export that somebody imports
 * can neither change nor go, which blocks updates.
 */
export function publish(
  scope: Construct,
  environment: NamedEnvironment,
  values: Readonly<Partial<Record<PublishedName, string>>>,
): void {
  const home = new Construct(scope, 'Published');
  for (const [name, value] of Object.entries(values) as [PublishedName, string][]) {
    new CfnOutput(home, `${name}Output`, { value }).overrideLogicalId(name);
    new StringParameter(home, name, {
      parameterName: publishedParameterName(environment.app, environment.name, name),
      description: `${name} of ${environment.app}, environment ${environment.name}`,
      stringValue: value,
    });
  }
}

/** A value that an earlier stack has published; CloudFormation reads it at each deployment of the stack of `scope`. */
export function published(scope: Construct, environment: NamedEnvironment, name: PublishedName): string {
  return StringParameter.valueForStringParameter(
    scope,
    publishedParameterName(environment.app, environment.name, name),
  );
}
