/** Lies in an output folder that a run has worked in: what it finds there again is its own. */
export const RUN_MARK = '.second-look-run';
