import type { CustomResourceResponse } from './custom-resource';

/** CloudFormation's bucket did not take the answer. Lambda invokes the function again, which is harmless. */
export class ResponseNotSent extends Error {
  override readonly name = 'ResponseNotSent';
}

export interface SendOptions {
  readonly attempts?: number;
  /** Time-out of one attempt. Milliseconds. */
  readonly timeoutMilliseconds?: number;
  /** Wait before the second attempt; doubles from there. Milliseconds. */
  readonly waitMilliseconds?: number;
}

/**
 * Puts the answer where CloudFormation waits for it: a presigned S3 URL, which wants an empty content type.
 * @throws ResponseNotSent
 */
export async function sendResponse(
  url: string,
  response: CustomResourceResponse,
  { attempts = 4, timeoutMilliseconds = 2_000, waitMilliseconds = 200 }: SendOptions = {},
): Promise<void> {
  const body = JSON.stringify(response);
  let fault: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, waitMilliseconds * 2 ** (attempt - 1)));
    try {
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': '' },
        body,
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await answer.arrayBuffer();
      if (answer.ok) return;
      fault = new Error(`HTTP ${answer.status}`);
    } catch (error) {
      fault = error;
    }
  }
  // Never the URL itself: it is signed, and logs are read by many.
  throw new ResponseNotSent(`CloudFormation could not be answered, ${attempts} attempts: ${String(fault)}`, {
    cause: fault,
  });
}
