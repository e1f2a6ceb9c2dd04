import fc from 'fast-check';
import { formatImageList, parseImageList } from '../../../core/dataset/image-list';

const fileName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.replace(/[\s\\:]/g, '_'))
  .filter((text) => !text.startsWith('/') && !text.split('/').some((part) => part === '..' || part === '.'));

it('reads back what was written when rows and files are unique', () => {
  const rows = fc
    .uniqueArray(fileName, { minLength: 1, maxLength: 30 })
    .chain((files) =>
      fc.tuple(fc.constant(files), fc.array(fc.nat(99), { minLength: files.length, maxLength: files.length })),
    )
    .map(([files, labels]) => files.map((file, index) => ({ row: index * 3, label: labels[index]!, file })));

  fc.assert(fc.property(rows, (list) => expect(parseImageList(formatImageList(list), 'x.lst', 100)).toEqual(list)));
});
