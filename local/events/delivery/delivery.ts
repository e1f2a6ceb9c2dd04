/** How often and how long a delivery is tried. */
export interface RetryPolicy {
  /** Further attempts after the first, 0 to 185. */
  readonly maxAttempts: number;
  /** 60 to 86,400. */
  readonly maxAgeSeconds: number;
}

/** One event for one target, with all that is needed to try again after a restart. */
export interface Delivery {
  /** A UUID. */
  readonly id: string;
  /** The service that delivers: EventBridge, or its scheduler. */
  readonly service: 'events.amazonaws.com' | 'scheduler.amazonaws.com';
  /** The rule or the schedule. */
  readonly sourceArn: string;
  readonly targetArn: string;
  /** The role that the service acts as; without one it acts as itself, by the target's resource policy. */
  readonly roleArn?: string;
  /** What the role's trust policy sees as `aws:SourceArn`, where that is not the source: of a schedule, its group. */
  readonly assumedForArn?: string;
  /** JSON text. */
  readonly payload: string;
  /** Of a state machine's execution. */
  readonly executionName: string;
  readonly retry: RetryPolicy;
  readonly deadLetterArn?: string;
  /** Milliseconds since 1970. */
  readonly acceptedAt: number;
}
