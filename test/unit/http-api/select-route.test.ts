import type { Route } from '../../../local/http-api/http-api';
import { parseRouteKey } from '../../../local/http-api/route-pattern';
import { selectRoute } from '../../../local/http-api/select-route';

const routes = (...keys: string[]): Route[] =>
  keys.map((key) => ({ id: key, key, pattern: parseRouteKey(key), integrationId: 'i', scopes: [] }));

const ALL = routes(
  '$default',
  'ANY /{proxy+}',
  'GET /review/{id}',
  'GET /review/list',
  'ANY /review/{id}',
  'POST /a/{proxy+}',
  'GET /',
);

it.each([
  ['GET', '/', 'GET /', {}],
  ['GET', '/review/list', 'GET /review/list', {}],
  ['GET', '/review/7%2F8', 'GET /review/{id}', { id: '7/8' }],
  ['POST', '/review/7', 'ANY /review/{id}', { id: '7' }],
  ['POST', '/a/b%20c/d', 'POST /a/{proxy+}', { proxy: 'b c/d' }],
  ['GET', '/a/b', 'ANY /{proxy+}', { proxy: 'a/b' }],
  ['GET', '/review/7/', 'ANY /{proxy+}', { proxy: 'review/7/' }],
  ['POST', '/', '$default', {}],
])('sends %s %s to %s', (method, path, key, pathParameters) => {
  const selected = selectRoute(ALL, method, path);

  expect(selected?.route.key).toBe(key);
  expect(selected?.pathParameters).toEqual(pathParameters);
});

it('finds nothing where no route matches', () => {
  expect(selectRoute(routes('GET /a'), 'POST', '/a')).toBeUndefined();
  expect(selectRoute(routes('GET /a/{b}'), 'GET', '/a/')).toBeUndefined();
});

it.each(['FETCH /a', 'GET a', 'GET /a/{b+}/c', 'GET /a{b}'])('refuses the key %s', (key) => {
  expect(() => parseRouteKey(key)).toThrow(/is not valid/);
});
