/** The published document of this API. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../package-root';

export const readOpenApi = (): object =>
  parse(readFileSync(join(packageRoot(), 'schemas', 'openapi.yaml'), 'utf8')) as object;
