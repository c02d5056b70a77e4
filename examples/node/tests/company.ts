/**
 * What every test has: a way to run an example against a company of its own. The sandbox is that of the package's tests,
 * which stand in the folder `tests` of the project in which both are run.
 */

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

import { sandbox, type Tenant } from '../../tests/support/sandbox.js';

/** Where the examples are, and what they are called. */
export const EXAMPLES = dirname(dirname(fileURLToPath(import.meta.url)));

/** How a program ended, and what it printed. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A program that runs. */
export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** A row of CSV by the names of its columns. */
export type Row = Record<string, string>;

/** A company of the sandbox, the environment that leads to it, and the folder in which examples run. */
export class Company {
  readonly tenant: Tenant;
  readonly folder: string;
  environment: Record<string, string>;

  private constructor(tenant: Tenant, folder: string) {
    this.tenant = tenant;
    this.folder = folder;
    this.environment = { ...tenant.environment };
  }

  /** A company of eight users: ada, bob, eve, who is disabled, and others; carol is invited. Always the same people. */
  static async of(
    test: TestContext,
    size: object = { users: 8, companies: 3, folders: 6 },
  ): Promise<Company> {
    const folder = await mkdtemp(join(tmpdir(), 'example-'));
    test.after(() => rm(folder, { recursive: true }));
    return new Company(await sandbox.tenant({ seed: 1, events: 0, ...size }), folder);
  }

  /** Starts an example, with nothing in its environment but what leads to the company. */
  start(program: string, ...given: string[]): Running {
    const child = spawn(process.execPath, [join(EXAMPLES, `${program}.js`), ...given], {
      cwd: this.folder,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    return { child, ended: this.#ended(child) };
  }

  /** Runs an example to its end. */
  run(program: string, ...given: string[]): Promise<Ended> {
    return this.start(program, ...given).ended;
  }

  /** What stands in the folder. */
  async files(): Promise<string[]> {
    return (await readdir(this.folder)).sort();
  }

  /** The text of a file, without the mark of UTF-8. */
  async text(name: string): Promise<string> {
    return (await readFile(join(this.folder, name), 'utf8')).replace(/^\uFEFF/, '');
  }

  /** The rows of a CSV file. */
  async rows(name: string): Promise<Row[]> {
    return rowsOf(await this.text(name));
  }

  /** A command, sent without the package: what the vendor would show. */
  async command(cmd: string, data?: unknown): Promise<any> {
    const { cid, provhash, environment } = this.tenant;
    const body = JSON.stringify({ cid, provhash, cmd, data });
    const answer = await fetch(environment['LASTPASS_PROVISIONING_URL']!, { method: 'POST', body });
    return answer.json();
  }

  /** A user as the vendor shows it. */
  async user(username: string): Promise<any> {
    return Object.values((await this.command('getuserdata', { username })).Users)[0];
  }

  /** The end of an example. Whatever it does, it prints no credential and no stack. */
  async #ended(child: ChildProcess): Promise<Ended> {
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [out, err] = await Promise.all([child.stdout, child.stderr].map(printed));
    for (const secret of [this.tenant.apiKey, this.tenant.provhash, '    at ']) {
      assert.ok(!`${out}${err}`.includes(secret), `${out}${err}`);
    }
    return { code: await closed, out: out!, err: err! };
  }
}

function printed(stream: Readable | null): Promise<string> {
  let text = '';
  stream?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return new Promise((resolve) => stream?.on('close', () => resolve(text)));
}

/** The rows of CSV that has a header. */
export function rowsOf(text: string): Row[] {
  const [header = [], ...rows] = text
    .split('\r\n')
    .slice(0, -1)
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)])
    .map((cells) => cells.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''));
  return rows.map((cells) => Object.fromEntries(header.map((name, place) => [name, cells[place] ?? ''])));
}

/** Asserts that a program ended well. */
export function well({ code, err }: Ended): void {
  assert.equal(code, 0, err);
}

/** Asserts that all of it was said. */
export function says(text: string, ...parts: (string | RegExp)[]): void {
  for (const part of parts) {
    assert.ok(typeof part === 'string' ? text.includes(part) : part.test(text), `${part} is not in ${text}`);
  }
}
