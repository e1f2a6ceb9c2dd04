import type { ServerResponse } from 'node:http';
import { type LaptopRequest, readBody } from '../front-door/laptop-request';
import type { LocalPage } from '../front-door/laptop-service';
import type { MovableClock } from '../movable-clock';
import type { ScheduleRunner } from './schedule-runner';

const PATH = '/_local/clock';
/** How many of the moments to come are shown. */
const SHOWN = 20;

/** A request that asks for no time. */
class ClockRequestInvalid extends Error {
  override readonly name = 'ClockRequestInvalid';
}

/**
 * The laptop's clock, as JSON: `GET /_local/clock` says what time it is and what is due next, `POST` with `{"forwardSeconds":3600}` or
 * `{"to":"2026-01-01T00:00:00Z"}` moves it forward and answers what has fired.
 */
export class ClockPage implements LocalPage {
  readonly pathPrefix = PATH;

  constructor(
    private readonly clock: MovableClock,
    private readonly schedules: ScheduleRunner,
  ) {}

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return answer(response, 200, this.state());
    if (request.method !== 'POST') return answer(response, 405, { message: 'The clock takes GET and POST.' });
    try {
      const to = readTarget((await readBody(request)).toString('utf8'), this.clock.now());
      const fired = await this.schedules.moveTo(to);
      answer(response, 200, { ...this.state(), fired });
    } catch (error) {
      if (!(error instanceof ClockRequestInvalid)) throw error;
      answer(response, 400, { message: error.message });
    }
  }

  private state() {
    const now = this.clock.now().toISOString();
    return { now, aheadSeconds: this.clock.ahead / 1000, upcoming: this.schedules.upcoming().slice(0, SHOWN) };
  }
}

function readTarget(body: string, now: Date): Date {
  const { forwardSeconds, to } = parsed(body);
  if (typeof forwardSeconds === 'number' && forwardSeconds >= 0) return new Date(now.getTime() + forwardSeconds * 1000);
  const time = typeof to === 'string' ? new Date(to) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) {
    throw new ClockRequestInvalid('Give {"forwardSeconds":3600} or {"to":"2026-01-01T00:00:00Z"}.');
  }
  if (time < now) throw new ClockRequestInvalid(`The clock goes forward only: it is ${now.toISOString()}.`);
  return time;
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new ClockRequestInvalid(`The body is no JSON: ${(error as Error).message}`);
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
