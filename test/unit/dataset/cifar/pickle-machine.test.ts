import { ArchiveError } from '../../../../core/dataset/data-set-error';
import { PickleMachine } from '../../../../core/dataset/pickle/pickle-machine';
import { PickleDictionary, type PickleValue } from '../../../../core/dataset/pickle/pickle-value';

/** The bytes that Python's `pickle.dumps` wrote, as text of code points below 256. */
function load(pickle: string, piece = pickle.length): PickleValue {
  const machine = new PickleMachine({ streamFrom: 1 << 20, onStream: () => () => undefined });
  const bytes = Buffer.from(pickle, 'latin1');
  for (let at = 0; at < bytes.length; at += piece) machine.push(bytes.subarray(at, at + piece));
  return machine.end();
}

const plain = (value: PickleValue): unknown => {
  if (value instanceof PickleDictionary)
    return Object.fromEntries([...value.entries].map(([key, of]) => [String(key), plain(of)]));
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('latin1')}`;
  return Array.isArray(value) ? value.map(plain) : value;
};

describe('PickleMachine', () => {
  // {'a': [1, -2, 300, 70000, 2**40], 'b': (None, True, 1.5), 'c': b'xy'} by each protocol of Python 3.
  const expected = { a: [1, -2, 300, 70000, 2 ** 40], b: [null, true, 1.5], c: 'bytes xy' };
  const protocol2 =
    '\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01]q\x02(K\x01J\xfe\xff\xff\xffM,\x01Jp\x11\x01\x00\x8a\x06\x00\x00\x00\x00\x00\x01eX\x01\x00\x00\x00bq\x03N\x88G?\xf8\x00\x00\x00\x00\x00\x00\x87q\x04X\x01\x00\x00\x00cq\x05C\x02xyu.';
  const protocol4 =
    '\x80\x04\x95<\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x01a\x94]\x94(K\x01J\xfe\xff\xff\xffM,\x01Jp\x11\x01\x00\x8a\x06\x00\x00\x00\x00\x00\x01e\x8c\x01b\x94N\x88G?\xf8\x00\x00\x00\x00\x00\x00\x87\x94\x8c\x01c\x94C\x02xy\x94u.';

  it.each([
    ['2', protocol2],
    ['4', protocol4],
  ])('reads plain data when the protocol is %s', (_, pickle) => {
    expect(plain(load(pickle))).toEqual(expected);
  });

  it('reads the same when bytes come one by one', () => {
    expect(plain(load(protocol4, 1))).toEqual(expected);
  });

  it('reads protocol 0 when it is text', () => {
    const pickle = "(dp0\nS'a'\np1\n(lp2\nI1\naI01\naF1.5\naL12345678901234567890L\nasS'b'\np3\nNs.";

    expect(plain(load(pickle))).toEqual({ a: [1, true, 1.5, 12345678901234567890n], b: null });
  });

  it('recalls one value twice when it was stored', () => {
    expect(plain(load('\x80\x02]q\x00(X\x01\x00\x00\x00xq\x01h\x01h\x01e.'))).toEqual(['x', 'x', 'x']);
  });

  it.each([
    ['a system call', "cos\nsystem\n(S'touch /tmp/owned'\ntR.", /wants to call "os\.system"/],
    ['a call by stack', '\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R.', /wants to call "builtins\.eval"/],
    [
      'numpy outside the known names',
      'cnumpy.testing\nrun_module_suite\n(tR.',
      /wants to call "numpy\.testing\.run_module_suite"/,
    ],
    ['an instance', "(S'id'\nios\nsystem\n.", /opcode 0x69/],
    ['a new object', '\x80\x02}\x81.', /opcode 0x81/],
    ['a persistent id', 'P1\n.', /opcode 0x50/],
    ['an extension', '\x82\x01.', /opcode 0x82/],
    ['protocol 6', '\x80\x06N.', /protocol 6/],
  ])('refuses, executing nothing, when the pickle has %s', (_, pickle, message) => {
    expect(() => load(pickle)).toThrow(ArchiveError);
    expect(() => load(pickle)).toThrow(message);
  });

  it.each([
    ['no end', '\x80\x02}q\x00'],
    ['an empty stack', '.'],
    ['no mark', 'e.'],
    ['a value that was never stored', 'h\x05.'],
    ['a call of no name', 'N)R.'],
    ['a key without a value', '}(K\x01u.'],
    ['a state for plain data', 'NNb.'],
    ['a negative length', 'T\xff\xff\xff\xff.'],
    ['a text of 2 GB', 'X\xff\xff\xff\x7f'],
    ['an impossible length', '\x8e\xff\xff\xff\xff\xff\xff\xff\xff'],
    ['an integer that is none', 'Ix\n.'],
  ])('refuses by name when the pickle has %s', (_, pickle) => {
    expect(() => load(pickle)).toThrow(ArchiveError);
  });
});
