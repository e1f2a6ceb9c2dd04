/** How asynchronous events of one function (and qualifier) are treated. */
export interface EventInvokeConfig {
  /** Further attempts after the first, 0 to 2. */
  readonly maxRetries: number;
  /** 60 to 21,600. */
  readonly maxAgeSeconds: number;
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

export const DEFAULT_EVENT_INVOKE_CONFIG: EventInvokeConfig = { maxRetries: 2, maxAgeSeconds: 21_600 };
