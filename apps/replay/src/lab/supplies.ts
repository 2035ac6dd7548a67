/** What a lab needs of the machine it runs on: an emulator, kernels with their modules, and two programs for the guest. */
import { execFile } from 'node:child_process';
import { access, readdir, readFile } from 'node:fs/promises';
import { release as runningRelease } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { releaseOf } from './kernel-image';
import type { LabMachine } from './lab-machine';

export interface Wanted {
  /** Where packages were unpacked; what is not there is looked for in `/` and on the path. */
  readonly root: string;
  /** Images in place of those that the scenario names: of the first kernel, and of all that come after. */
  readonly kernel: string | null;
  readonly nextKernel: string | null;
  /** Folders of their modules, e.g. /lib/modules/6.1.0-56-amd64. */
  readonly modules: string | null;
  readonly nextModules: string | null;
  /** Emulator, in place of the machine's. */
  readonly emulator: string | null;
  /** Value of PATH. */
  readonly path: string;
}

export interface KernelFiles {
  readonly image: string;
  readonly release: string;
  /** Null where none were found: all drivers must be built in. */
  readonly modules: string | null;
}

export interface Supply {
  readonly what: string;
  readonly found: string | null;
  /** What was expected, or what to install. */
  readonly mend: string;
}

const isThere = async (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

export async function firstOf(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (await isThere(path)) return path;
  return null;
}

const BINARY_FOLDERS = ['bin', 'sbin', 'usr/bin', 'usr/sbin'];
const LIBRARY_FOLDERS = ['lib', 'usr/lib', 'lib64', 'usr/lib64'];

const everywhere = ({ root, path }: Wanted, name: string): readonly string[] => [
  ...[root, '/'].flatMap((base) => BINARY_FOLDERS.map((folder) => join(base, folder, name))),
  ...path.split(delimiter).map((folder) => join(folder, name)),
];

export const findProgram = (wanted: Wanted, name: string): Promise<string | null> => firstOf(everywhere(wanted, name));

/** A library, and where in a root it belongs: in Debian's folder for its machine, or in everybody else's. */
export async function findLibrary(
  { root }: Wanted,
  { triplet }: LabMachine,
  name: string,
): Promise<{ file: string; place: string } | null> {
  const places = [triplet, ''].flatMap((of) => LIBRARY_FOLDERS.map((folder) => join(folder, of, name)));
  for (const base of [root, '/'])
    for (const place of places) if (await isThere(join(base, place))) return { file: join(base, place), place };
  return null;
}

const imagesOf = (root: string, release: string): readonly string[] => [
  join(root, 'boot', `vmlinuz-${release}`),
  ...['lib', 'usr/lib'].map((folder) => join(root, folder, 'modules', release, 'vmlinuz')),
];

const modulesOf = (roots: readonly string[], release: string): readonly string[] =>
  roots.flatMap((root) => ['lib', 'usr/lib'].map((folder) => join(root, folder, 'modules', release)));

/** Releases under a root, for those who named another. */
async function releasesIn(root: string): Promise<readonly string[]> {
  const folders = ['lib/modules', 'usr/lib/modules'].map((folder) => readdir(join(root, folder)).catch(() => []));
  return [...new Set((await Promise.all(folders)).flat())].sort();
}

const readable = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);

async function kernelAt(image: string, modules: string | null, { root }: Wanted): Promise<KernelFiles | null> {
  const bytes = await readable(image);
  if (bytes === null) return null;
  const release = releaseOf(bytes) ?? basename(modules ?? image).replace(/^vmlinu[xz]-/, '');
  const beside = join(dirname(image), '..');
  return { image, release, modules: modules ?? (await firstOf(modulesOf([root, beside, '/'], release))) };
}

interface Asked {
  readonly release: string;
  readonly image: string | null;
  readonly modules: string | null;
}

async function findKernel({ release, image, modules }: Asked, wanted: Wanted): Promise<KernelFiles | null> {
  if (image !== null) return kernelAt(image, modules, wanted);
  const named = await firstOf([...imagesOf(wanted.root, release), ...imagesOf('/', runningRelease())]);
  return named === null ? null : kernelAt(named, modules, wanted);
}

export interface FoundKernel {
  readonly supply: Supply;
  readonly kernel: KernelFiles | null;
}

/** The kernel of a boot: what was asked for, else what the scenario names, else the one that runs here. */
export async function kernelFor(number: number, release: string, wanted: Wanted): Promise<FoundKernel> {
  const isFirst = number === 1;
  const image = isFirst ? wanted.kernel : (wanted.nextKernel ?? wanted.kernel);
  const modules = isFirst
    ? wanted.modules
    : (wanted.nextModules ?? (wanted.nextKernel === null ? wanted.modules : null));
  const kernel = await findKernel({ release, image, modules }, wanted);
  const others = await releasesIn(wanted.root);
  const has = others.length > 0 ? `; under ${wanted.root} there are ${others.join(', ')}` : '';
  const mend =
    image === null
      ? `no kernel ${release} that can be read (Debian: linux-image-amd64, Fedora: kernel-core)${has}; or --kernel FILE`
      : `${image} cannot be read`;
  return { kernel, supply: { what: 'kernel', found: kernel && kernelSaid(kernel), mend } };
}

const kernelSaid = ({ release, image, modules }: KernelFiles): string =>
  `${release}, ${image}, ${modules === null ? 'no modules' : modules}`;

/** Its `-netdev stream` over a unix socket came with 7.2. */
const VERSION_MIN = [7, 2] as const;

export const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > VERSION_MIN[0] || (major === VERSION_MIN[0] && minor >= VERSION_MIN[1]);
};

export interface Emulator {
  readonly program: string;
  /** E.g. `7.2.22`. */
  readonly version: string;
}

export async function findEmulator(wanted: Wanted, lab: LabMachine): Promise<Emulator | null> {
  const program = wanted.emulator ?? (await findProgram(wanted, lab.emulator));
  if (program === null) return null;
  const run = promisify(execFile)(program, ['--version'], { timeout: 20_000 });
  const said = await run.then(
    ({ stdout }) => stdout,
    () => '',
  );
  const version = /version (\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1];
  return version === undefined ? null : { program, version };
}

export function emulatorSupply(emulator: Emulator | null, lab: LabMachine): Supply {
  const right = emulator !== null && isNewEnough(emulator.version);
  const mend = emulator === null || right ? '' : `${emulator.program} is ${emulator.version}; `;
  return {
    what: 'emulator',
    found: right ? `QEMU ${emulator.version}, ${emulator.program}` : null,
    mend: `${mend}${lab.emulator} 7.2 or newer (${lab.packages})`,
  };
}
