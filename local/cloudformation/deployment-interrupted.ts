/**
 * A deployment that its caller called off. Nothing is rolled back: the laptop is about to stop, and finds the stack at its next
 * start as it was before.
 */
export class DeploymentInterrupted extends Error {
  override readonly name = 'DeploymentInterrupted';

  /** @param cause what the caller threw or aborted with. */
  constructor(cause: unknown) {
    super(`The deployment was interrupted: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
