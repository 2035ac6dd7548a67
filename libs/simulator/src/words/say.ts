/** One record of a kernel log before it is printed: its level and its text, in the kernel's own words. */

export interface Say {
  /** 0-7, as include/linux/kern_levels.h numbers them. */
  readonly level: number;
  readonly text: string;
  /** Written by user space into /dev/kmsg. */
  readonly user?: boolean;
}
export const info = (text: string): Say => ({ level: 6, text });
export const notice = (text: string): Say => ({ level: 5, text });
export const warn = (text: string): Say => ({ level: 4, text });
export const error = (text: string): Say => ({ level: 3, text });
export const emergency = (text: string): Say => ({ level: 0, text });
/** systemd and other daemons write with facility 3. */
export const daemon = (text: string): Say => ({ level: 6, text, user: true });

export const hex = (value: number, digits = 0): string => value.toString(16).padStart(digits, '0');
