import { captureRecord } from '../../fixtures/capture-record';
import { readRows } from '../../fixtures/monitoring/read-rows';

const CAPTURE = { format: 'capture' } as const;

const payload = (mode: 'INPUT' | 'OUTPUT', data: string, encoding: 'CSV' | 'JSON' | 'BASE64', type = 'text/csv') => ({
  observedContentType: type,
  mode,
  data,
  encoding,
});
const record = (id: string, input: string, output: string, encoding: 'CSV' | 'JSON' | 'BASE64' = 'CSV') => ({
  ...captureRecord(id),
  captureData: {
    endpointInput: payload('INPUT', input, encoding),
    endpointOutput: payload('OUTPUT', output, encoding),
  },
});
const lines = (...records: unknown[]) => records.map((one) => `${JSON.stringify(one)}\n`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

it('gives the columns of the output first, then those of the input', () => {
  const { rows } = readRows(lines(record('a', '1,two,3.5', '0.25')), CAPTURE);

  expect(rows).toEqual([
    {
      output_0: ['Fractional', '0.25'],
      input_0: ['Integral', '1'],
      input_1: ['Text', 'two'],
      input_2: ['Fractional', '3.5'],
    },
  ]);
});

it('matches columns without names to the baseline by position, and to an explicit header before it', () => {
  const text = lines(record('a', '1,2', '0.25'));

  const byBaseline = readRows(text, { ...CAPTURE, baseline: ['p', 'x', 'y'] }).rows;
  const byHeader = readRows(text, { ...CAPTURE, baseline: ['p', 'x', 'y'], header: ['score', 'a', 'b'] }).rows;

  expect(Object.keys(byBaseline[0]!)).toEqual(['p', 'x', 'y']);
  expect(Object.keys(byHeader[0]!)).toEqual(['score', 'a', 'b']);
});

it('decodes BASE64: JSON where it parses, else CSV; a picture gives no columns', () => {
  const picture = captureRecord('c');
  const { rows } = readRows(
    lines(
      record('a', base64('1,2'), base64('0.5'), 'BASE64'),
      record('b', base64('{"x":1}'), base64('[0.5]'), 'BASE64'),
      picture,
    ),
    CAPTURE,
  );

  expect(rows[0]).toMatchObject({ input_0: ['Integral', '1'], output_0: ['Fractional', '0.5'] });
  expect(rows[1]).toMatchObject({ x: ['Integral', '1'], output_0: ['Fractional', '0.5'] });
  expect(rows[2]).toMatchObject({ output_0: ['Fractional', '0.9'], input_0: ['Missing', undefined] });
});

it('takes members of JSON for columns of their names', () => {
  const { rows } = readRows(lines(record('a', '{"age":3,"tags":["x","y"]}', '{"score":0.5}', 'JSON')), CAPTURE);

  expect(rows).toEqual([
    { score: ['Fractional', '0.5'], age: ['Integral', '3'], 'tags.0': ['Text', 'x'], 'tags.1': ['Text', 'y'] },
  ]);
});

it('joins the rows of a batch request by position, and names a record with unequal counts', () => {
  const { rows, reading } = readRows(
    lines(record('a', '1,2\n3,4\n', '0.1\n0.2\n'), record('b', '1,2\n3,4', '0.1')),
    CAPTURE,
  );

  expect(rows.map(({ output_0, input_1 }) => [output_0?.[1], input_1?.[1]])).toEqual([
    ['0.1', '2'],
    ['0.2', '4'],
  ]);
  expect(reading.faults.list()).toMatchObject([
    { line: 2, reason: 'RowCounts: the record has 1 outputs and 2 inputs' },
  ]);
});

it('takes an answer on one line, as the built-in XGBoost gives it, for a value of each row', () => {
  const { rows, reading } = readRows(lines(record('a', '1,2\n3,4\n5,6', '0.1,0.2,0.3')), CAPTURE);

  expect(rows.map(({ output_0, input_1 }) => [output_0?.[1], input_1?.[1]])).toEqual([
    ['0.1', '2'],
    ['0.2', '4'],
    ['0.3', '6'],
  ]);
  expect(reading.faults.list()).toEqual([]);
});

it('takes two values for one row for two columns', () => {
  const { rows } = readRows(lines(record('a', '1,2', '0.1,0.9')), CAPTURE);

  expect(rows.map(({ output_0, output_1 }) => [output_0?.[1], output_1?.[1]])).toEqual([['0.1', '0.9']]);
});

it('counts one of two captures of one inference', () => {
  const again = { ...record('b', '3,4', '0.2'), eventMetadata: captureRecord('b', {}, 'inference-1').eventMetadata };
  const first = { ...record('a', '1,2', '0.1'), eventMetadata: captureRecord('a', {}, 'inference-1').eventMetadata };

  const { rows, reading } = readRows(lines(first, again), CAPTURE);

  expect(rows.map(({ output_0 }) => output_0?.[1])).toEqual(['0.1']);
  expect(reading.counts).toMatchObject({ rows: 1, duplicates: 1 });
});

it('looks at traffic alone unless told, and at the window’s time', () => {
  const asked = (purpose: string, time: string) => ({
    ...record(`${purpose}${time}`, '1', '2'),
    eventMetadata: { eventId: `${purpose}${time}`, customAttributes: [`purpose=${purpose}`], inferenceTime: time },
  });
  const text = lines(
    asked('traffic', '2024-10-15T14:59:59Z'),
    asked('traffic', '2024-10-15T15:00:00Z'),
    asked('evaluation', '2024-10-15T14:30:00Z'),
  );
  const [from, to] = [new Date('2024-10-15T14:00:00Z'), new Date('2024-10-15T15:00:00Z')];

  const { counts } = readRows(text, { ...CAPTURE, from, to }).reading;
  const told = readRows(text, { ...CAPTURE, purposes: ['evaluation'] }).reading.counts;

  expect(counts).toMatchObject({ usedRows: 1, otherPurpose: 1, outsideWindow: 1 });
  expect(told).toMatchObject({ usedRows: 1, otherPurpose: 2 });
});

it('names a cut last line, wrong JSON and records that are none, and reads the rest', () => {
  const text = `${lines(record('a', '1', '2'))}{"no": json}\n{"captureData":{}}\n${lines(record('b', '3', '4'))}{"captureData":{"endpo`;

  const { rows, reading } = readRows(text, CAPTURE);

  expect(rows).toHaveLength(2);
  expect(reading.counts).toMatchObject({ rows: 5, usedRows: 2 });
  expect(reading.faults.list().map(({ line, reason }) => [line, reason.split(':')[0]])).toEqual([
    [2, 'NotJson'],
    [3, 'NotCapture'],
    [5, 'CutOff'],
  ]);
});

it('reads the same whether a record takes the short way or the long one', () => {
  const usual = record('a', '1,2.5,x', '0.9388836622238159');
  const short = lines(usual);
  // Blanks before a member, another order, an unknown member: JSON all the same.
  const long = `${JSON.stringify({ extra: true, ...usual }, null, 1).replaceAll('\n', ' ')}\n`;

  expect(readRows(long, CAPTURE).rows).toEqual(readRows(short, CAPTURE).rows);
  expect(readRows(short, CAPTURE, 5).rows).toEqual(readRows(short, CAPTURE).rows);
});
