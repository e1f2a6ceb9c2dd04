const SystemDate = Date;
/** Milliseconds since 1970 by this machine's clock, whatever the thread is told. */
export const systemNow: () => number = SystemDate.now;

let aheadMs = 0;
const threadNow = (): number => systemNow() + aheadMs;

/**
 * Sets the clock that this thread's code sees: this machine's, ahead by so many milliseconds, as the laptop's is once it has been moved forward. What a
 * function writes then lies in the same hours as what the services write. Timers are not touched. Does nothing before the clock is first moved.
 */
export function setThreadClock(ahead: number): void {
  aheadMs = ahead;
  if (ahead === 0 || globalThis.Date !== SystemDate) return;
  const ThreadDate: DateConstructor = new Proxy(SystemDate, {
    construct: (target, given, newTarget) =>
      Reflect.construct(
        target,
        given.length === 0 ? [threadNow()] : given,
        newTarget === ThreadDate ? target : newTarget,
      ),
    apply: () => new SystemDate(threadNow()).toString(),
    get: (target, key) => (key === 'now' ? threadNow : Reflect.get(target, key)),
  });
  // Of every date, the ones that are there already too.
  SystemDate.prototype.constructor = ThreadDate;
  globalThis.Date = ThreadDate;
}
