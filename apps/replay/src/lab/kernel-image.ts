/** What files of a kernel say of themselves: which release an image is, and which modules a module needs. */

const SETUP_MAGIC = 0x202;
const VERSION_POINTER = 0x20e;
/** The pointer counts from the end of the first sector (Documentation/arch/x86/boot.rst, kernel_version). */
const SECTOR = 0x200;

/** `uname -r` of an x86 image; null where the bytes are none. */
export function releaseOf(image: Buffer): string | null {
  if (image.length < VERSION_POINTER + 2 || image.toString('latin1', SETUP_MAGIC, SETUP_MAGIC + 4) !== 'HdrS')
    return null;
  const at = image.readUInt16LE(VERSION_POINTER) + SECTOR;
  const [release = ''] = image.toString('latin1', at, at + 256).split(/[ \0]/, 1);
  return release === '' ? null : release;
}

/** Modules that must be loaded first, by name, as modpost wrote them into .modinfo. */
export function moduleNeeds(module: Buffer): readonly string[] {
  const mark = '\0depends=';
  const at = module.indexOf(mark, 0, 'latin1');
  if (at < 0) return [];
  const from = at + mark.length;
  const names = module.toString('latin1', from, module.indexOf(0, from));
  return names === '' ? [] : names.split(',').map(moduleName);
}

/** `kernel/drivers/net/8139cp.ko.xz` and `snd-hda-intel` as `lsmod` writes them. */
export const moduleName = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.ko(\.[a-z]+)?$/, '')
    .replaceAll('-', '_');

/** Modules in the order in which they must be loaded, each once, after what it needs. */
export function loadOrder(wanted: readonly string[], needs: (name: string) => readonly string[]): readonly string[] {
  const order: string[] = [];
  const begun = new Set<string>();
  const visit = (name: string): void => {
    if (begun.has(name)) return;
    begun.add(name);
    for (const need of needs(name)) visit(need);
    order.push(name);
  };
  for (const name of wanted) visit(moduleName(name));
  return order;
}
