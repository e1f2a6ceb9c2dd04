import { randomUUID } from 'node:crypto';

/** A request id as AWS writes it into `x-amzn-RequestId`. */
export const newRequestId = (): string => randomUUID();
