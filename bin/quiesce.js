#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const built = join(__dirname, '..', 'dist', 'apps', 'quiesce.js');
if (!existsSync(built)) {
  process.stderr.write('quiesce: not built yet. Run `npm run build` (or `npm run up`, which installs and builds).\n');
  process.exit(2);
}
require(built);
