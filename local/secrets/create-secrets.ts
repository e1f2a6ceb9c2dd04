import type { Clock } from '../clock';
import type { Authorizer } from '../iam/authorizer';
import type { PolicyStore } from '../iam/policy-store';
import type { FunctionInvoker } from '../lambda/function-invoker';
import type { ScheduleRunner } from '../schedules/schedule-runner';
import type { ResourceProvider } from '../templates/resource-provider';
import { RotationScheduleProvider } from './resources/rotation-schedule-provider';
import { SecretPolicyProvider } from './resources/secret-policy-provider';
import { SecretProvider } from './resources/secret-provider';
import { Rotator } from './rotation/rotator';
import type { Secret } from './secret';
import { SecretAccess } from './secret-access';
import { SecretStore } from './secret-store';
import { SecretValues } from './secret-values';
import { SecretsService } from './secrets-service';

export interface SecretsParts {
  readonly service: SecretsService;
  readonly store: SecretStore;
  readonly rotator: Rotator;
  readonly providers: readonly ResourceProvider[];
  /** Goes on with rotations that an earlier process left, and begins those of new schedules. */
  resume(): void;
}

/** Secrets Manager on a folder. */
export function createSecrets(options: {
  readonly folder: string;
  readonly invoker: FunctionInvoker;
  readonly authorizer: Authorizer;
  readonly policies: PolicyStore;
  readonly clock: Clock;
  readonly schedules: ScheduleRunner;
  readonly warn: (message: string) => void;
}): SecretsParts {
  const { folder, invoker, authorizer, policies, clock, schedules, warn } = options;
  const store = new SecretStore(folder);
  const values = new SecretValues(store, new SecretAccess(authorizer), clock);
  const rotator = new Rotator({ values, invoker, authorizer, schedules, warn });
  const nextRotation = (secret: Secret) => rotator.next(secret, clock.now())?.getTime();
  const service = new SecretsService({ values, rotator, policies, nextRotation });
  const rotations = new RotationScheduleProvider(store, rotator);
  return {
    service,
    store,
    rotator,
    providers: [new SecretProvider(values), rotations, new SecretPolicyProvider(service)],
    resume: () => {
      rotator.resume();
      rotations.rotateDue();
    },
  };
}
