import type { PolicyStore } from '../iam/policy-store';
import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import { machineSettings } from './service/machine-settings';
import { stateMachineArn } from './service/state-arns';
import type { StateMachineRegistry } from './service/state-machine-registry';

/** `AWS::StepFunctions::StateMachine` */
export class StateMachineProvider implements ResourceProvider {
  readonly type = 'AWS::StepFunctions::StateMachine';

  constructor(
    private readonly machines: StateMachineRegistry,
    private readonly policies: PolicyStore,
  ) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const settings = machineSettings(properties, generatedName);
    this.policies.assertAssumable(settings.roleArn, 'states.amazonaws.com', stateMachineArn(settings.name));
    const { arn, name, revisionId } = this.machines.put(settings);
    return { physicalId: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: revisionId } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    const type = ({ StateMachineType = 'STANDARD' }: JsonObject): unknown => StateMachineType;
    return before.StateMachineName !== after.StateMachineName || type(before) !== type(after);
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.machines.remove(physicalId);
  }
}
