/** Packs the first root of each kernel in the lab: two programs, drivers, the script, and in it the next kernel with its own. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packingOf } from '../unpack';
import { type ArchivedFile, archive } from './cpio';
import { needsOf } from './elf';
import { initScript } from './init-script';
import { loadOrder, moduleName, moduleNeeds } from './kernel-image';
import type { LabMachine } from './lab-machine';
import type { LabBoot, LabPlan } from './plan';
import { findLibrary, type KernelFiles, type Wanted } from './supplies';

/** Something that the guest cannot do without is not there. */
export class GuestError extends Error {}

async function unpacked(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  const packing = packingOf(bytes);
  if (packing === null) return bytes;
  const one = (async function* () {
    yield bytes;
  })();
  const pieces: Uint8Array[] = [];
  for await (const piece of packing.unpack(one)) pieces.push(piece);
  return Buffer.concat(pieces);
}

interface ModuleFolder {
  readonly release: string;
  /** Name → file. */
  readonly files: ReadonlyMap<string, string>;
  readonly builtIn: ReadonlySet<string>;
}

async function moduleFolder({ release, modules }: KernelFiles): Promise<ModuleFolder> {
  if (modules === null) return { release, files: new Map(), builtIn: new Set() };
  const paths = await readdir(modules, { recursive: true }).catch((error: unknown) => {
    throw new GuestError(`${modules}: expected a folder of modules`, { cause: error });
  });
  const builtIn = await readFile(join(modules, 'modules.builtin'), 'utf8').catch(() => '');
  return {
    release,
    files: new Map(
      paths.filter((path) => /\.ko(\.[a-z]+)?$/.test(path)).map((path) => [moduleName(path), join(modules, path)]),
    ),
    builtIn: new Set(builtIn.split('\n').filter(Boolean).map(moduleName)),
  };
}

interface LoadedModule {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Modules with all that they need, in the order of loading; those built in are left out. */
async function modulesFor(wanted: readonly string[], kernel: KernelFiles): Promise<readonly LoadedModule[]> {
  const { files, builtIn, release } = await moduleFolder(kernel);
  const read = new Map<string, LoadedModule>();
  const reach = async (name: string): Promise<void> => {
    const file = files.get(name);
    if (read.has(name) || builtIn.has(name)) return;
    if (file === undefined) throw new GuestError(`kernel ${release} has no module ${name}, and it is not built in`);
    const bytes = await unpacked(file);
    read.set(name, { name, bytes });
    for (const need of moduleNeeds(bytes)) await reach(need);
  };
  for (const name of wanted) await reach(moduleName(name));
  const needs = (name: string) => moduleNeeds(read.get(name)?.bytes ?? Buffer.alloc(0));
  return loadOrder(wanted, needs).flatMap((name) => read.get(name) ?? []);
}

/** Where things of the guest are looked for, and for which machine. */
export interface Pantry {
  readonly wanted: Wanted;
  readonly lab: LabMachine;
}

/** A program with its loader and libraries, each at the place where it was found. */
export async function programFiles(
  file: string,
  place: string,
  { wanted, lab }: Pantry,
): Promise<readonly ArchivedFile[]> {
  const bytes = await readFile(file);
  const machine = needsOf(bytes)?.machine ?? lab.elfMachine;
  if (machine !== lab.elfMachine)
    throw new GuestError(`${file} is a program for another machine than ${lab.arch}; --root DIR`);
  const packed = new Map<string, ArchivedFile>([[place, { path: place, bytes }]]);
  const reach = async (needy: Buffer): Promise<void> => {
    const needs = needsOf(needy);
    for (const name of [...(needs?.loader ? [needs.loader] : []), ...(needs?.libraries ?? [])]) {
      const library = await findLibrary(wanted, lab, basename(name));
      if (library === null) throw new GuestError(`${file} needs ${name}, which is not under ${wanted.root} or /`);
      const path = name.startsWith('/') ? name.slice(1) : library.place;
      if (packed.has(path)) continue;
      const found = await readFile(library.file);
      packed.set(path, { path, bytes: found });
      await reach(found);
    }
  };
  await reach(bytes);
  return [...packed.values()];
}

export interface Programs {
  readonly busybox: string;
  readonly kexec: string;
}

/** The guest's whole user space. */
export async function toolFiles({ busybox, kexec }: Programs, pantry: Pantry): Promise<readonly ArchivedFile[]> {
  const shell = await programFiles(busybox, 'bin/busybox', pantry);
  return [...shell, ...(await programFiles(kexec, 'sbin/kexec', pantry))];
}

export interface GuestBoot {
  readonly boot: LabBoot;
  readonly kernel: KernelFiles;
  readonly commandLine: string;
}

export interface Guest {
  readonly plan: LabPlan;
  readonly boots: readonly GuestBoot[];
  readonly tools: readonly ArchivedFile[];
}

async function rootOf(
  { boot, kernel }: GuestBoot,
  next: GuestBoot | undefined,
  { plan, tools }: Guest,
): Promise<Buffer> {
  const { tap } = plan.lab;
  const modules = await modulesFor([...tap.modules, ...boot.modules], kernel);
  const opening = (await modulesFor(tap.modules, kernel)).map(({ name }) => name);
  const script = initScript({
    boot,
    tap: { ...tap, modules: opening },
    modules: modules.map(({ name }) => name).filter((name) => !opening.includes(name)),
    bdfs: plan.devices.map(({ bdf }) => bdf),
    next: next?.commandLine ?? null,
  });
  const files = [
    { path: 'init', bytes: Buffer.from(script, 'latin1') },
    ...tools,
    ...modules.map(({ name, bytes }) => ({ path: `modules/${name}.ko`, bytes })),
  ];
  return gzipSync(archive(files, ['proc', 'sys', 'dev']), { level: 1 });
}

/** The first kernel's archive, which holds all others: an archive that is not packed may stand before one that is. */
export async function packGuest(guest: Guest): Promise<Buffer> {
  let inner: Buffer | null = null;
  for (const [at, boot] of [...guest.boots.entries()].reverse()) {
    const next = guest.boots[at + 1];
    const own = await rootOf(boot, next, guest);
    if (inner === null || next === undefined) inner = own;
    else {
      const image = await readFile(next.kernel.image);
      const carried = archive([
        { path: 'next/kernel', bytes: image },
        { path: 'next/initrd', bytes: inner },
      ]);
      inner = Buffer.concat([carried, own]);
    }
  }
  if (inner === null) throw new Error('a host without kernels was planned');
  return inner;
}
