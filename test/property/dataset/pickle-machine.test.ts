import fc from 'fast-check';
import { ArchiveError } from '../../../core/dataset/data-set-error';
import { PickleMachine } from '../../../core/dataset/pickle/pickle-machine';
import { TRAIN } from '../../unit/dataset/cifar/made-rows';
import { splitPickle } from '../../unit/dataset/cifar/make-cifar-archive';

const SPLIT = splitPickle(TRAIN.slice(0, 3));

function load(bytes: Uint8Array): void {
  const machine = new PickleMachine({ streamFrom: 1 << 16, onStream: () => () => undefined });
  machine.push(bytes);
  machine.end();
}

it('ends in a value or an ArchiveError when bytes of a pickle are changed', () => {
  const change = fc.array(fc.tuple(fc.nat(SPLIT.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });

  fc.assert(
    fc.property(change, (changes) => {
      const damaged = Buffer.from(SPLIT);
      for (const [at, byte] of changes) damaged[at < 400 ? at : at % 400] = byte;
      try {
        load(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(ArchiveError);
      }
    }),
    { numRuns: 2000 },
  );
});

it('ends in a value or an ArchiveError when bytes are arbitrary', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        load(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ArchiveError);
      }
    }),
    { numRuns: 5000 },
  );
});
