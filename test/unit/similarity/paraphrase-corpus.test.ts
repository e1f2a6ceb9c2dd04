import {
  formatParaphraseCorpus,
  ParaphraseCorpusInvalid,
  parseParaphraseCorpus,
} from '../../../core/similarity/paraphrase-corpus';

const HEADER = 'Quality\t#1 ID\t#2 ID\t#1 String\t#2 String';
const parse = (...lines: readonly string[]) => parseParaphraseCorpus(lines.join('\n'), 'pairs.txt');

describe('parseParaphraseCorpus', () => {
  it('reads the label and both sentences of every line', () => {
    const pairs = parse(HEADER, '1\t702876\t702977\tOne went.\tOne left.', '0\t5\t6\tIt rained.\tIt snowed.', '');

    expect(pairs).toEqual([
      { row: 0, label: 1, first: 'One went.', second: 'One left.' },
      { row: 1, label: 0, first: 'It rained.', second: 'It snowed.' },
    ]);
  });

  it('takes a quotation mark as a character, also one that is never closed', () => {
    const pairs = parse(HEADER, '1\t1\t2\t"We won, he said.\tHe said: "" we won"', '0\t3\t4\tA "b" c\td');

    expect(pairs.map(({ first, second }) => [first, second])).toEqual([
      ['"We won, he said.', 'He said: "" we won"'],
      ['A "b" c', 'd'],
    ]);
  });

  it('takes a byte-order mark, line ends of Windows, blank lines and a missing last line end', () => {
    const pairs = parseParaphraseCorpus(`\uFEFF${HEADER}\r\n1\t1\t2\ta\tb\r\n\r\n0\t3\t4\tc\td`, 'pairs.txt');

    expect(pairs.map(({ label, second }) => [label, second])).toEqual([
      [1, 'b'],
      [0, 'd'],
    ]);
  });

  it.each([
    ['too few columns', [HEADER, '1\t1\t2\ta\tb', '1\t3\t4\tonly one'], /^pairs\.txt line 3: has 4 fields .* needs 5/],
    ['too many columns', [HEADER, '1\t1\t2\ta\tb\tc'], /^pairs\.txt line 2: has 6 fields/],
    ['another header', ['label,first,second', '1,a,b'], /^pairs\.txt line 1: the header is "label,first,second"/],
    ['no header', ['1\t1\t2\ta\tb'], /^pairs\.txt line 1: the header is/],
    ['another label', [HEADER, 'yes\t1\t2\ta\tb'], /^pairs\.txt line 2: Quality is "yes"/],
    ['a fraction for a label', [HEADER, '0.5\t1\t2\ta\tb'], /^pairs\.txt line 2: Quality is "0\.5"/],
    ['an empty sentence', [HEADER, '', '1\t1\t2\ta\t '], /^pairs\.txt line 3: #2 String is empty/],
    ['a header alone', [HEADER, ''], /^pairs\.txt has a header and no pair/],
    ['nothing', [''], /^pairs\.txt line 1: the header is ""/],
  ])('refuses %s by line', (_, lines, message) => {
    expect(() => parse(...lines)).toThrow(ParaphraseCorpusInvalid);
    expect(() => parse(...lines)).toThrow(message);
  });

  it('shows a header that is a whole book in one short line', () => {
    const read = () => parse('word '.repeat(10_000));

    expect(read).toThrow(/…/);
    expect(read).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{1,250}$/) }));
  });
});

describe('formatParaphraseCorpus', () => {
  it.each(['a\tb', 'a\nb', ' '])('refuses a sentence that the layout cannot hold: %j', (first) => {
    expect(() => formatParaphraseCorpus([{ row: 4, label: 1, first, second: 'x' }])).toThrow(/^Row 4: /);
  });
});
