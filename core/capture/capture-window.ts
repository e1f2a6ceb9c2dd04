/** A span of time in UTC: `from` belongs to it, `to` does not. */
export interface CaptureWindow {
  readonly from: Date;
  readonly to: Date;
}

/** Text that is no window; the message says what it lacks and shows one that is. */
export class CaptureWindowInvalid extends Error {
  override readonly name = 'CaptureWindowInvalid';
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = { m: MINUTE, h: HOUR, d: DAY } as const;

const LAST = /^last (\d{1,6}) ?([mhd])$/;
const POINT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2}))?)?)?Z?$/;
/** An end may leave out what it shares with the begin: `10-16T02`, `15T18`, `T18:30`. */
const END = /^(?:(?:(?:(\d{4})-)?(\d{2})-)?(\d{2}))?(?:T(\d{2})(?::(\d{2})(?::(\d{2}))?)?)?Z?$/;

const EXAMPLES = "'2024-10-15T14/15T18', '2024-10-15' (a day), '2024-10-15T14' (an hour), 'last 2h'";

/**
 * Reads a window, always UTC: `2024-10-15T14/15T18` (ISO 8601; the end may leave out what it shares with the begin, and does not belong to the window),
 * `2024-10-15` (that day), `2024-10-15T14` (that hour), `2024-10-15T14:30/T14:45`, `last 30m`, `last 2h`, `last 7d`.
 * @param now what `last` counts back from.
 * @throws CaptureWindowInvalid
 */
export function parseCaptureWindow(text: string, now: Date): CaptureWindow {
  const trimmed = text.trim();
  const last = LAST.exec(trimmed);
  if (last !== null) {
    const span = Number(last[1]) * UNITS[last[2] as keyof typeof UNITS];
    if (span === 0) throw new CaptureWindowInvalid(`The window '${text}' is empty; a window is ${EXAMPLES}.`);
    return { from: new Date(now.getTime() - span), to: new Date(now.getTime()) };
  }
  const [begin = '', end, ...more] = trimmed.split('/');
  const point = POINT.exec(begin);
  if (point === null || more.length > 0) throw invalid(text);
  const from = instant(point.slice(1), text);
  if (end !== undefined) return ordered(from, endOf(end, point.slice(1), text), text);
  const [, , , hour, minute, second] = point.slice(1);
  const span = hour === undefined ? DAY : minute === undefined ? HOUR : second === undefined ? MINUTE : SECOND;
  return { from, to: new Date(from.getTime() + span) };
}

function endOf(end: string, begin: readonly (string | undefined)[], text: string): Date {
  const match = END.exec(end);
  if (match === null || end === '' || end === 'Z') throw invalid(text);
  const [year, month, day, hour, minute, second] = match.slice(1);
  // `…T14/18` may mean a day or an hour.
  if (hour === undefined && month === undefined) {
    throw new CaptureWindowInvalid(`The window's end '${end}' may be a day or an hour; write ${end}T00 or T${end}.`);
  }
  return instant([year ?? begin[0], month ?? begin[1], day ?? begin[2], hour, minute, second], text);
}

/** @param parts year, month, day, hour, minute, second, as digits. */
function instant(parts: readonly (string | undefined)[], text: string): Date {
  const [year, month, day, hour = '00', minute = '00', second = '00'] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // JavaScript takes 30 February for 1 March, and 24:00 for the next day.
  if (Number.isNaN(time.getTime()) || time.getUTCDate() !== Number(day)) {
    throw new CaptureWindowInvalid(`The window '${text}' names a time that does not exist.`);
  }
  return time;
}

function ordered(from: Date, to: Date, text: string): CaptureWindow {
  if (from < to) return { from, to };
  throw new CaptureWindowInvalid(
    `The window '${text}' ends (${to.toISOString()}) before it begins; an end names all that differs from the begin.`,
  );
}

const invalid = (text: string): CaptureWindowInvalid =>
  new CaptureWindowInvalid(`'${text}' is no window; a window is ${EXAMPLES}.`);

/** `2024-10-15T14:00:00Z/2024-10-15T18:00:00Z`, as reports name a window. */
export const formatCaptureWindow = ({ from, to }: CaptureWindow): string =>
  `${from.toISOString().replace('.000', '')}/${to.toISOString().replace('.000', '')}`;

/**
 * Whether a record belongs to a window: in an hour that the window holds whole, by its folder, as Model Monitor does it (a record of the last second may
 * have gone into the next folder); in an hour that it holds in part, by its own time.
 * @param hour begin of the hour whose folder the record lies in.
 */
export function windowHolds({ from, to }: CaptureWindow, hour: Date, time: Date): boolean {
  const end = hour.getTime() + HOUR;
  if (end <= from.getTime() || hour >= to) return false;
  const whole = hour >= from && end <= to.getTime();
  return whole || (time >= from && time < to);
}
