import { ImageListError } from '../../../core/dataset/data-set-error';
import { formatImageList, parseImageList } from '../../../core/dataset/image-list';

describe('parseImageList', () => {
  it('reads row, label and file when the line has three fields', () => {
    expect(parseImageList('16\t0\tbike_s_000682.png\n30\t1\tmotor one.png\n', 'train.lst')).toEqual([
      { row: 16, label: 0, file: 'bike_s_000682.png' },
      { row: 30, label: 1, file: 'motor one.png' },
    ]);
  });

  it('takes Windows line ends, a byte-order mark, blank lines, labels of MXNet and folders when a list has them', () => {
    const text = '\ufeff5\t1.000000\t.\\sub\\ä b.png\r\n\r\n6\t0\t./c.png';

    expect(parseImageList(text, 'test.lst')).toEqual([
      { row: 5, label: 1, file: 'sub/ä b.png' },
      { row: 6, label: 0, file: 'c.png' },
    ]);
  });

  it.each([
    [
      'two fields',
      '1\t0\ta.png\n2 0 b.png',
      'train.lst line 2: has 1 fields separated by tabs; it needs 3: row, label, file.',
    ],
    ['a label that is no number', '1\tcat\ta.png', "train.lst line 1: label 'cat' is not a whole number from 0 on."],
    ['a negative label', '1\t-1\ta.png', "train.lst line 1: label '-1' is not a whole number from 0 on."],
    ['a fraction as label', '1\t0.5\ta.png', "train.lst line 1: label '0.5' is not a whole number from 0 on."],
    ['a row that is no number', 'x\t0\ta.png', "train.lst line 1: row 'x' is not a whole number."],
    ['a label outside the classes', '1\t2\ta.png', 'train.lst line 1: label 2 is outside the 2 classes 0 to 1.'],
    ['a row twice', '1\t0\ta.png\n\n1\t1\tb.png', 'train.lst line 3: row 1 was already on line 1.'],
    ['a file twice', '1\t0\ta.png\n2\t1\t./a.png', "train.lst line 2: file 'a.png' was already on line 1."],
    ['no file name', '1\t0\t ', 'train.lst line 1: the file name is empty.'],
    ['no line at all', '\n\n', 'train.lst lists no image; it needs lines of row<TAB>label<TAB>file.'],
  ])('refuses a list by line when it has %s', (_, text, message) => {
    const reading = () => parseImageList(text, 'train.lst', 2);

    expect(reading).toThrow(ImageListError);
    expect(reading).toThrow(message);
  });

  it.each(['../secret.png', '/etc/passwd', 'C:\\windows\\a.png', 'a/../../b.png'])(
    'refuses %s when a file leads out of its folder',
    (file) => {
      expect(() => parseImageList(`1\t0\t${file}`, 'train.lst')).toThrow(/leads out of the folder of images/);
    },
  );
});

describe('formatImageList', () => {
  it('refuses a file name when it holds a tab', () => {
    expect(() => formatImageList([{ row: 1, label: 0, file: 'a\tb.png' }])).toThrow(ImageListError);
  });
});
