import fc from 'fast-check';
import { joinedRecord } from '../../core/joined-record';

const record = fc
  .dictionary(fc.string({ maxLength: 2 }), fc.integer())
  .filter((made) => !Object.hasOwn(made, '__proto__'));

it('has what spreading both has, in the same order, and leaves both as they are', () => {
  fc.assert(
    fc.property(record, fc.option(record, { nil: undefined }), (one, other) => {
      const joined = joinedRecord(Object.freeze(one), Object.freeze(other));

      expect(Object.entries(joined)).toEqual(Object.entries({ ...one, ...other }));
    }),
  );
});
