/** Records whose keys are words of logs and of senders: a host may be called `__proto__`, a driver `constructor`. */

/** What the record itself holds under the key. */
export function entry<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Puts the value under the key, whatever every object has under it. */
export function setEntry<Value>(record: Record<string, Value>, key: string, value: Value): Value {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  else record[key] = value;
  return value;
}
