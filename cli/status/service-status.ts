/** Releases as the registry and the parameters know them. */
export interface ModelStatus {
  readonly modelPackage: string;
  readonly classes: readonly string[];
  readonly temperature: number;
  /** Of a model of tables: what it takes. */
  readonly contentType?: string;
  readonly releasedAt?: string;
  /** On the test split, by the gate's evidence; absent where the package has none. */
  readonly accuracy?: number;
  readonly accuracyInterval?: readonly [number, number];
  /** What the next update of the serving stack would bring up instead; absent where it is the same. */
  readonly nextModelPackage?: string;
  /** What the serving stack has, where it is not the released model: a deployment that came into the middle of a release. */
  readonly servedModelPackage?: string;
}

export interface EndpointStatus {
  readonly name: string;
  /** `InService`, `Updating`, … */
  readonly status: string;
  readonly failureReason?: string;
  readonly mode: 'realtime' | 'serverless';
  readonly instanceType?: string;
  /** Running, and wanted. */
  readonly instances?: number;
  readonly desiredInstances?: number;
  readonly memoryMb?: number;
  readonly maxConcurrency?: number;
  /** Share of the inferences that the endpoint itself writes down, 0 to 100; absent where it does not. */
  readonly capturePercentage?: number;
  readonly modifiedAt?: string;
}

export interface QueueStatus {
  readonly waiting: number;
  readonly inFlight: number;
  readonly deadLetters: number;
}

export interface EvaluationStatus {
  readonly run: string;
  readonly evaluatedAt: string;
  readonly modelPackage?: string;
  readonly rows: number;
  readonly accuracy: number;
  readonly report: string;
}

export interface AlarmStatus {
  readonly total: number;
  readonly ringing: readonly { readonly name: string; readonly since?: string; readonly meaning: string }[];
}

export interface ExecutionStatus {
  readonly name: string;
  readonly status: string;
  readonly startedAt?: string;
  readonly stoppedAt?: string;
}

/** What `status` finds. A part is null where there is nothing of it, and absent where it could not be found out: `unknown` says why. */
export interface ServiceStatus {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Status by stack; `absent` where it is not deployed. */
  readonly stacks?: Readonly<Record<string, string>>;
  readonly model?: ModelStatus | null;
  readonly endpoint?: EndpointStatus | null;
  readonly evaluationQueue?: QueueStatus | null;
  readonly lastEvaluation?: EvaluationStatus | null;
  readonly alarms?: AlarmStatus;
  /** The newest of each state machine. */
  readonly executions?: Readonly<Record<string, readonly ExecutionStatus[]>>;
  /** Parts that could not be found out, and why. */
  readonly unknown: Readonly<Record<string, string>>;
}
