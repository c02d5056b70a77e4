/** Memory, files and threads stay flat, however long a program runs. `LASTPASS_LONG=1` makes it run long. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { run } from './support/programs.js';
import { Sandbox, sandbox, until } from './support/sandbox.js';

const LONG = process.env['LASTPASS_LONG'] === '1' ? 20 : 1;

/** What is done, and how often. */
const ACTS = {
  calls: 60,
  failures: 60,
  refusals: 60,
  lists: 60,
  clients: 150,
  aborted: 60,
  signal: 60,
  logged: 60,
  providers: 150,
  workers: 12,
};

for (const [act, times] of Object.entries(ACTS)) {
  test(`${act} stay flat`, { skip: process.platform !== 'linux' }, async () => {
    const tenant = await sandbox.tenant({ users: 25, recorded_requests: 0 });
    const { code, out, err } = await run('enduring.js', tenant, [act, String(times * LONG)]);
    assert.deepEqual([code, err], [0, '']);
    const [grown, files, threads] = out.split(/\s/).map(Number);
    // What a loop leaves to V8 goes up and down by some MiB; a leak of one object for each call would be far more.
    assert.ok(grown! < 8 * 1024 + (act === 'workers' ? 24 * 1024 : 0), `${grown} KiB more`);
    assert.ok(files! < 100 && threads! < 24, out);
  });
}

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Waits until the garbage collector has found out that something is garbage. */
async function untilGone(references: readonly WeakRef<object>[]): Promise<void> {
  await until(async () => {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
    return references.every((reference) => reference.deref() === undefined);
  }, 'garbage');
}

test('clients that nobody holds are let go, and close their connections', async () => {
  const own = await Sandbox.start();
  const tenant = await own.tenant();
  const use = async () => {
    const lp = tenant.client();
    await lp.users.get(80001);
    return new WeakRef(lp);
  };
  const used = [await use(), await use(), await use(), await use()];
  assert.equal((await own.traffic()).connections, 4);
  await untilGone(used);
  await until(async () => {
    gc();
    // V8 may hold on to what it called last.
    return (await own.traffic()).connections <= 1;
  }, 'no connection left');
});

test('a client that nobody holds is let go with its function', async () => {
  const tenant = await sandbox.tenant();
  const held = await (async () => {
    const large = { apiKey: tenant.apiKey };
    const fine = async () => large;
    const failing = () => {
      throw large;
    };
    await tenant.client({ apiKey: undefined, provisioning: undefined, credentials: fine }).users.get(80001);
    const broken = tenant.client({ apiKey: undefined, provisioning: undefined, credentials: failing });
    await broken.users.get(80001).catch(() => {});
    return [fine, failing, large].map((each) => new WeakRef<object>(each));
  })();
  await untilGone(held);
});

test('lists, signals and answers that nobody holds are let go', async () => {
  const lp = (await sandbox.tenant()).client();
  const held = await (async () => {
    const { signal } = new AbortController();
    const pager = lp.users.list({ pageSize: 10 }, { signal });
    for await (const _ of pager) {
      break;
    }
    const user = await lp.users.get(80001, { signal });
    return [pager, signal, user].map((each) => new WeakRef<object>(each));
  })();
  await untilGone(held);
});
