import { type CustomResourceRequest, type CustomResourceResponse, responseTo } from './custom-resource';

export interface Answering {
  /** Does what the request asks for. @returns the physical id. */
  readonly work: (request: CustomResourceRequest) => Promise<string>;
  readonly send: (url: string, response: CustomResourceResponse) => Promise<void>;
  /** How long the work may take before the request is answered as failed. Milliseconds. */
  readonly workMilliseconds: number;
}

/**
 * Answers a request in every case: done, failed with its reason, or not done in time. Unanswered, CloudFormation would wait for its own
 * time-out and show no reason.
 */
export async function answerRequest(
  request: CustomResourceRequest,
  answering: Answering,
): Promise<CustomResourceResponse> {
  const response = await respond(request, answering);
  await answering.send(request.ResponseURL, response);
  return response;
}

async function respond(request: CustomResourceRequest, answering: Answering): Promise<CustomResourceResponse> {
  const { work, workMilliseconds } = answering;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const reason = `not done within ${workMilliseconds} ms`;
    timer = setTimeout(() => reject(new Error(reason)), workMilliseconds);
  });
  try {
    return responseTo(request, { physicalResourceId: await Promise.race([work(request), late]) });
  } catch (error) {
    const { name, message } = error as Error;
    return responseTo(request, {
      failure: `${request.RequestType} of ${request.LogicalResourceId}: ${name}: ${message}`,
    });
  } finally {
    clearTimeout(timer);
  }
}
