import fc from 'fast-check';
import { readRows } from '../../fixtures/monitoring/read-rows';

const CAPTURE = { format: 'capture', purposes: ['traffic', 'evaluation'] } as const;

const cell = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('a b', 'ü', '', '7', '"q,uoted"', 'tab\there'),
);
const payload = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(cell, { minLength: 1, maxLength: 4 })
      .map((cells) => ({ data: cells.join(','), encoding: 'CSV' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 3 })
      .map((list) => ({ data: JSON.stringify(list), encoding: 'JSON' })),
  },
  { weight: 1, arbitrary: fc.constant({ data: Buffer.from('1,x').toString('base64'), encoding: 'BASE64' }) },
);
const record = fc.record({
  input: fc.option(payload, { nil: undefined }),
  output: payload,
  inferenceId: fc.option(fc.constantFrom('i1', 'i2', 'i3'), { nil: undefined }),
  purpose: fc.option(fc.constantFrom('purpose=traffic', 'purpose=evaluation;site=a%20b', 'purpose=explain'), {
    nil: undefined,
  }),
  isSwapped: fc.boolean(),
});

it('reads the same rows whether lines go the short way or are written so that they cannot', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      const values = records.map(({ input, output, inferenceId, purpose, isSwapped }, index) => {
        const part = (mode: string, one: typeof output) => ({ observedContentType: 'text/plain', mode, ...one });
        const endpointOutput = part('OUTPUT', output);
        const captureData =
          input === undefined ? { endpointOutput } : { endpointInput: part('INPUT', input), endpointOutput };
        const eventMetadata = {
          eventId: `event-${index}`,
          ...(inferenceId === undefined ? {} : { inferenceId }),
          ...(purpose === undefined ? {} : { customAttributes: [purpose] }),
          inferenceTime: '2024-10-15T14:05:12Z',
        };
        return isSwapped
          ? { eventMetadata, captureData, eventVersion: '0' }
          : { captureData, eventMetadata, eventVersion: '0' };
      });
      const short = values.map((value) => `${JSON.stringify(value)}\n`).join('');
      const long = values.map((value) => `${JSON.stringify({ unknown: 1, ...value })}\n`).join('');

      const [one, other] = [readRows(short, CAPTURE), readRows(long, CAPTURE)];

      expect(one.rows).toEqual(other.rows);
      expect(one.reading.counts).toEqual(other.reading.counts);
      expect(one.reading.faults.list()).toEqual(other.reading.faults.list());
    }),
    { numRuns: 300 },
  );
});
