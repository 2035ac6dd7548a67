/** A simulated host's records as a log in any form: one text of all its kernels, or one a kernel. */
import { type PrintedForm, print } from './form';
import type { SimulatedHost } from './simulate';

export interface PrintedHost {
  readonly host: string;
  /** In order; one where the form goes on over a jump (a console, a syslog file). */
  readonly logs: readonly { readonly name: string; readonly text: string }[];
}

/** Facility of the kernel, and the one that systemd writes with. */
const KERNEL = 0;
const DAEMON = 3;

const suffixOf = (form: PrintedForm): string => (form.startsWith('journalctl -o json') ? 'json' : 'log');

export function printHost(host: SimulatedHost, form: PrintedForm, whole: boolean): PrintedHost {
  let sequence = 0;
  const texts = host.boots.map(({ records, bootedAt }) => {
    const scene = { host: host.host, bootedAt, sequence };
    const printed = records.map(({ seconds, level, text, user }) => ({
      seconds,
      level,
      text,
      facility: user ? DAEMON : KERNEL,
    }));
    sequence += form.startsWith('/dev/kmsg') ? 0 : records.length;
    return print(form, printed, scene);
  });
  const suffix = suffixOf(form);
  return {
    host: host.host,
    logs: whole
      ? [{ name: `${host.host}.${suffix}`, text: texts.join('') }]
      : texts.map((text, index) => ({ name: `${host.host}.boot${index}.${suffix}`, text })),
  };
}
