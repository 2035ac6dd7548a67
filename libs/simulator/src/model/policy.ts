/** Teardown policies: the steps, in the order in which they are taken. */

export const STEPS = [
  'shutdown',
  'remove',
  'remove-or-shutdown',
  'bus-master-off',
  'flr',
  'hot-reset',
  'vfio-rebind',
  'iommu-inherit',
  'preserve',
  'none',
] as const;
export type Step = (typeof STEPS)[number];

/** The steps of a canonical label; null where a word is none, comes twice, or `none` stands among others. */
export function stepsOf(label: string): readonly Step[] | null {
  const words = label.split('+');
  const steps = words.filter((word): word is Step => (STEPS as readonly string[]).includes(word));
  const idle = steps.includes('none') && steps.some((step) => step !== 'none' && step !== 'iommu-inherit');
  return steps.length < words.length || new Set(steps).size < steps.length || idle ? null : steps;
}

export const labelOf = (steps: readonly Step[]): string => steps.join('+');
