/**
 * Makes the package of one platform of an addon that was built for it:
 *
 *     node scripts/platform.mjs linux-x64-gnu path/to/liblastpass_admin_node.so path/to/folder
 *
 * and lists it among the optional dependencies of the package.json beside the folder `scripts`, with those of further platforms,
 * which are named behind it and built elsewhere.
 */

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whose crates are compiled into the addon. */
const TERMS = 'LICENSE-THIRD-PARTY';

const [platform, addon, folder, ...further] = process.argv.slice(2);
const [os, cpu, libc] = platform.split('-');
const main = new URL('../package.json', import.meta.url);
const whole = JSON.parse(readFileSync(main, 'utf8'));
const { version, repository, license, author, engines } = whole;
const nameOf = (platform) => `@lastpass-admin/${platform}`;

const own = {
  name: nameOf(platform),
  version,
  description: `The part of lastpass-admin for ${platform}.`,
  repository,
  license,
  author,
  engines,
  os: [os],
  cpu: [cpu],
  ...(libc && { libc: [libc === 'gnu' ? 'glibc' : libc] }),
  main: 'lastpass-admin.node',
  files: ['lastpass-admin.node', TERMS],
};
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
mkdirSync(folder, { recursive: true });
copyFileSync(addon, join(folder, 'lastpass-admin.node'));
copyFileSync(new URL(`../${TERMS}`, import.meta.url), join(folder, TERMS));
writeFileSync(join(folder, 'package.json'), json(own));
const parts = [platform, ...further].map((platform) => [nameOf(platform), version]);
whole.optionalDependencies = { ...whole.optionalDependencies, ...Object.fromEntries(parts) };
writeFileSync(main, json(whole));
