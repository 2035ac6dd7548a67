import { BOOT_HANDLERS } from './boot-handlers';
import { DEVICE_HANDLERS } from './device-handlers';
import { ERROR_HANDLERS } from './error-handlers';
import { FAULT_HANDLERS } from './fault-handlers';

test('each kind of fact is handled in one table: in a second one it would push the first aside unseen', () => {
  const kinds = [BOOT_HANDLERS, DEVICE_HANDLERS, FAULT_HANDLERS, ERROR_HANDLERS].flatMap(Object.keys);
  expect(kinds.filter((kind, at) => kinds.indexOf(kind) !== at)).toEqual([]);
});
