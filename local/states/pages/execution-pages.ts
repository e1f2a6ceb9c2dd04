import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../../front-door/laptop-request';
import type { LocalPage } from '../../front-door/laptop-service';
import { sendPage } from '../../page/page';
import { AwsError } from '../../protocol/aws-error';
import type { Executions } from '../service/executions';
import { executionListPage } from './execution-list-page';
import { executionPage } from './execution-page';

/** The pages below `/_local/executions`: all executions, and one by its ARN. They only read. */
export class ExecutionPages implements LocalPage {
  readonly pathPrefix = '/_local/executions';

  constructor(private readonly executions: Executions) {}

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const arn = decode(request.rawPath.slice(this.pathPrefix.length).replace(/^\/|\/$/g, ''));
    if (arn === '') {
      const page = Math.max(1, Number.parseInt(request.query.get('page') ?? '1', 10) || 1);
      sendPage(response, executionListPage(this.executions.list(), page, Date.now()));
      return;
    }
    try {
      sendPage(response, executionPage(await this.executions.read(arn), Date.now()));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const main = '<p>There is no such execution. <a href="/_local/executions">All executions</a></p>';
      sendPage(response, { title: 'Not found', main }, 404);
    }
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
