import fc from 'fast-check';
import { captureLine } from '../../../core/capture/capture-line';
import { capturedPayload } from '../../../core/capture/capture-record';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const payload = (mode: 'INPUT' | 'OUTPUT') =>
  fc
    .record({ type: fc.oneof(text, fc.constantFrom('text/csv', 'application/json', 'image/png')), body: text })
    .map(({ type, body }) =>
      capturedPayload(mode, type, Buffer.from(body), { csv: ['text/csv'], json: ['application/json'] }),
    );
const record = fc.record({
  captureData: fc.record({
    endpointInput: fc.option(payload('INPUT'), { nil: undefined }),
    endpointOutput: fc.option(payload('OUTPUT'), { nil: undefined }),
  }),
  eventMetadata: fc.record({
    eventId: text,
    inferenceId: fc.option(text, { nil: undefined }),
    customAttributes: fc.option(fc.array(text, { maxLength: 2 }), { nil: undefined }),
    inferenceTime: text,
  }),
  eventVersion: fc.constant('0' as const),
});

it('is what JSON.stringify makes of the record, letter by letter', () => {
  fc.assert(fc.property(record, (captured) => expect(captureLine(captured)).toBe(JSON.stringify(captured))));
});
