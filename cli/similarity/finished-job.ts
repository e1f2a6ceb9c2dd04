import { pause } from '../pause';

/** Between two looks at a job. Milliseconds. */
const LOOK_EVERY = { laptop: 200, aws: 5_000 } as const;

/** Where a job is. */
export interface JobStatus {
  readonly status: string | undefined;
  readonly reason: string | undefined;
}

/**
 * Waits for the end of a SageMaker job.
 * @throws Error with the job's own reason where it did not complete
 */
export async function finishedJob<Described extends JobStatus>(
  what: string,
  describe: () => Promise<Described>,
  { isLaptop, signal, report }: JobWait,
): Promise<Described> {
  for (;;) {
    const described = await describe();
    const { status = '', reason } = described;
    if (status === 'Completed') return described;
    if (status === 'Failed' || status === 'Stopped')
      throw new Error(`The ${what} ended as ${status}: ${reason ?? 'no reason is given'}`);
    report(status);
    await pause(isLaptop ? LOOK_EVERY.laptop : LOOK_EVERY.aws, signal);
  }
}

export interface JobWait {
  readonly isLaptop: boolean;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}
