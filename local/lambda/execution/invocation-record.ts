/** How one invocation went: what CloudWatch's AWS/Lambda metrics are made of. */
export interface InvocationRecord {
  readonly functionName: string;
  readonly outcome: 'success' | 'error' | 'timeout' | 'throttled';
  readonly durationMs: number;
}

export type InvocationListener = (record: InvocationRecord) => void;
