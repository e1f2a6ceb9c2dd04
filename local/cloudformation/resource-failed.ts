/** A resource that could not be brought to what its template says. */
export class ResourceFailed extends Error {
  override readonly name = 'ResourceFailed';
  /** What the provider said. */
  readonly reason: string;

  constructor(
    readonly logicalId: string,
    readonly type: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${type} '${logicalId}': ${reason}`, { cause });
    this.reason = reason;
  }
}

/** A stack that could not be deployed; it has been rolled back as far as its status says. */
export class StackFailed extends Error {
  override readonly name = 'StackFailed';

  constructor(
    readonly stackName: string,
    readonly status: string,
    cause: unknown,
  ) {
    super(`Stack ${stackName} is ${status}. ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
