/** What an invocation is answered with. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const TEXT_TYPE = 'text/plain; charset=utf-8';

export const refuse = (status: number, reason: string): Answer => ({
  status,
  contentType: TEXT_TYPE,
  body: `${reason}\n`,
});
