import type { Clock } from '../clock';
import type { Authorizer } from '../iam/authorizer';
import type { CredentialRegistry } from '../iam/credentials';
import type { PolicyStore } from '../iam/policy-store';
import type { ContainerImage } from './container/container-image';

/** Tells a deployment whether an alarm rings; the laptop's CloudWatch, where it has one. */
export interface AlarmReader {
  /** undefined where there is no alarm of that name. */
  state(alarmName: string): 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | undefined;
}

/** Every time-out and interval, in milliseconds; and what scales those that a template gives. */
export interface SageMakerTiming {
  /** Between SIGTERM and SIGKILL of a training container that is stopped; AWS gives 120 s. */
  readonly trainingGraceMs: number;
  /** Between SIGTERM and SIGKILL of a serving container; AWS gives 30 s. */
  readonly servingGraceMs: number;
  /** The same for every container once the laptop itself stops. */
  readonly shutdownGraceMs: number;
  /** Until a new container must have answered /ping, where the variant does not say; AWS gives 8 minutes. */
  readonly startupMs: number;
  readonly pingIntervalMs: number;
  /** A model must have answered /invocations by then; AWS gives 60 s. */
  readonly invocationMs: number;
  /** Captures lie in memory at most this long; AWS writes about once a minute. */
  readonly captureFlushMs: number;
  /** Multiplies the bake times of deployments, for trying releases without waiting. */
  readonly bakeScale: number;
  /** How often a deployment looks at its alarms. */
  readonly alarmPollMs: number;
  /** How often changed checkpoint files go to S3 while a job trains. */
  readonly checkpointSyncMs: number;
}

export const DEFAULT_TIMING: SageMakerTiming = {
  trainingGraceMs: 120_000,
  servingGraceMs: 30_000,
  shutdownGraceMs: 2_000,
  startupMs: 480_000,
  pingIntervalMs: 50,
  invocationMs: 60_000,
  captureFlushMs: 1_000,
  bakeScale: 1,
  alarmPollMs: 1_000,
  checkpointSyncMs: 2_000,
};

export interface SageMakerOptions {
  /** Where records, logs and the containers' folders are kept; one folder for this service alone. */
  readonly folder: string;
  /** `http://127.0.0.1:4566`; asked for when it is needed, since the port is known only once the front door listens. */
  readonly frontDoorUrl: () => string;
  readonly credentials: CredentialRegistry;
  readonly authorizer: Authorizer;
  readonly policies: Pick<PolicyStore, 'assertAssumable'>;
  /** What runs for an image URI; the first pattern that matches wins. */
  readonly images: readonly ContainerImage[];
  readonly clock?: Clock;
  /** Uniform in [0, 1): samples captures and draws variants by weight. @default Math.random */
  readonly random?: () => number;
  /** Without one, the rollback alarms of a deployment are accepted and never ring. */
  readonly alarms?: AlarmReader;
  readonly timing?: Partial<SageMakerTiming>;
  /** Told what goes wrong where no caller waits for an answer (a capture that S3 refuses). @default a process warning */
  readonly warn?: (message: string) => void;
}
