/** Where the package's own files are: the same from libs/ (tests) and from dist/libs/ (built, in a checkout or installed). */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MARK = join('schemas', 'openapi.yaml');

export function packageRoot(folder: string = __dirname): string {
  if (existsSync(join(folder, MARK))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no ${MARK} above ${__dirname}: the package lacks its files`);
  return packageRoot(parent);
}
