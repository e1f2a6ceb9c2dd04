/** The values of a field at which a schedule is due. */
export type CronField = ReadonlySet<number>;

export interface FieldRange {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values from `min` on. */
  readonly names?: readonly string[];
}

type Invalid = (reason: string) => Error;

/** Reads a list of `*`, values, ranges `a-b` (also over the end: `FRI-MON`) and steps `a/n`. */
export function readField(text: string, range: FieldRange, invalid: Invalid): CronField {
  return new Set(text.split(',').flatMap((item) => readItem(item, range, invalid)));
}

function readItem(item: string, range: FieldRange, invalid: Invalid): number[] {
  const { name, min, max } = range;
  const [base = '', step, ...more] = item.split('/');
  const every = step === undefined ? 1 : Number(step);
  if (more.length > 0 || !Number.isInteger(every) || every < 1 || step === '') throw invalid(`${name} '${item}'`);
  const [from, to] = base === '*' ? [min, max] : bounds(base, step !== undefined, range, invalid);
  const length = from <= to ? to - from : max - min + 1 - (from - to);
  const values: number[] = [];
  for (let at = 0; at <= length; at += every) values.push(min + ((from - min + at) % (max - min + 1)));
  return values;
}

function bounds(base: string, hasStep: boolean, range: FieldRange, invalid: Invalid): [number, number] {
  const [first = '', last, ...more] = base.split('-');
  if (more.length > 0) throw invalid(`${range.name} '${base}'`);
  const from = readValue(first, range, invalid);
  if (last !== undefined) return [from, readValue(last, range, invalid)];
  return [from, hasStep ? range.max : from];
}

function readValue(text: string, { name, min, max, names = [] }: FieldRange, invalid: Invalid): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? min + named : Number(text);
  if (text === '' || !Number.isInteger(value) || value < min || value > max) throw invalid(`${name} '${text}'`);
  return value;
}

export interface DayFields {
  readonly dayOfMonth: string;
  readonly dayOfWeek: string;
  /** From Sunday on. */
  readonly weekdays: readonly string[];
}

/** Whether a day, given as its midnight in UTC, is one of those that the two day fields name; one of them is `?`. */
export function dayMatcher(fields: DayFields, invalid: Invalid): (day: Date) => boolean {
  const { dayOfMonth, dayOfWeek, weekdays } = fields;
  return dayOfWeek === '?' ? monthDayMatcher(dayOfMonth, invalid) : weekdayMatcher(dayOfWeek, weekdays, invalid);
}

/** `L`, `LW`, `15W`, or a list of days. */
function monthDayMatcher(text: string, invalid: Invalid): (day: Date) => boolean {
  const range = { name: 'day of month', min: 1, max: 31 };
  if (text === 'L') return (day) => day.getUTCDate() === lastDay(day);
  if (text === 'LW') return (day) => day.getUTCDate() === nearestWeekday(day, lastDay(day));
  const [, near] = /^(\d+)W$/.exec(text) ?? [];
  if (near !== undefined) {
    const wanted = readValue(near, range, invalid);
    return (day) => wanted <= lastDay(day) && day.getUTCDate() === nearestWeekday(day, wanted);
  }
  const days = readField(text, range, invalid);
  return (day) => days.has(day.getUTCDate());
}

/** `L` (Saturday), `6L` (the last Friday), `3#2` (the second Tuesday), or a list of weekdays. */
function weekdayMatcher(text: string, names: readonly string[], invalid: Invalid): (day: Date) => boolean {
  const range = { name: 'day of week', min: 1, max: 7, names };
  const weekday = (day: Date): number => day.getUTCDay() + 1;
  const [, last] = /^(\w+)L$/.exec(text) ?? [];
  if (last !== undefined) {
    const wanted = readValue(last, range, invalid);
    return (day) => weekday(day) === wanted && day.getUTCDate() > lastDay(day) - 7;
  }
  const [, nth, place] = /^(\w+)#(\d)$/.exec(text) ?? [];
  if (nth !== undefined) {
    const wanted = readValue(nth, range, invalid);
    if (Number(place) < 1 || Number(place) > 5) throw invalid(`day of week '${text}'`);
    return (day) => weekday(day) === wanted && Math.ceil(day.getUTCDate() / 7) === Number(place);
  }
  const days = readField(text === 'L' ? '7' : text, range, invalid);
  return (day) => days.has(weekday(day));
}

const lastDay = (day: Date): number => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

/** The weekday next to a day of the month, within that month. */
function nearestWeekday(day: Date, wanted: number): number {
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 0) return wanted === lastDay(day) ? wanted - 2 : wanted + 1;
  return wanted;
}
