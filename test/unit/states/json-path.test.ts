import { parseJsonPath } from '../../../local/states/path/json-path';
import { PathSyntaxError } from '../../../local/states/path/path-syntax-error';
import { putAtPath, ResultPathMismatch } from '../../../local/states/path/result-path';
import { NOT_FOUND, selectPath } from '../../../local/states/path/select-path';

const STORE = {
  books: [
    { title: 'A', price: 8, tags: ['x', 'y'] },
    { title: 'B', price: 12, tags: [] },
    { title: 'C', price: 20, tags: ['z'] },
  ],
  'a b': { "it's": 1 },
  nothing: null,
};

describe('selectPath', () => {
  it.each([
    ['$', STORE],
    ['$.books[0].title', 'A'],
    ["$['books'][2]['title']", 'C'],
    ['$.books[-1].title', 'C'],
    ["$['a b']['it\\'s']", 1],
    ['$.nothing', null],
    ['$.books[*].title', ['A', 'B', 'C']],
    ['$.books[0:2].title', ['A', 'B']],
    ['$.books[-2:].title', ['B', 'C']],
    ['$.books[0,2].price', [8, 20]],
    ["$.books[0]['title','price']", ['A', 8]],
    ['$..price', [8, 12, 20]],
    ['$.books..[0]', [STORE.books[0], 'x', 'z']],
    ['$.books[?(@.price > 10)].title', ['B', 'C']],
    ["$.books[?(@.title == 'A')].price", [8]],
    ['$.books[*].missing', []],
  ])('gives %s', (text, expected) => {
    expect(selectPath(parseJsonPath(text), STORE)).toEqual(expected);
  });

  it.each(['$.missing', '$.books[3]', '$.books.title', '$.nothing.deeper', '$.books[0].title.length', '$.constructor'])(
    'finds nothing at %s',
    (text) => {
      expect(selectPath(parseJsonPath(text), STORE)).toBe(NOT_FOUND);
    },
  );
});

describe('parseJsonPath', () => {
  it.each(['books', '$.', '$books', '$.a[', '$.a[b]', '$.a b', '$.a.length()', '$.a[0:2:0]', "$.a['b]"])(
    'refuses %s',
    (text) => {
      expect(() => parseJsonPath(text)).toThrow(PathSyntaxError);
    },
  );

  it.each([
    ['$.a.b[0]', true],
    ['$.a[*]', false],
    ['$..a', false],
    ['$.a[?(@.b)]', false],
  ])('knows whether %s selects at most one value', (text, definite) => {
    expect(parseJsonPath(text).definite).toBe(definite);
  });
});

describe('putAtPath', () => {
  const put = (input: unknown, path: string, value: unknown) => putAtPath(input, parseJsonPath(path), value);

  it.each([
    ['$', { a: 1 }, 7, 7],
    ['$.b', { a: 1 }, 7, { a: 1, b: 7 }],
    ['$.b.c', { a: 1 }, 7, { a: 1, b: { c: 7 } }],
    ['$.a', { a: 1 }, null, { a: null }],
    ['$.a[1].b', { a: [{}, { c: 2 }] }, 7, { a: [{}, { c: 2, b: 7 }] }],
  ])('puts a value at %s', (path, input, value, expected) => {
    expect(put(input, path, value)).toEqual(expected);
  });

  it.each([
    ['$.a', [1, 2]],
    ['$.a', 'text'],
    ['$.a', null],
    ['$.a.b', { a: 1 }],
    ['$.a[2]', { a: [1] }],
    ['$[0]', { a: 1 }],
  ])('refuses %s where the input does not fit', (path, input) => {
    expect(() => put(input, path, 7)).toThrow(ResultPathMismatch);
  });
});
