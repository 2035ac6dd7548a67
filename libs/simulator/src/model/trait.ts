/** How a device and its driver behave when they are torn down, left alone and taken again. */

export interface Traits {
  /** What the driver's .shutdown does: stop the device, nothing (no callback), run without stopping it, hang, take long, power off. */
  readonly shutdown: 'quiesces' | 'absent' | 'ignored' | 'hangs' | 'slow' | 'powers-off';
  /** What unbinding does. */
  readonly remove: 'quiesces' | 'absent' | 'ignored' | 'hangs' | 'slow';
  /** DMA of its own accord: none, as long as it is armed (a NIC that receives), or a few requests still queued (a disk). */
  readonly traffic: 'idle' | 'flood' | 'in-flight';
  /** Does clearing PCI_COMMAND_MASTER stop it? `ignores` stands for firmware that sets the bit again as well. */
  readonly master: 'obeys' | 'ignores';
  /** Are its interrupts off once its driver let go? */
  readonly interrupts: 'quiet' | 'left-on';
  readonly flr: 'works' | 'absent' | 'fails';
  /** A secondary bus reset: stops the device, has no effect, or the link never comes back. */
  readonly hotReset: 'works' | 'fails' | 'kills';
  /**
   * What its driver's probe makes of a device that somebody left running; `fails` whatever state it is in; `not-loaded`: its module refuses
   * to load, and nobody touches the device.
   */
  readonly probe: 'resets' | 'trusts' | 'needs-clean' | 'fails' | 'not-loaded';
  /** Can the next kernel bring it out of D3? */
  readonly wake: 'works' | 'stuck';
  /** Is it there for the next kernel? `vanishes` stands for a slot that lost its power or a link that fell. */
  readonly presence: 'stays' | 'vanishes';
  /** Does its new driver set up DMA that faults: not the outgoing kernel's doing. */
  readonly afterClaim: 'sound' | 'faults';
}

export const TRAIT_VALUES: { readonly [Name in keyof Traits]: readonly Traits[Name][] } = {
  shutdown: ['quiesces', 'absent', 'ignored', 'hangs', 'slow', 'powers-off'],
  remove: ['quiesces', 'absent', 'ignored', 'hangs', 'slow'],
  traffic: ['idle', 'flood', 'in-flight'],
  master: ['obeys', 'ignores'],
  interrupts: ['quiet', 'left-on'],
  flr: ['works', 'absent', 'fails'],
  hotReset: ['works', 'fails', 'kills'],
  probe: ['resets', 'trusts', 'needs-clean', 'fails', 'not-loaded'],
  wake: ['works', 'stuck'],
  presence: ['stays', 'vanishes'],
  afterClaim: ['sound', 'faults'],
};

/** A well-behaved device: whatever is not said of one. */
export const SOUND: Traits = {
  shutdown: 'quiesces',
  remove: 'quiesces',
  traffic: 'idle',
  master: 'obeys',
  interrupts: 'quiet',
  flr: 'works',
  hotReset: 'works',
  probe: 'resets',
  wake: 'works',
  presence: 'stays',
  afterClaim: 'sound',
};
