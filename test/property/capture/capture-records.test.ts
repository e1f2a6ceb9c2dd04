import fc from 'fast-check';
import { parseCaptureKey } from '../../../core/capture/capture-key';
import { type CaptureRecord, capturedPayload, payloadBytes } from '../../../core/capture/capture-record';
import { readCaptureRecords } from '../../../core/capture/read-capture-records';
import { captureFileKey } from '../../../core/contracts/storage-layout';
import { captureRecord } from '../../fixtures/capture-record';

const TYPES = { csv: ['text/csv'], json: ['application/json'] };

it('gives back the bytes that went over the wire, whatever the content type', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('text/csv', 'application/json; charset=utf-8', 'x/y'),
      (text, type) => {
        const bytes = Buffer.from(text, 'utf8');
        expect(payloadBytes(capturedPayload('INPUT', type, bytes, TYPES))).toEqual(bytes);
      },
    ),
  );
});

it('keeps any bytes of a type that is neither CSV nor JSON', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(payloadBytes(capturedPayload('INPUT', 'image/png', Buffer.from(bytes), TYPES))).toEqual(
        Buffer.from(bytes),
      );
    }),
  );
});

it('reads as many whole records as a cut leaves, and never throws', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
      const lines = Array.from({ length: count }, (_, index) => JSON.stringify(captureRecord(`é${index}`)));
      const whole = `${lines.join('\n')}\n`;
      const cut = whole.slice(0, Math.floor(whole.length * share));
      const complete = lines.filter((_, index) => cut.length >= lines.slice(0, index + 1).join('\n').length).length;
      const entries = [...readCaptureRecords(cut, 'f')];

      expect(entries.filter((entry) => 'record' in entry)).toHaveLength(complete);
      expect(entries.length - complete).toBeLessThanOrEqual(1);
    }),
  );
});

it('never throws on text of any kind', () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray([...readCaptureRecords(text, 'f')])));
});

it('reads the key that it wrote', () => {
  const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  const name = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/);
  fc.assert(
    fc.property(time, name, name, fc.uuid(), (when, endpoint, variant, uuid) => {
      const key = captureFileKey('data_capture', { endpoint, variant, time: when, uuid });
      expect(parseCaptureKey(key)).toMatchObject({ prefix: 'data_capture', endpoint, variant, time: when, uuid });
    }),
  );
});

it('is the same record after JSON and back', () => {
  const record: CaptureRecord = captureRecord('a', {}, 'i');
  expect([...readCaptureRecords(JSON.stringify(record), 'f')]).toEqual([{ file: 'f', line: 1, record }]);
});
