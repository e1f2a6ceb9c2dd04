/** The laptop's clock: one that can be moved forward, so that schedules can be tried without waiting. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
