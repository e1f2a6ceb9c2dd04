import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { answerRequest } from '../../../lambdas/ensure-parameter/answer-request';
import {
  type CustomResourceRequest,
  type CustomResourceResponse,
  customResourceRequestSchema,
  responseTo,
} from '../../../lambdas/ensure-parameter/custom-resource';
import { ensureParameter } from '../../../lambdas/ensure-parameter/ensure-parameter';
import { sendResponse } from '../../../lambdas/ensure-parameter/send-response';

const NAME = '/second-look/dev/model-package';
const request = (changes: Partial<CustomResourceRequest> = {}): CustomResourceRequest => ({
  RequestType: 'Create',
  ResponseURL: 'http://127.0.0.1:1/response?signature=secret',
  StackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/training/1',
  RequestId: 'request-1',
  LogicalResourceId: 'ModelParameter',
  ResourceProperties: properties(),
  ...changes,
});
const properties = (changes: object = {}) => ({
  ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:ensure',
  ParameterName: NAME,
  InitialValue: 'none',
  Description: 'the released model',
  DeleteWithStack: 'false',
  ...changes,
});

/** A parameter store that keeps what it was told, and refuses what the real one refuses. */
class FakeSsm {
  readonly parameters = new Map<string, string>();
  readonly calls: string[] = [];
  failure?: Error;

  readonly send = async (command: { readonly input: object; readonly constructor: { readonly name: string } }) => {
    const { Name, Value, Overwrite } = command.input as { Name: string; Value?: string; Overwrite?: boolean };
    this.calls.push(command.constructor.name);
    if (this.failure !== undefined) throw this.failure;
    if (command.constructor.name === 'DeleteParameterCommand') {
      if (!this.parameters.delete(Name)) throw named('ParameterNotFound');
    } else {
      if (this.parameters.has(Name) && Overwrite !== true) throw named('ParameterAlreadyExists');
      this.parameters.set(Name, Value as string);
    }
    return {};
  };

  get client(): SSMClient {
    return this as unknown as SSMClient;
  }
}
const named = (name: string): Error => Object.assign(new Error(name), { name });

describe('ensureParameter', () => {
  let ssm: FakeSsm;
  beforeEach(() => {
    ssm = new FakeSsm();
  });

  it.each(['Create', 'Update'] as const)(
    'creates the parameter as none on %s when it is absent',
    async (RequestType) => {
      expect(await ensureParameter(request({ RequestType }), ssm.client)).toBe(NAME);
      expect(ssm.parameters.get(NAME)).toBe('none');
    },
  );

  it.each(['Create', 'Update'] as const)('keeps a release on %s', async (RequestType) => {
    ssm.parameters.set(NAME, 'arn:aws:sagemaker:…:model-package/7');
    expect(await ensureParameter(request({ RequestType }), ssm.client)).toBe(NAME);
    expect(ssm.parameters.get(NAME)).toBe('arn:aws:sagemaker:…:model-package/7');
  });

  it('makes a new resource when the name changes, so that CloudFormation deletes the old one', async () => {
    const renamed = request({
      RequestType: 'Update',
      PhysicalResourceId: NAME,
      ResourceProperties: properties({ ParameterName: '/second-look/other' }),
    });
    expect(await ensureParameter(renamed, ssm.client)).toBe('/second-look/other');
  });

  it('deletes with the stack when told so, and is content when nothing is left', async () => {
    ssm.parameters.set(NAME, 'none');
    const asked = request({
      RequestType: 'Delete',
      PhysicalResourceId: NAME,
      ResourceProperties: properties({ DeleteWithStack: 'true' }),
    });
    expect(await ensureParameter(asked, ssm.client)).toBe(NAME);
    expect(ssm.parameters.size).toBe(0);
    expect(await ensureParameter(asked, ssm.client)).toBe(NAME);
  });

  it('leaves the parameter behind when the stack goes and data is retained', async () => {
    ssm.parameters.set(NAME, 'none');
    await ensureParameter(request({ RequestType: 'Delete', PhysicalResourceId: NAME }), ssm.client);
    expect(ssm.calls).toEqual([]);
  });

  it('deletes nothing for a resource whose creation failed', async () => {
    const asked = request({
      RequestType: 'Delete',
      PhysicalResourceId: 'not-created',
      ResourceProperties: properties({ DeleteWithStack: 'true' }),
    });
    expect(await ensureParameter(asked, ssm.client)).toBe('not-created');
    expect(ssm.calls).toEqual([]);
  });

  it.each(['Create', 'Delete'] as const)('fails on %s when the parameter store does', async (RequestType) => {
    ssm.failure = named('AccessDeniedException');
    const asked = request({
      RequestType,
      PhysicalResourceId: NAME,
      ResourceProperties: properties({ DeleteWithStack: 'true' }),
    });
    await expect(ensureParameter(asked, ssm.client)).rejects.toThrow('AccessDeniedException');
  });

  it('fails when a property is missing', async () => {
    const asked = request({ ResourceProperties: { ParameterName: 'no-slash' } });
    await expect(ensureParameter(asked, ssm.client)).rejects.toThrow(/ParameterName/);
  });
});

describe('answerRequest', () => {
  const answer = async (work: () => Promise<string>, asked = request(), workMilliseconds = 1_000) => {
    const sent: [string, CustomResourceResponse][] = [];
    const send = async (url: string, response: CustomResourceResponse) => void sent.push([url, response]);
    await answerRequest(asked, { work, send, workMilliseconds });
    return sent;
  };
  const { StackId, RequestId, LogicalResourceId } = request();

  it('answers success with the physical id', async () => {
    expect(await answer(async () => NAME)).toEqual([
      [request().ResponseURL, { Status: 'SUCCESS', PhysicalResourceId: NAME, StackId, RequestId, LogicalResourceId }],
    ]);
  });

  it('answers failure with the reason when the work fails', async () => {
    const [[, response] = []] = await answer(async () => Promise.reject(named('AccessDeniedException')));
    expect(response).toEqual({
      Status: 'FAILED',
      Reason: 'Create of ModelParameter: AccessDeniedException: AccessDeniedException',
      PhysicalResourceId: 'not-created',
      StackId,
      RequestId,
      LogicalResourceId,
    });
  });

  it('keeps the physical id in a failed update', async () => {
    const asked = request({ RequestType: 'Update', PhysicalResourceId: NAME });
    const [[, response] = []] = await answer(async () => Promise.reject(new Error('no')), asked);
    expect(response).toMatchObject({ Status: 'FAILED', PhysicalResourceId: NAME });
  });

  it('answers failure when the work takes too long', async () => {
    const [[, response] = []] = await answer(() => new Promise(() => {}), request(), 20);
    expect(response).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('not done within 20 ms') });
  });

  it('stays below the 4,096 bytes that CloudFormation takes, however long the reason', () => {
    const response = responseTo(request(), { failure: 'x'.repeat(100_000) });
    expect(JSON.stringify(response).length).toBeLessThan(4_096);
  });
});

describe('sendResponse', () => {
  let server: Server;
  let url: string;
  let statuses: number[];
  let received: { readonly method?: string; readonly type?: string; readonly body: string }[];

  beforeEach(async () => {
    statuses = [];
    received = [];
    server = createServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      received.push({ method: incoming.method, type: incoming.headers['content-type'], body });
      const status = statuses.shift() ?? 200;
      if (status !== 0) response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/response?signature=secret`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const response = responseTo(request(), { physicalResourceId: NAME });
  const quick = { waitMilliseconds: 1, timeoutMilliseconds: 200 };

  it('puts the answer with an empty content type, as the signature wants it', async () => {
    await sendResponse(url, response, quick);
    expect(received).toEqual([{ method: 'PUT', type: '', body: JSON.stringify(response) }]);
  });

  it('tries again when S3 fails or does not answer', async () => {
    statuses = [503, 0, 200];
    await sendResponse(url, response, quick);
    expect(received).toHaveLength(3);
  });

  it('gives up after its attempts, without the signed URL in the message', async () => {
    statuses = [503, 503];
    const sending = sendResponse(url, response, { ...quick, attempts: 2 });
    await expect(sending).rejects.toMatchObject({
      name: 'ResponseNotSent',
      message: 'CloudFormation could not be answered, 2 attempts: Error: HTTP 503',
    });
  });
});

describe('customResourceRequestSchema', () => {
  it('takes what CloudFormation sends, and refuses an event that is none of its', () => {
    expect(customResourceRequestSchema.safeParse(request()).success).toBe(true);
    expect(customResourceRequestSchema.safeParse({ s3_key: 'a.png' }).success).toBe(false);
  });
});
