/** Logs go to the logger that is set, and tell no secret and nobody's address. */

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';

import { setLogger, type Client, type LogLevel, type Logger } from 'lastpass-admin';

import { ADA, sandbox, until } from './support/sandbox.js';

type Line = readonly [level: string, text: string];

function collecting(lines: Line[]): Logger {
  const method = (level: string) => (text: string) => void lines.push([level, text]);
  return { debug: method('debug'), info: method('info'), warn: method('warn'), error: method('error') };
}

/** The lines of some calls. */
async function linesOf(use: () => Promise<unknown>, level?: LogLevel): Promise<Line[]> {
  const lines: Line[] = [];
  setLogger(collecting(lines), level);
  await use().catch(() => {});
  await turn();
  setLogger(undefined);
  return lines;
}

afterEach(() => setLogger(undefined));

test('an attempt is a line', async () => {
  const lp = (await sandbox.tenant()).client();
  const [line, ...others] = await linesOf(() => lp.users.get(80001));
  assert.deepEqual(others, []);
  assert.equal(line?.[0], 'debug');
  for (const part of ['users.get', 'GET', '200']) {
    assert.ok(line?.[1].includes(part), `${part} in ${line?.[1]}`);
  }
  assert.ok(!line?.[1].includes('80001'), 'the path’s template, not the path');
});

test('sending again is a warning', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', { status: { status: 503 } }, { times: 1 });
  const lines = await linesOf(() => tenant.client().users.get(80001));
  assert.deepEqual(
    lines.map(([level]) => level),
    ['debug', 'warn', 'debug'],
  );
});

test('a level leaves out what is lighter, at any time', async () => {
  const tenant = await sandbox.tenant();
  const lp = tenant.client();
  for (const [level, expected] of [
    ['warn', 1],
    ['debug', 3],
    ['error', 0],
    [undefined, 3],
    ['info', 1],
  ] as const) {
    await tenant.fault('getUser', { status: { status: 503 } }, { times: 1 });
    assert.equal((await linesOf(() => lp.users.get(80001), level)).length, expected, level);
  }
});

test('without a logger there are no lines, and a second one takes the place of the first', async () => {
  const lp = (await sandbox.tenant()).client();
  const [first, second]: [Line[], Line[]] = [[], []];
  setLogger(collecting(first));
  setLogger(collecting(second));
  await lp.users.get(80001);
  await until(() => second.length === 1, 'a line');
  setLogger(undefined);
  await lp.users.get(80001);
  assert.deepEqual([first.length, second.length], [0, 1]);
});

test('console is a logger, and methods are called on it', async () => {
  const lp = (await sandbox.tenant()).client();
  class Own {
    lines: string[] = [];
    debug(line: string): void {
      this.lines.push(line);
    }
    info = (): void => {};
    warn = (): void => {};
    error = (): void => {};
  }
  const own = new Own();
  setLogger(own);
  await lp.users.get(80001);
  await until(() => own.lines.length === 1, 'a line');
  setLogger(console, 'error');
});

test('a logger that fails, or is none, does not fail the call', async () => {
  const lp = (await sandbox.tenant()).client();
  const throwing = (): never => {
    throw new Error('the disk is full');
  };
  setLogger({ debug: throwing, info: throwing, warn: throwing, error: throwing });
  assert.equal((await lp.users.get(80001)).id, 80001);
  setLogger({} as any);
  assert.equal((await lp.users.get(80001)).id, 80001);
});

test('a logger that is none is refused', () => {
  for (const wrong of [5, 'console', null, true] as any[]) {
    assert.throws(() => setLogger(wrong), String(wrong));
  }
  assert.throws(() => setLogger(console, 'verbose' as any));
});

test('no secret and no address is logged', async () => {
  const tenant = await sandbox.tenant();
  const lp: Client = tenant.client();
  const uses: (() => Promise<unknown>)[] = [
    () => lp.users.list({ email: ADA, name: 'Ada%' }).toArray(),
    () => lp.users.create({ email: ADA, creationAccountAction: 'stage' }),
    () => lp.provisioning.users.get('nobody@example.com'),
    () => lp.provisioning.users.add([{ username: 'grace@example.com', password: 'First-login-1' }]),
    () =>
      lp.provisioning.sites.push({ users: ADA, url: 'https://p.example', name: 'P', password: 'Pushed-1' }),
    () => lp.request('GET', '/v1/users', { query: { email: ADA } }),
    () => lp.iam.users.get(ADA),
    () => lp.check(),
  ];
  const lines = await linesOf(async () => {
    for (const use of uses) {
      await use().catch(() => {});
    }
  });
  assert.ok(lines.length >= uses.length);
  const text = lines.map(([, line]) => line).join('\n');
  for (const secret of [
    tenant.apiKey,
    tenant.provhash,
    String(tenant.cid),
    'First-login-1',
    'Pushed-1',
    '@',
    'Ada',
    'p.example',
  ]) {
    assert.ok(!text.includes(secret), secret);
  }
});
