/** How far an image is changed: 1 is barely seen, 3 is plain to see. */
export const SEVERITIES = [1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];
