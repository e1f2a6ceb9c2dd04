/** A line that a container of an endpoint wrote. */
export interface EndpointLogLine {
  readonly endpointName: string;
  /** `AllTraffic/container-1-0` */
  readonly stream: string;
  readonly line: string;
}

/** Tells listeners of what the containers of endpoints write. */
export class EndpointLogs {
  private readonly listeners = new Set<(line: EndpointLogLine) => void>();

  /** @returns a function that ends the subscription. */
  listen(listener: (line: EndpointLogLine) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(line: EndpointLogLine): void {
    for (const listener of this.listeners) listener(line);
  }
}
