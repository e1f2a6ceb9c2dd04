import type { HttpAnswer } from './function-response';

/** What API Gateway answers by itself: `{"message":"Not Found"}`. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';

  constructor(
    readonly status: number,
    message: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get answer(): HttpAnswer {
    return {
      status: this.status,
      headers: { 'content-type': 'application/json', ...this.headers },
      cookies: [],
      body: Buffer.from(JSON.stringify({ message: this.message })),
    };
  }
}
