/** What was printed: a block of raw text as it came, and one framed kernel line of it. */

/**
 * A run of raw lines of one source, each ended by LF (CR before it is allowed). Only the source's last line may lack its LF: then
 * nothing tells that it is whole. `firstLine` is the 1-based number of its first line within the source.
 */
export interface LineBlock<Text extends string | Uint8Array = string> {
  readonly source: string;
  readonly firstLine: number;
  readonly text: Text;
}

/** A block as the reader takes it: bytes are UTF-8, and cost less, since of most lines no text is ever made. */
export type AnyBlock = LineBlock<string | Uint8Array>;

/** How a stretch of a source is written. */
export type Form =
  | 'dmesg'
  | 'dmesg-raw'
  | 'dmesg-ctime'
  | 'kmsg'
  | 'journal'
  | 'syslog'
  | 'console'
  | 'netconsole'
  | 'pstore'
  | 'plain';

/** The device that dev_printk put in front of a message: `e1000e 0000:01:00.0: …` (drivers/base/core.c). */
export interface Subject {
  /** Driver name once bound, else the bus or class name (`pci`, `pci_bus`). */
  readonly word: string;
  /** `dddd:bb:dd.f`, lower case. */
  readonly bdf: string;
  /** Network interface behind the address (net/core/dev.c __netdev_printk()), once it is registered. */
  readonly netdev: string | null;
}

/** One kernel line with every prefix taken off. */
export interface Line {
  readonly source: string;
  /** 1-based, within the source. */
  readonly number: number;
  readonly form: Form;
  /** Name of the host where the form carries one (syslog, journal), else null. */
  readonly host: string | null;
  /** Seconds since boot as the kernel stamped it; null without printk.time. */
  readonly time: number | null;
  /** Wall-clock ISO 8601 where the form has one. */
  readonly at: string | null;
  /** syslog level 0-7, facility; null where the form has none. Facility other than 0 is user space. */
  readonly level: number | null;
  readonly facility: number | null;
  /** printk caller id such as `T123` or `C10`. */
  readonly caller: string | null;
  /** Record sequence number (/dev/kmsg, extended netconsole). */
  readonly sequence: number | null;
  /** Text after the prefixes, dev_printk prefix included. */
  readonly message: string;
  readonly subject: Subject | null;
  /** Text after the dev_printk prefix; equals `message` where there is none. */
  readonly body: string;
  /** The lines that a mailer made of its rest. */
  readonly further?: readonly number[];
  /** Why its end may be missing: nothing ended it (`truncated`), or another record ran into it (`interleaved`). */
  readonly cutShort?: 'truncated' | 'interleaved';
  /** What is missing of its end begins with a new word. */
  readonly cutAtWord?: true;
  /** Why something of it is missing for sure: it goes on with a record that another one ran into, or it is a record's broken frame. */
  readonly broken?: 'truncated' | 'interleaved';
}
