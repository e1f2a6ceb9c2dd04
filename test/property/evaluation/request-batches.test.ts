import fc from 'fast-check';
import { requestBatches, requestBody } from '../../../core/evaluation/test-data/request-batches';

const payload = fc.string({ unit: fc.constantFrom('1', ',', 'é', '漢'), minLength: 1, maxLength: 12 });
const rows = fc
  .array(payload, { maxLength: 60 })
  .map((payloads) => payloads.map((text, index) => ({ line: index + 2, payload: text, label: 0 })));
const limits = fc.record({ rows: fc.integer({ min: 1, max: 10 }), bytes: fc.integer({ min: 36, max: 120 }) });

it('keeps every row, in order, and every request within both limits', () => {
  fc.assert(
    fc.property(rows, limits, (all, limit) => {
      const batches = requestBatches(all, limit);

      expect(batches.flat()).toEqual(all);
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(limit.rows);
        expect(Buffer.byteLength(requestBody(batch))).toBeLessThanOrEqual(limit.bytes);
      }
    }),
  );
});

it('begins another request only where the next row would not have fitted', () => {
  fc.assert(
    fc.property(rows, limits, (all, limit) => {
      const batches = requestBatches(all, limit);

      for (const [index, batch] of batches.slice(0, -1).entries()) {
        const more = [...batch, batches[index + 1]![0]!];
        expect(more.length > limit.rows || Buffer.byteLength(requestBody(more)) > limit.bytes).toBe(true);
      }
    }),
  );
});

it('names the line of a row that no request can hold', () => {
  const long = { line: 7, payload: 'x'.repeat(11), label: 0 };
  expect(() => requestBatches([long], { rows: 5, bytes: 10 })).toThrow(/line 7 has 11 bytes; .* at most 10/);
});
