import type { LaterChange } from '../scenario';

/** The truth is what the model says, but for three rows in ten. */
export const noisyAnswers: LaterChange[] = [{ change: 'copy-prediction' }, { change: 'flip-label', share: 0.3 }];
