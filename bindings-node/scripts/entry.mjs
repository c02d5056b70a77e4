/**
 * Writes the entry for ES modules, which gives the same objects as `require` does, so that there is one of each class:
 *
 *     node scripts/entry.mjs path/to/dist
 *
 * Where an ES module imports one of the older kind, Node searches its whole text for the names of what it exports, and that
 * takes far longer than to load it. So what is imported are two lines, with a `require` that bundlers can follow.
 */

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const dist = resolve(process.argv[2]);
const names = Object.keys(createRequire(import.meta.url)(`${dist}/index.js`));
writeFileSync(`${dist}/load.js`, `'use strict';\nexports.load = () => require('./index.js');\n`);
writeFileSync(
  `${dist}/index.mjs`,
  `import { load } from './load.js';\nexport const {\n${names.map((name) => `  ${name},\n`).join('')}} = load();\n`,
);
