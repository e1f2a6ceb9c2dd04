import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { Rotator } from '../rotation/rotator';
import type { RotationRules } from '../secret';
import type { SecretStore } from '../secret-store';

const HONOURED: ReadonlySet<string> = new Set([
  'RotateImmediatelyOnUpdate',
  'RotationLambdaARN',
  'RotationRules',
  'SecretId',
]);

/** `AWS::SecretsManager::RotationSchedule` with a function of one's own. */
export class RotationScheduleProvider implements ResourceProvider {
  readonly type = 'AWS::SecretsManager::RotationSchedule';
  private readonly toRotate = new Set<string>();

  constructor(
    private readonly store: SecretStore,
    private readonly rotator: Rotator,
  ) {}

  async apply({ logicalId, properties, previous }: DesiredResource): Promise<ProvidedResource> {
    const unknown = Object.keys(properties).find((name) => !HONOURED.has(name));
    if (unknown !== undefined) throw new Error(`${logicalId}: the laptop's rotation schedules have no ${unknown}.`);
    if (properties.RotationLambdaARN === undefined) throw new Error(`${logicalId}: RotationLambdaARN is required.`);
    const secret = this.store.get(String(properties.SecretId));
    const functionArn = String(properties.RotationLambdaARN);
    this.rotator.configure(secret.arn, { functionArn, rules: readRules(properties.RotationRules) });
    const isNew = previous === undefined || JSON.stringify(previous.properties) !== JSON.stringify(properties);
    if (isNew && String(properties.RotateImmediatelyOnUpdate ?? true) === 'true') this.toRotate.add(secret.arn);
    return { physicalId: secret.arn, attributes: { Id: secret.arn } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.SecretId !== after.SecretId;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    if (this.store.find(physicalId) !== undefined) this.rotator.configure(physicalId, undefined);
  }

  /** Begins the rotations that new schedules ask for; to be called once the functions and their policies are in place. */
  rotateDue(): void {
    for (const arn of this.toRotate) {
      const secret = this.store.find(arn);
      if (secret !== undefined) this.rotator.start(secret);
    }
    this.toRotate.clear();
  }
}

function readRules(property: unknown): RotationRules {
  const { AutomaticallyAfterDays, ScheduleExpression, Duration } = (property ?? {}) as JsonObject;
  return {
    ...(AutomaticallyAfterDays === undefined ? {} : { AutomaticallyAfterDays: Number(AutomaticallyAfterDays) }),
    ...(ScheduleExpression === undefined ? {} : { ScheduleExpression: String(ScheduleExpression) }),
    ...(Duration === undefined ? {} : { Duration: String(Duration) }),
  };
}
