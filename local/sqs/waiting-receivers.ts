/** One ReceiveMessage that waits for messages. */
export interface Receiver<Message> {
  /** Up to how many messages, received now; none while the queue is empty. */
  take(): Message[];
  resolve(messages: Message[]): void;
}

/** How often a clock that was moved forward is noticed. Milliseconds. */
const LONGEST_NAP_MS = 1000;

/** The long polls of one queue, first come first served; woken by new messages and by ends of visibility time-outs. */
export class WaitingReceivers<Message> {
  private readonly waiting = new Set<Receiver<Message>>();
  private alarm: NodeJS.Timeout | undefined;

  /** @param untilNextVisible milliseconds until the next message becomes visible; undefined where none will. */
  constructor(private readonly untilNextVisible: () => number | undefined) {}

  /** Waits for messages for at most `waitMs`, or until the receiver has gone. */
  wait(take: () => Message[], waitMs: number, signal: AbortSignal | undefined): Promise<Message[]> {
    return new Promise((resolve) => {
      const receiver = { take, resolve: (messages: Message[]) => leave(messages) };
      const leave = (messages: Message[]) => {
        this.waiting.delete(receiver);
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        if (this.waiting.size === 0) this.disarm();
        resolve(messages);
      };
      const giveUp = () => leave([]);
      const timer = setTimeout(giveUp, waitMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiting.add(receiver);
      if (signal?.aborted) giveUp();
      else this.arm();
    });
  }

  /** Serves whoever can be served now. */
  wake(): void {
    for (const receiver of [...this.waiting]) {
      const messages = receiver.take();
      if (messages.length === 0) break;
      receiver.resolve(messages);
    }
    if (this.waiting.size > 0) this.arm();
  }

  /** Sends everyone away with nothing. */
  dismiss(): void {
    for (const receiver of [...this.waiting]) receiver.resolve([]);
  }

  private arm(): void {
    this.disarm();
    const nap = Math.min(this.untilNextVisible() ?? LONGEST_NAP_MS, LONGEST_NAP_MS);
    this.alarm = setTimeout(() => this.wake(), Math.max(nap, 1));
  }

  private disarm(): void {
    clearTimeout(this.alarm);
  }
}
