/** Names of the errors by which services say that something does not exist. */
const NAMES = [
  'NoSuchBucket',
  'NotFound',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'ParameterNotFound',
  'ResourceNotFoundException',
  'ResourceNotFound',
  'StateMachineDoesNotExist',
];

/** Whether an error means that what was asked for is not there. SageMaker has no name of its own for that. */
export function isGone(error: unknown): boolean {
  const { name, message } = error as Error;
  return NAMES.includes(name) || /Could not find|does not exist/i.test(message);
}

/** Does something to a thing that may be gone already. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}
