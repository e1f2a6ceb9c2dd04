/** What is sent to the endpoint while a release bakes. */
export interface CheckRate {
  readonly imagesPerSecond: number;
  /** Share of the test split that the images are drawn from, 0 < share <= 1. */
  readonly share: number;
}

/** Enough for alarms that count by the minute, little beside any real traffic. */
export const DEFAULT_CHECK_RATE: CheckRate = { imagesPerSecond: 5, share: 1 };
