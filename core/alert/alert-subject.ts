import { MAX_ALERT_SUBJECT_CHARACTERS } from '../contracts/limits';

/** At most 99 printable ASCII characters, as SNS requires; anything else becomes `?`. */
export const alertSubject = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, '?').slice(0, MAX_ALERT_SUBJECT_CHARACTERS);
