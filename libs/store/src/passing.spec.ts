import { isPassing } from './passing';

const withType = (type: string) => Object.assign(new Error('the server said so'), { code: '1', type });
const withCode = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test.each([
  withType('TOO_MANY_PARTS'),
  withType('MEMORY_LIMIT_EXCEEDED'),
  withCode('ECONNREFUSED'),
  withCode('ECONNRESET'),
  withCode('EAI_AGAIN'),
  new Error('Timeout error.'),
  new Error('socket hang up'),
  new Error('<html><h1>503 Service Temporarily Unavailable</h1></html>'),
])('passes: %s', (cause) => {
  expect(isPassing(cause)).toBe(true);
});

test.each([
  withType('SYNTAX_ERROR'),
  withType('AUTHENTICATION_FAILED'),
  withType('UNKNOWN_TABLE'),
  withCode('EACCES'),
  new Error('line 503 of 504'),
  new TypeError('x is not a function'),
  'ECONNREFUSED',
  undefined,
])('does not pass: %s', (cause) => {
  expect(isPassing(cause)).toBe(false);
});
