import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from './front-door/laptop-request';
import type { FunctionInvoker } from './lambda/function-invoker';

/** What stands between the laptop's services and their callers, to make services fail on purpose. */
export interface Disturbance {
  /**
   * Sees a request before its service does. An AwsError that it throws is answered in the shape of the service.
   * @param service its signing name, e.g. `s3`
   * @returns whether it has dealt with the request, which the service then never sees.
   */
  request(service: string, request: LaptopRequest, response: ServerResponse): Promise<boolean>;
  /** What state machines invoke functions with instead. */
  invoker(inner: FunctionInvoker): FunctionInvoker;
}
