import { MAX_ALERT_SUBJECT_CHARACTERS } from '../contracts/limits';

/** How the subject of every alert and digest begins, and of nothing else that the app mails. */
export const ALERT_SUBJECT_START = 'Second look:';

/** At most 99 printable ASCII characters, as SNS requires; anything else becomes `?`. */
export const alertSubject = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, '?').slice(0, MAX_ALERT_SUBJECT_CHARACTERS);
