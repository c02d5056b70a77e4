/** A client at work, with many calls at once, and its closing. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { Client } from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, SLOW, Sandbox, sandbox, type Tenant } from './support/sandbox.js';

describe('closing', () => {
  async function alone(): Promise<readonly [Sandbox, Tenant, Client]> {
    const own = await Sandbox.start();
    const tenant = await own.tenant();
    return [own, tenant, tenant.client()];
  }

  test('ends the connections, and may come twice', async () => {
    const [own, , lp] = await alone();
    await lp.users.get(80001);
    assert.equal((await own.traffic()).connections, 1);
    lp.close();
    lp.close();
    await own.untilUnconnected();
  });

  test('by using', async () => {
    const [own, tenant] = await alone();
    {
      using lp = tenant.client();
      await lp.users.get(80001);
    }
    await own.untilUnconnected();
    {
      await using lp = tenant.client();
      await lp.users.get(80001);
    }
    await own.untilUnconnected();
    await assert.rejects(async () => {
      using lp = tenant.client();
      await lp.users.get(80001);
      throw new RangeError('mine');
    }, RangeError);
    await own.untilUnconnected();
  });

  test('refuses every use after it, unsent', async () => {
    const tenant = await sandbox.tenant();
    const lp = tenant.client();
    const { users } = lp;
    const halfRead = users.list({ pageSize: 10 });
    await halfRead[Symbol.asyncIterator]().next();
    lp.close();
    const asked = await tenant.hits();
    for (const use of [
      () => users.get(80001),
      () => lp.users.list().toArray(),
      () => lp.provisioning.users.get(ADA),
      () => lp.withOptions({ timeout: 5_000 }).users.get(80001),
      () => lp.check(),
    ]) {
      const error = await refused(use);
      assert.match(error.message, /closed/);
      assert.equal(error.delivery, 'not_sent');
    }
    assert.ok((await tenant.hits()) <= asked + 1, 'the page that was being read ahead, at most');
  });

  test('lets a call end that is under way', async () => {
    const [own, tenant, lp] = await alone();
    await tenant.fault('getUser', { delay: { before_ms: 200 } });
    const call = lp.users.get(80001);
    await tenant.untilAsked('getUser');
    lp.close();
    assert.equal((await call).id, 80001);
    await own.untilUnconnected();
  });

  test('calls one after another share a connection', async () => {
    const [own, , lp] = await alone();
    for (let turn = 0; turn < 5; turn++) {
      await lp.users.get(80001);
      await lp.withOptions({ maxRetries: 0 }).provisioning.users.get(ADA);
    }
    assert.equal((await own.traffic()).connections, 1);
  });
});

test('a thousand calls at once, each with its own answer', async () => {
  const tenant = await sandbox.tenant({ users: 100 });
  const lp = tenant.client();
  const ids = Array.from({ length: 1000 }, (_, place) => 80001 + (place % 100));
  const found = await Promise.all(ids.map((id) => lp.users.get(id)));
  assert.deepEqual(
    found.map(({ id }) => id),
    ids,
  );
});

test('failures and answers at once go to whom they belong', async () => {
  const lp = (await sandbox.tenant()).client();
  const found = await Promise.allSettled(
    Array.from({ length: 200 }, (_, place) => lp.users.get(place % 2 ? 4 : 80001)),
  );
  assert.ok(found.every(({ status }, place) => status === (place % 2 ? 'rejected' : 'fulfilled')));
});

test('the event loop turns while calls are under way', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', { delay: { before_ms: 300 } });
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 5);
  await tenant.client().users.get(80001);
  clearInterval(timer);
  assert.ok(turns > 10, `${turns} turns`);
});

test('clients of other keys do not wait for one another', async () => {
  const [slow, quick] = [await sandbox.tenant(), await sandbox.tenant()];
  await slow.fault('getUser', SLOW);
  const controller = new AbortController();
  const calls = Array.from({ length: 64 }, () =>
    slow.client().users.get(80001, { signal: controller.signal }),
  );
  assert.equal((await quick.client().users.get(80001)).id, 80001);
  controller.abort();
  await Promise.allSettled(calls);
});
