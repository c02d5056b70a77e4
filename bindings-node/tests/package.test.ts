/** What is installed: its files, its entries for each kind of module, and what is said where a part is missing. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, describe, test } from 'node:test';

import * as imported from 'lastpass-admin';

const require = createRequire(import.meta.url);
const FOLDER = dirname(require.resolve('lastpass-admin/package.json'));
const MODULES = dirname(FOLDER);
const about = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'lastpass-admin-'));
after(() => rmSync(scratch, { recursive: true }));

/** A project with a copy of the package, and with or without its part for this platform. */
function project(name: string, parts: readonly ('platform' | 'broken')[]): string {
  const folder = join(scratch, name);
  const modules = join(folder, 'node_modules');
  cpSync(FOLDER, join(modules, 'lastpass-admin'), { recursive: true });
  if (parts.length > 0) {
    cpSync(join(MODULES, '@lastpass-admin'), join(modules, '@lastpass-admin'), { recursive: true });
  }
  if (parts.includes('broken')) {
    for (const platform of readdirSync(join(modules, '@lastpass-admin'))) {
      writeFileSync(join(modules, '@lastpass-admin', platform, 'lastpass-admin.node'), 'not a library');
    }
  }
  return folder;
}

function evaluate(
  folder: string,
  code: string,
  ...options: string[]
): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, '-e', code], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined },
  });
  return { status, out: stdout + stderr };
}

describe('what is imported', () => {
  test('is what is required, the same objects', () => {
    const required = require('lastpass-admin');
    const marks = ['__esModule', 'default', 'module.exports'];
    const names = Object.keys(imported).filter((name) => !marks.includes(name));
    assert.deepEqual(names.sort(), Object.keys(required).sort());
    for (const [name, value] of Object.entries(required)) {
      assert.equal((imported as Record<string, unknown>)[name], value, name);
    }
  });

  test('is all public, and nothing else is', () => {
    const names = Object.keys(require('lastpass-admin'));
    const others = names.filter((name) => !/Error$/.test(name));
    assert.deepEqual(others.sort(), ['Client', 'EventCursor', 'Outcome', 'Pager', 'setLogger', 'version']);
    assert.equal(
      names.filter((name) => /Error$/.test(name)).length,
      22,
      'a class for each kind, and their root',
    );
  });

  test('has the version of the package', () => {
    assert.equal(imported.version, about.version);
    assert.match(imported.version, /^\d+\.\d+\.\d+/);
  });

  test('by a path within it is not', () => {
    for (const path of [
      'dist/session.js',
      'dist/generated/arguments.js',
      'dist/index.js',
      'dist/native.js',
    ]) {
      assert.throws(() => require(`lastpass-admin/${path}`), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
    }
  });

  test('starts nothing and reads nothing until a client is made', () => {
    const code = `require('lastpass-admin'); console.log(
      Object.keys(require.cache).filter((name) => name.endsWith('.node')).length,
      process._getActiveHandles().length - process._getActiveRequests().length)`;
    const before = evaluate(join(MODULES, '..'), `console.log(0, process._getActiveHandles().length)`).out;
    assert.equal(evaluate(join(MODULES, '..'), code).out, before);
  });
});

describe('what is installed', () => {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FOLDER, join(entry.parentPath ?? entry.path, entry.name)));

  test('is what is needed', () => {
    assert.deepEqual(files.filter((file) => !/^dist\/.*\.(js|mjs|d\.ts|d\.mts)$/.test(file)).sort(), [
      'LICENSE-APACHE',
      'LICENSE-MIT',
      'README.md',
      'package.json',
    ]);
    for (const file of files.filter((name) => name.endsWith('.js') && name !== 'dist/load.js')) {
      assert.ok(files.includes(file.replace(/js$/, 'd.ts')), `${file} has types`);
    }
    assert.ok(files.includes('dist/index.mjs') && files.includes('dist/index.d.mts'));
  });

  test('depends on nothing but its part for this platform', () => {
    assert.equal(about.dependencies, undefined);
    assert.equal(
      about.scripts?.install ?? about.scripts?.postinstall ?? about.scripts?.preinstall,
      undefined,
    );
    for (const name of Object.keys(about.optionalDependencies)) {
      const part = JSON.parse(readFileSync(join(MODULES, name, 'package.json'), 'utf8'));
      assert.equal(part.version, about.version);
      assert.equal(about.optionalDependencies[name], about.version, 'exactly this version');
      assert.deepEqual([part.os, part.cpu], [[process.platform], [process.arch]]);
      assert.ok(existsSync(join(MODULES, name, part.main)));
    }
  });

  test('documents what is public for editors', () => {
    const types = readFileSync(join(FOLDER, 'dist/generated/resources/users.d.ts'), 'utf8');
    assert.match(types, /Lists the users of the company/);
    assert.match(types, /@throws/);
    const client = readFileSync(join(FOLDER, 'dist/client.d.ts'), 'utf8');
    assert.ok(!client.includes('Session'), 'what is internal is not declared');
  });
});

describe('where the part for this platform', () => {
  const make = `new (require('lastpass-admin').Client)({ apiKey: 'lpkey_0123456789abcdef' })`;
  const caught = `try { ${make} } catch (e) { console.log(e.name, e.code, e.message, e instanceof require('lastpass-admin').LastPassError) }`;

  test('is there, it loads', () => {
    assert.deepEqual(evaluate(project('whole', ['platform']), make), { status: 0, out: '' });
  });

  test('is missing, the error names it and what to do', () => {
    const folder = project('bare', []);
    assert.equal(evaluate(folder, `require('lastpass-admin')`).status, 0, 'the module itself loads');
    const { out } = evaluate(folder, caught);
    assert.match(out, /^ConfigurationError configuration /);
    assert.match(out, new RegExp(`@lastpass-admin/${process.platform}-${process.arch}`));
    assert.match(out, /npm install/);
    assert.match(out, /--omit=optional/);
    assert.match(out, /true$/m);
  });

  test('is missing on another platform, the error names that', () => {
    const folder = project('elsewhere', []);
    const { out } = evaluate(
      folder,
      `Object.defineProperty(process, 'platform', { value: 'darwin' }); Object.defineProperty(process, 'arch', { value: 'riscv64' }); ${caught}`,
    );
    assert.match(out, /@lastpass-admin\/darwin-riscv64 /);
  });

  test('is damaged, the error says that it does not load, and why', () => {
    const { out } = evaluate(project('broken', ['broken']), caught);
    assert.match(out, /^ConfigurationError configuration .*does not load/);
  });

  test('is missing, it is looked for again with the next client', () => {
    const folder = project('later', []);
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const code = `${caught}; require('fs').cpSync(${JSON.stringify(join(MODULES, '@lastpass-admin'))}, 'node_modules/@lastpass-admin', { recursive: true }); ${make}; console.log('made')`;
    assert.match(evaluate(folder, code).out, /made/);
  });
});

test('two copies of the package in a process do not disturb one another', () => {
  const one = project('one', ['platform']);
  const two = project('two', ['platform']);
  const code = `
    const [a, b] = [${JSON.stringify(one)}, ${JSON.stringify(two)}].map((p) => require(p + '/node_modules/lastpass-admin'));
    const clients = [a, b].map(({ Client }) => new Client({ apiKey: 'lpkey_0123456789abcdef', businessUrl: 'http://127.0.0.1:1/business', maxRetries: 0 }));
    Promise.allSettled(clients.map((lp) => lp.users.get(1))).then((found) =>
      console.log(found.map(({ reason }) => reason.code).join(), found[0].reason instanceof a.LastPassError, found[0].reason instanceof b.LastPassError));`;
  assert.deepEqual(evaluate(one, code), { status: 0, out: 'connection,connection true false\n' });
});
