/** An object that has just been made, as EventBridge's `Object Created` tells it. */
export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  /** Absent in a bucket without versioning. */
  readonly versionId?: string;
  /** Without quotation marks. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload';
  readonly time: Date;
  readonly requestId: string;
}

export type ObjectCreatedListener = (event: ObjectCreated) => void;

/** Who wants to hear of new objects. Listeners are called once the object is there and its uploader has been answered. */
export class ObjectCreatedListeners {
  private readonly listeners = new Set<ObjectCreatedListener>();

  /** @returns a function that ends the subscription. */
  add(listener: ObjectCreatedListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  notify(event: ObjectCreated): void {
    if (this.listeners.size === 0) return;
    setImmediate(() => {
      for (const listener of this.listeners) listener(event);
    });
  }
}
