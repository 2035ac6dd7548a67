/** Facts as lines of NDJSON, written straight into bytes: a storm prints hundreds of thousands of them. */
import type { Fact } from '#core/read';

/** Bytes that UTF-8 takes for a UTF-16 unit, at most. */
const UTF8_MAX = 3;
const ROOM = 80 * 1024;
const [QUOTE, BACKSLASH, DIGIT_0] = [0x22, 0x5c, 0x30];
/** The clock of printk tells microseconds; numbers of fewer than 16 digits are told exactly. */
const MICRO = 1e6;
const MICRO_DIGITS = 6;
const EXACT_MAX = 1e15;
/** Up to here a division is one of integers. */
const INT_MAX = 0x7fffffff;

/** Lines that were not taken yet. */
export interface FactLines {
  /** Bytes so far. */
  readonly size: () => number;
  readonly add: (fact: Fact) => void;
  /** The lines so far; from now on they are the taker's. */
  readonly take: () => Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

/** A text that is written often, as words of four bytes: bytes behind its end are written over by what follows it. */
interface Phrase {
  readonly length: number;
  readonly words: Uint32Array;
}
const WORD = 4;

function phrase(text: string): Phrase {
  const bytes = encoder.encode(text);
  const view = new DataView(new ArrayBuffer(Math.ceil(bytes.length / WORD) * WORD));
  bytes.forEach((byte, at) => {
    view.setUint8(at, byte);
  });
  const words = Uint32Array.from({ length: view.byteLength / WORD }, (_, word) => view.getUint32(word * WORD, true));
  return { length: bytes.length, words };
}

/** Phrases of which there are few, each made once: kinds, names of fields, a file's name. */
function remembered(textOf: (name: string) => string): (name: string) => Phrase {
  const known = new Map<string, Phrase>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const made = phrase(textOf(name));
    known.set(name, made);
    return made;
  };
}

/** Of its own: whoever takes it may pass it on to another thread. */
const newRoom = (): Uint8Array<ArrayBuffer> => Buffer.allocUnsafeSlow(ROOM);

/** Bytes that grow at their end. */
class Bytes {
  size = 0;
  private room = newRoom();
  private view = new DataView(this.room.buffer);

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.room.subarray(0, this.size);
    this.use(newRoom());
    this.size = 0;
    return taken;
  }

  say({ length, words }: Phrase): void {
    this.reserve(WORD * words.length);
    const { view, size } = this;
    for (let word = 0; word < words.length; word++) view.setUint32(size + WORD * word, words[word] as number, true);
    this.size = size + length;
  }

  /** A string as JSON has it. */
  quoted(text: string): void {
    const { length } = text;
    this.reserve(length + 2);
    const { room } = this;
    const first = this.size + 1;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) {
        this.escaped(text);
        return;
      }
      room[first + at] = code;
    }
    room[first - 1] = QUOTE;
    room[first + length] = QUOTE;
    this.size = first + length + 1;
  }

  /** Anything as JSON has it. */
  value(value: unknown): void {
    if (typeof value === 'string') this.quoted(value);
    else if (value === null) this.say(NULL);
    else if (typeof value === 'number') this.number(value);
    else if (Array.isArray(value)) this.list(value);
    else this.escaped(value);
  }

  /** As JSON.stringify() tells a number. */
  number(number: number): void {
    if (number >= 0 && number < EXACT_MAX && Number.isInteger(number)) this.whole(number);
    else this.escaped(number);
  }

  /** Seconds with microseconds, as JSON.stringify() tells them. */
  seconds(seconds: number): void {
    const micro = Math.round(seconds * MICRO);
    if (!(seconds >= 0) || micro >= EXACT_MAX || micro / MICRO !== seconds) {
      this.escaped(seconds);
      return;
    }
    const rest = micro % MICRO;
    this.whole((micro - rest) / MICRO);
    if (rest > 0) this.fraction(rest);
  }

  list(values: readonly unknown[]): void {
    this.say(OPEN);
    for (let at = 0; at < values.length; at++) {
      if (at > 0) this.say(COMMA);
      this.value(values[at]);
    }
    this.say(CLOSE);
  }

  private escaped(value: unknown): void {
    const text = JSON.stringify(value);
    this.reserve(UTF8_MAX * text.length);
    this.size += encoder.encodeInto(text, this.room.subarray(this.size)).written;
  }

  private whole(number: number): void {
    let digits = 1;
    for (let power = 10; power <= number; power *= 10) digits += 1;
    this.digits(number, digits);
  }

  private fraction(micro: number): void {
    let [rest, digits] = [micro, MICRO_DIGITS];
    while (rest % 10 === 0) {
      rest /= 10;
      digits -= 1;
    }
    this.say(POINT);
    this.digits(rest, digits);
  }

  private digits(number: number, digits: number): void {
    this.reserve(digits);
    let rest = number;
    for (let at = this.size + digits - 1; at >= this.size; at--) {
      const next = rest <= INT_MAX ? (rest / 10) | 0 : Math.floor(rest / 10);
      this.room[at] = DIGIT_0 + rest - 10 * next;
      rest = next;
    }
    this.size += digits;
  }

  private reserve(more: number): void {
    if (this.size + more > this.room.length) this.grow(more);
  }

  private grow(more: number): void {
    const larger = new Uint8Array(2 * (this.size + more));
    larger.set(this.room.subarray(0, this.size));
    this.use(larger);
  }

  private use(room: Uint8Array<ArrayBuffer>): void {
    this.room = room;
    this.view = new DataView(room.buffer);
  }
}

const NULL = phrase('null');
const [OPEN, COMMA, CLOSE, POINT] = [phrase('['), phrase(','), phrase(']'), phrase('.')];
const [LINES, LAST_LINE, BOOT, TIME] = [
  phrase(',"lines":'),
  phrase(',"lastLine":'),
  phrase(',"boot":'),
  phrase(',"time":'),
];
const [AT, FIELDS, NO_TIME_OF_DAY] = [phrase(',"at":'), phrase(',"fields":'), phrase(',"at":null,"fields":')];
const [NO_FIELDS, OVER] = [phrase('{}'), phrase('}')];

/** What stands before a field's value, where it is the first and where others stand before it. */
const FIRST = (name: string): string => `{"${name}":`;
const NEXT = (name: string): string => `,"${name}":`;
const firsts = remembered(FIRST);
const nexts = remembered(NEXT);

/** Names of fields are words of ours; what is undefined is left out. */
function writeFields(bytes: Bytes, fields: Fact['fields']): void {
  let named = firsts;
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    bytes.say(named(name));
    bytes.value(value);
    named = nexts;
  }
  bytes.say(named === firsts ? NO_FIELDS : OVER);
}

const beginning = remembered((source: string) => `{"file":${JSON.stringify(source)},"line":`);
/** A kind is of few families. */
const kindOf = remembered((kind: string) => `","kind":"${kind}","bdf":`);
const familyOf = remembered((family: string) => `,"family":"${family}`);

const FAULT = phrase(',"fault":true,"count":');
const NO_FAULT = phrase(',"fault":false,"count":');
const [CORRUPTED, HOST, END] = [phrase(',"corrupted":'), phrase(',"host":'), phrase('}\n')];
/** How by far the most facts end. */
const ONE_FAULT = phrase(',"fault":true,"count":1,"corrupted":null,"host":null}\n');
const ONE_OF_NO_FAULT = phrase(',"fault":false,"count":1,"corrupted":null,"host":null}\n');

function writeEnd(bytes: Bytes, { fault, count, corrupted, host }: Fact): void {
  if (count === 1 && corrupted === null && host === null) {
    bytes.say(fault ? ONE_FAULT : ONE_OF_NO_FAULT);
    return;
  }
  bytes.say(fault ? FAULT : NO_FAULT);
  bytes.number(count);
  bytes.say(CORRUPTED);
  bytes.value(corrupted);
  bytes.say(HOST);
  bytes.value(host);
  bytes.say(END);
}

/** Keys in the order of the contract and `host` after them; `lastLine` only where a run was folded. */
function writeFact(bytes: Bytes, fact: Fact): void {
  bytes.say(beginning(fact.source));
  bytes.number(fact.line);
  bytes.say(LINES);
  bytes.list(fact.lines);
  if (fact.lastLine !== undefined) {
    bytes.say(LAST_LINE);
    bytes.number(fact.lastLine);
  }
  bytes.say(BOOT);
  bytes.number(fact.boot);
  bytes.say(familyOf(fact.family));
  bytes.say(kindOf(fact.kind));
  bytes.value(fact.bdf);
  bytes.say(TIME);
  if (fact.time === null) bytes.say(NULL);
  else bytes.seconds(fact.time);
  if (fact.at === null) bytes.say(NO_TIME_OF_DAY);
  else {
    bytes.say(AT);
    bytes.quoted(fact.at);
    bytes.say(FIELDS);
  }
  writeFields(bytes, fact.fields);
  writeEnd(bytes, fact);
}

export function createFactLines(): FactLines {
  const bytes = new Bytes();
  return { size: () => bytes.size, add: (fact) => writeFact(bytes, fact), take: () => bytes.take() };
}
