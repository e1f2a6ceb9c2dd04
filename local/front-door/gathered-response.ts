import { type IncomingMessage, ServerResponse } from 'node:http';

/**
 * Answers that are written when every request that has come by now has been looked at, back to back. Written one by one, each would wake a client
 * that has just gone to sleep: on a virtual machine that takes longer than reading a small object.
 */
export class GatheredResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  override end(chunk?: unknown, encoding?: unknown, callback?: () => void): this {
    setImmediate(() => {
      try {
        super.end(chunk, encoding as BufferEncoding, callback);
      } catch {
        // Nobody is left to be told of what is no answer.
        this.destroy();
      }
    });
    return this;
  }
}
