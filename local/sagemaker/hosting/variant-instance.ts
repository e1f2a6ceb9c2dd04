import type { ContainerAnswer, ContainerHeaders } from '../container/container-client';
import type { ServingContainer } from '../container/serving-container';

/** One instance of a variant: its containers in the order in which a request passes them. */
export class VariantInstance {
  /** Requests that have not been answered yet. */
  outstanding = 0;

  constructor(private readonly containers: readonly ServingContainer[]) {}

  get ready(): boolean {
    return this.containers.every((container) => container.ready);
  }

  /** @throws PingFailed */
  async start(): Promise<void> {
    await Promise.all(this.containers.map((container) => container.start()));
  }

  /**
   * Each container gets the answer of the one before; the first that does not answer 2xx ends the chain.
   * @throws ContainerTimeout, ContainerGone
   */
  async invoke(headers: ContainerHeaders, body: Buffer, timeoutMs: number): Promise<ContainerAnswer> {
    this.outstanding++;
    try {
      const [first, ...others] = this.containers as [ServingContainer, ...ServingContainer[]];
      let answer = await first.invoke(headers, body, timeoutMs);
      for (const next of others) {
        if (answer.status >= 300) break;
        const forwarded = { ...headers, 'content-type': answer.headers['content-type'] ?? 'application/octet-stream' };
        answer = await next.invoke(forwarded, answer.body, timeoutMs);
      }
      return answer;
    } finally {
      this.outstanding--;
    }
  }

  /** GET of the first container. @throws ContainerTimeout, ContainerGone */
  async get(path: string): Promise<ContainerAnswer> {
    return (this.containers[0] as ServingContainer).get(path);
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all(this.containers.map((container) => container.stop(graceMs)));
  }
}
