import type { ServerResponse } from 'node:http';
import type { LaptopRequest } from '../../../local/front-door/laptop-request';
import { stateVisits } from '../../../local/states/pages/state-visits';
import { chain, FunctionError, functionArn, StatesFixture } from './states-fixture';

const fixture = new StatesFixture({
  waitScale: 0,
  functions: {
    broken: () => {
      throw new FunctionError('<script>', 'bad');
    },
    echo: (input) => input,
  },
});
beforeEach(() => fixture.open());
afterEach(() => fixture.close());

async function get(path: string, method = 'GET'): Promise<{ status: number; html: string }> {
  const [rawPath = '', search = ''] = path.split('?');
  let status = 0;
  let html = '';
  const response = {
    writeHead(code: number) {
      status = code;
      return this;
    },
    end(body = '') {
      html = body;
    },
  };
  const request = { method, rawPath, query: new URLSearchParams(search) } as unknown as LaptopRequest;
  await fixture.service.page.handle(request, response as unknown as ServerResponse);
  return { status, html };
}

const fails = (extra: object = {}) => chain(['Look <b>', { Type: 'Task', Resource: functionArn('broken'), ...extra }]);

const ending = (error: string) => ({
  StartAt: 'Stop',
  States: { Stop: { Type: 'Fail', Error: error, Cause: 'why' } },
});

it('lists executions with links to each, escaped', async () => {
  expect((await get('/_local/executions')).html).toContain('No execution yet');
  const { arn } = await fixture.run(fails());

  const { status, html } = await get('/_local/executions');

  expect(status).toBe(200);
  expect(html).toContain(`<a href="/_local/executions/${encodeURIComponent(arn)}">`);
  expect(html).toContain('>FAILED</span>');
});

it('tells an execution that was below the threshold from an error, in the list and on its own page', async () => {
  const below = await fixture.run(ending('THRESHOLD_CONFIDENCE_NOT_MET'));
  const broken = await fixture.run(ending('ImageUnreadable'));
  await fixture.run(chain(['P', { Type: 'Pass' }]));

  const { html } = await get('/_local/executions');

  const rowOf = (arn: string) => html.split('<tr>').find((row) => row.includes(encodeURIComponent(arn)))!;
  expect(rowOf(below.arn)).toContain('<span class="soft" style="white-space:nowrap">FAILED</span><br>');
  expect(rowOf(below.arn)).toContain('THRESHOLD_<wbr>CONFIDENCE_<wbr>NOT_<wbr>MET</span>');
  expect(rowOf(below.arn)).toContain('(below the threshold)');
  expect(rowOf(below.arn)).not.toContain('class="bad"');
  expect(rowOf(broken.arn)).toContain('<span class="bad" style="white-space:nowrap">FAILED</span><br>');
  expect(rowOf(broken.arn)).toContain('<span class="bad">ImageUnreadable</span>');
  expect(html).toContain('>SUCCEEDED</span></td>');
  const page = async (arn: string) => (await get(`/_local/executions/${encodeURIComponent(arn)}`)).html;
  expect(await page(below.arn)).toContain('(below the threshold)');
  expect(await page(below.arn)).not.toContain('class="bad"');
  expect(await page(broken.arn)).toContain('<dt>Error</dt><dd><span class="bad">ImageUnreadable</span></dd>');
});

it('knows the error of an execution after a restart', async () => {
  await fixture.run(ending('ImageUnreadable'));
  await fixture.service.stop();
  await fixture.open();

  expect((await get('/_local/executions')).html).toContain('<span class="bad">ImageUnreadable</span>');
});

it('shows an execution with its states, data and error, escaped', async () => {
  const { arn } = await fixture.run(fails({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }] }), {
    key: '</pre><img>',
  });

  const { html } = await get(`/_local/executions/${encodeURIComponent(arn)}`);

  expect(html).toContain('Look &lt;b&gt;');
  expect(html).toContain('&lt;script&gt;');
  expect(html).toContain('&quot;key&quot;: &quot;&lt;/pre&gt;&lt;img&gt;&quot;');
  expect(html).toContain('3 failed attempts');
  expect(html).not.toMatch(/<script|<img|<b>/);
});

it.each([
  ['/_local/executions/nothing', 'GET', 404],
  ['/_local/executions/%E0%A4%A', 'GET', 404],
  ['/_local/executions', 'POST', 405],
])('answers %s by %s with %s', async (path, method, status) => {
  expect((await get(path, method)).status).toBe(status);
});

it('pages the list', async () => {
  for (let count = 0; count < 101; count++) await fixture.run(chain(['P', { Type: 'Pass' }]));
  const first = await get('/_local/executions');
  const second = await get('/_local/executions?page=2');
  expect(first.html).toContain('href="/_local/executions?page=2"');
  expect(second.html.match(/<tr><td>/g)).toHaveLength(1);
});

describe('stateVisits', () => {
  const visits = async (definition: object, input: unknown) => {
    const { arn } = await fixture.run(definition, input);
    const { record, events } = await fixture.service.executions.read(arn);
    return stateVisits(events, record.status).map(({ name, status, depth, failures }) => [
      name,
      status,
      depth,
      failures,
    ]);
  };

  it('puts the states of a Map below it and what follows beside it', async () => {
    const map = {
      Type: 'Map',
      ItemProcessor: chain(['A', { Type: 'Pass' }], ['B', { Type: 'Task', Resource: functionArn('echo') }]),
    };
    expect(await visits(chain(['M', map], ['After', { Type: 'Pass' }]), [1, 2])).toEqual([
      ['M', 'SUCCEEDED', 0, 0],
      ['A', 'SUCCEEDED', 1, 0],
      ['A', 'SUCCEEDED', 1, 0],
      ['B', 'SUCCEEDED', 1, 0],
      ['B', 'SUCCEEDED', 1, 0],
      ['After', 'SUCCEEDED', 0, 0],
    ]);
  });

  it('tells a caught failure from one that ended the execution', async () => {
    const catching = {
      Type: 'Task',
      Resource: functionArn('broken'),
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Last' }],
    };
    expect(
      await visits(chain(['Try', catching], ['Last', { Type: 'Task', Resource: functionArn('broken') }]), {}),
    ).toEqual([
      ['Try', 'CAUGHT', 0, 1],
      ['Last', 'FAILED', 0, 1],
    ]);
  });
});
