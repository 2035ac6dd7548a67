import { type Asking, access } from './access';

const asking = (given: Partial<Asking>): Asking => ({
  method: 'GET',
  path: '/api/v1/overview',
  authorization: undefined,
  cookie: undefined,
  host: '127.0.0.1:4080',
  origin: undefined,
  fetchSite: undefined,
  ...given,
});
const status = (given: Partial<Asking>, token: string | null) => {
  const result = access(asking(given), token);
  return 'ok' in result ? 200 : result.status;
};

test.each<[string, Partial<Asking>, number]>([
  ['a program of this machine', {}, 200],
  ['by name', { host: 'localhost:4080' }, 200],
  ['over IPv6', { host: '[::1]:4080' }, 200],
  ['the dashboard itself', { origin: 'http://127.0.0.1:4080', fetchSite: 'same-origin' }, 200],
  ['an address typed in', { fetchSite: 'none' }, 200],
  ['a name pointed at this machine', { host: 'evil.example:4080' }, 403],
  ['a page of another site', { fetchSite: 'cross-site' }, 403],
  ['a page of another port', { fetchSite: 'same-site', origin: 'http://127.0.0.1:9999' }, 403],
  ['a page in an old browser', { origin: 'http://evil.example' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
])('without a token: %s', (_, given, expected) => {
  expect(status(given, null)).toBe(expected);
});

test.each<[string, Partial<Asking>, number]>([
  ['nothing shown', {}, 401],
  ['the right bearer', { authorization: 'Bearer s3cret' }, 200],
  ['a wrong bearer', { authorization: 'Bearer s3cre' }, 401],
  ['another scheme', { authorization: 'Basic s3cret' }, 401],
  ['the cookie', { cookie: 'a=b; quiesce_token=s3cret' }, 200],
  ['a wrong cookie', { cookie: 'quiesce_token=x' }, 401],
  ['the cookie from another site', { cookie: 'quiesce_token=s3cret', fetchSite: 'cross-site' }, 401],
  ['health', { path: '/healthz' }, 200],
  ['metrics', { path: '/metrics' }, 401],
  ['the page', { path: '/handoffs/1' }, 200],
  ['another name, as a proxy gives', { host: 'quiesce.example', authorization: 'Bearer s3cret' }, 200],
])('with a token: %s', (_, given, expected) => {
  expect(status(given, 's3cret')).toBe(expected);
});
