/** Interrupts that nobody expects: a device that an outgoing kernel left interrupting (kernel/irq/spurious.c, the architectures and their controllers). */
import type { Row } from './row';

const trouble = (needle: string, pattern: RegExp, from: string, examples: readonly string[]): Row => ({
  family: 'irq',
  kind: 'irq-trouble',
  fault: true,
  on: 'message',
  needle,
  pattern,
  read: (match) => ({ bdf: null, fields: { text: match[1] || needle, irq: match[2] ? Number(match[2]) : null } }),
  from,
  examples,
});

export const IRQ: readonly Row[] = [
  {
    family: 'irq',
    kind: 'irq-unhandled',
    fault: true,
    on: 'message',
    needle: 'nobody cared',
    pattern: /^irq (\d{1,9}): nobody cared(?:!| \(try booting with .*)?\s{0,16}$/,
    read: (match) => ({ bdf: null, fields: { irq: Number(match[1]) } }),
    from: 'kernel/irq/spurious.c 2.6.0..7.1, with an exclamation mark up to 2.6.11',
    examples: ['[   12.400000] irq 24: nobody cared (try booting with the "irqpoll" option)', 'irq 21: nobody cared!'],
  },
  trouble('Disabling IRQ #', /^(Disabling IRQ) #(\d{1,9})$/, 'kernel/irq/spurious.c 2.6.32..7.1', [
    '[   12.400000] Disabling IRQ #24',
  ]),
  trouble('bogus return value', /^irq event ()(\d{1,9}): bogus return value/, 'kernel/irq/spurious.c 2.6.32..7.1', [
    '[   12.400000] irq event 24: bogus return value ffffffff',
  ]),
  trouble(
    'o irq handler for',
    /^(?:\w{4,30}: )?\d{1,5}\.\d{1,5} ([Nn]o irq handler) for vector(?: \(irq -?\d{1,9}\))?$/,
    'arch/x86/kernel/irq.c ..6.1',
    [
      '[    1.200000] __common_interrupt: 3.34 No irq handler for vector',
      '[    1.200000] do_IRQ: 1.55 No irq handler for vector (irq -1)',
    ],
  ),
  trouble(
    'o irq handler for',
    /^(?:\w{4,30}: )?(No irq handler) for \d{1,5}\.\d{1,5}$/,
    'arch/x86/kernel/irq.c 6.12..7.1',
    ['[    1.200000] __common_interrupt: No irq handler for 3.34'],
  ),
  trouble(
    'Spurious interrupt (vector',
    /^(?:\w{4,40}: )?(Spurious interrupt) \(vector 0x[0-9a-f]{2}\) on CPU#\d{1,5}\. Acked$/,
    'arch/x86/kernel/apic/apic.c 5.3..7.1: it was still set when this kernel took over',
    ['[    0.300000] Spurious interrupt (vector 0x22) on CPU#0. Acked'],
  ),
  trouble(
    'Flags mismatch irq',
    /^(?:genirq: )?(Flags mismatch irq) (\d{1,9})\. [0-9a-f]{8} \(.{0,60}\) vs\. [0-9a-f]{8} \(.{0,60}\)$/,
    'kernel/irq/manage.c __setup_irq() 3.6..7.1',
    ['[    3.300000] genirq: Flags mismatch irq 16. 00000080 (i801_smbus) vs. 00000000 (i2c_hid)'],
  ),
  trouble(
    'NMI: PCI system error',
    /^NMI: (PCI system error \(SERR\)) for reason [0-9a-f]{2} on CPU \d{1,5}\.$/,
    'arch/x86/kernel/nmi.c pci_serr_error() 2.6.38..7.1: a bus error that no function is named for',
    ['[   12.400000] NMI: PCI system error (SERR) for reason b1 on CPU 0.'],
  ),
  trouble(
    'NMI: IOCK error',
    /^NMI: (IOCK error) \(debug interrupt\?\) for reason [0-9a-f]{2} on CPU \d{1,5}\.$/,
    'arch/x86/kernel/nmi.c io_check_error() 2.6.38..7.1',
    ['[   12.400000] NMI: IOCK error (debug interrupt?) for reason 71 on CPU 0.'],
  ),
  trouble(
    'some hardware problem, likely',
    /^You have (some hardware problem, likely on the PCI bus)\.$/,
    'arch/x86/kernel/traps.c mem_parity_error() 2.6.32..2.6.37: SERR in older words',
    ['[  232.431096] You have some hardware problem, likely on the PCI bus.'],
  ),
  trouble(
    'unexpected IRQ trap',
    /^(unexpected IRQ trap) at vector [0-9a-f]{2,8}$/,
    'arch/x86/kernel/irq.c, arch/arm/include/asm/hw_irq.h, include/asm-generic/hardirq.h ack_bad_irq() 2.6.32..7.1',
    ['[    1.200000] unexpected IRQ trap at vector 7f', '[    1.200000] unexpected IRQ trap at vector 12c'],
  ),
  trouble(
    'Unexpected interrupt ',
    /^(Unexpected interrupt) (?:received!|\(irqnr (?:3[2-9]|[4-9]\d|[1-9]\d{2,8})\))$/,
    'drivers/irqchip/irq-gic-v3.c gic_handle_irq() 3.17..7.1, without its number to 5.18; those below 32 are a CPU’s own',
    ['[    0.300000] Unexpected interrupt received!', '[    0.300000] Unexpected interrupt (irqnr 8209)'],
  ),
  trouble(
    'Could not handle, hwirq',
    /^GICv5: (Could not handle), hwirq = 0x[0-9a-f]{1,8}$/,
    'drivers/irqchip/irq-gic-v5.c handle_irq_per_domain() 6.17..7.1',
    ['[    0.300000] GICv5: Could not handle, hwirq = 0x2011'],
  ),
  trouble(
    'find mapping for hwirq',
    /^(?:riscv-)?plic(?:: | )(?:\S{1,64}: )?(can't find mapping) for hwirq \d{1,9}$/,
    'drivers/irqchip/irq-sifive-plic.c plic_handle_irq() 4.19..7.1: the controller’s device is named from 6.9 on',
    [
      "[    0.300000] plic: can't find mapping for hwirq 33",
      "[    0.300000] riscv-plic c000000.interrupt-controller: can't find mapping for hwirq 33",
      "[    0.300000] riscv-plic: interrupt-controller@c000000: can't find mapping for hwirq 33",
    ],
  ),
  trouble(
    'vector not found for',
    /^riscv-imsic: (vector not found) for local ID 0x[0-9a-f]{1,8}$/,
    'drivers/irqchip/irq-riscv-imsic-early.c imsic_handle_irq() 6.10..7.1: a message that nobody asked for',
    ['[    0.300000] riscv-imsic: vector not found for local ID 0x21'],
  ),
  trouble(
    ' (real) is invalid',
    /^Interrupt (?:0x[0-9a-f]{1,8}|\d{1,10}) (\(real\) is invalid), disabling it\.$/,
    'arch/powerpc/sysdev/xics/xics-common.c xics_mask_unknown_vec() 2.6.39..7.1, arch/powerpc/platforms/pseries/xics.c before, in decimal',
    [
      '[    0.300000] Interrupt 0x1005 (real) is invalid, disabling it.',
      'Interrupt 590085 (real) is invalid, disabling it.',
    ],
  ),
  trouble(
    'ITS queue',
    /^(ITS queue (?:timeout|not draining))(?: \(\d{1,20} \d{1,20}\))?$/,
    'drivers/irqchip/irq-gic-v3-its.c 4.4..7.1',
    ['[    0.200000] ITS queue timeout (64 1)'],
  ),
  trouble('ITS cmd ', /^(ITS cmd) \S{1,60} failed$/, 'drivers/irqchip/irq-gic-v3-its.c 4.19..7.1', [
    '[    0.200000] ITS cmd its_build_mapd_cmd failed',
  ]),
  trouble(
    'Failed to quiesce',
    /^ITS@\S{1,24}: (Failed to quiesce), giving up$/,
    'drivers/irqchip/irq-gic-v3-its.c 4.4..7.1',
    ['[    0.200000] ITS@0x0000000008080000: Failed to quiesce, giving up'],
  ),
  trouble(
    'GICv3: Expected reserved range',
    /^GICv3: (Expected reserved range) \[.{1,60}\], not found$/,
    'drivers/irqchip/irq-gic-v3-its.c 5.10..7.1: the outgoing kernel’s tables are in use and not reserved',
    ['[    0.200000] GICv3: Expected reserved range [0x00000000fc6b0000:0x00000000fc6bffff], not found'],
  ),
];
