import { AwsError } from '../protocol/aws-error';

/** A minute as a clock on a wall shows it. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The clock of one time zone. */
export interface WallClock {
  at(instant: Date): WallTime;
  /** The first moment at which the clock shows a minute; undefined where it is put forward past it. */
  instant(time: WallTime): Date | undefined;
}

const DAY_MS = 86_400_000;

/** @throws AwsError `ValidationException` for a time zone that is not known. */
export function wallClock(timeZone: string): WallClock {
  if (timeZone === 'UTC') return UTC;
  const format = formatOf(timeZone);
  const at = (instant: Date): WallTime => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year, month, day, hour, minute } = parts as unknown as WallTime;
    return { year, month, day, hour, minute };
  };
  const offset = (instant: number): number => utcOf(at(new Date(instant))) - Math.floor(instant / 60_000) * 60_000;
  return {
    at,
    instant: (time) => {
      const shown = utcOf(time);
      // The offsets of the day before and after are all that can apply; the earlier moment wins where both do.
      const candidates = [offset(shown - DAY_MS), offset(shown + DAY_MS)].map((ahead) => shown - ahead);
      const found = candidates.filter((instant) => utcOf(at(new Date(instant))) === shown);
      return found.length === 0 ? undefined : new Date(Math.min(...found));
    },
  };
}

const utcOf = ({ year, month, day, hour, minute }: WallTime): number => Date.UTC(year, month - 1, day, hour, minute);

const UTC: WallClock = {
  at: (instant) => ({
    year: instant.getUTCFullYear(),
    month: instant.getUTCMonth() + 1,
    day: instant.getUTCDate(),
    hour: instant.getUTCHours(),
    minute: instant.getUTCMinutes(),
  }),
  instant: (time) => new Date(utcOf(time)),
};

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    throw new AwsError('ValidationException', `The time zone '${timeZone}' is not known.`);
  }
}
