/** A list that fails on the way, and one that its reader leaves. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PagingError, RateLimitError, ServerError, type Client } from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ALL, company, ids, read } from './support/lists.js';
import { SLOW, Sandbox, until } from './support/sandbox.js';

const FAILS = { status: { status: 500 } };

test('a failure in the middle ends the loop, and the same pager tries the page again', async () => {
  const [tenant, lp] = await company({ maxRetries: 0 });
  await tenant.fault('listUsers', FAILS, { after: 1, times: 1 });
  const pager = lp.users.list({ pageSize: 10 });
  const seen: (number | undefined)[] = [];
  const error = await refused(() => read(pager, seen));
  assert.ok(error instanceof ServerError);
  assert.equal(error.operation, 'users.list');
  assert.deepEqual(seen, ALL.slice(0, 10));
  const rest = await lp.users.list({ pageSize: 10, pageToken: pager.pageToken }).toArray();
  assert.deepEqual(ids(rest), ALL.slice(10), 'the token is where it failed');
  assert.deepEqual(await read(pager, seen), ALL, 'none lost, none twice');
});

test('toArray is all or nothing', async () => {
  const [tenant, lp] = await company({ maxRetries: 0 });
  await tenant.fault('listUsers', FAILS, { after: 2, times: 1 });
  const pager = lp.users.list({ pageSize: 10 });
  assert.ok((await refused(() => pager.toArray())) instanceof ServerError);
  assert.equal(pager.pageToken, 'start', 'nothing was given');
  assert.deepEqual(ids(await pager.toArray()), ALL, 'and nothing is lost');
});

test('a page is sent again like any read', async () => {
  const [tenant, lp] = await company();
  await tenant.fault('listUsers', FAILS, { after: 1, times: 2 });
  const attempts = [];
  for await (const { response } of lp.users.list({ pageSize: 10 }).pages()) {
    attempts.push(response.attempts);
  }
  assert.deepEqual(attempts, [1, 3, 1]);
});

test('a list without end is an error', async () => {
  const [tenant, lp] = await company();
  await tenant.fault('listUsers', 'repeat-token');
  assert.ok((await refused(() => read(lp.users.list({ pageSize: 10 })))) instanceof PagingError);
});

test('a wait that the vendor asks for is in the error', async () => {
  const [tenant, lp] = await company();
  await tenant.fault('listUsers', { 'too-many-requests': { retry_after: { seconds: 300 } } }, { after: 1 });
  const error = await refused(() => read(lp.users.list({ pageSize: 10 })));
  assert.ok(error instanceof RateLimitError);
  assert.equal(error.retryAfter, 300_000);
});

test('the next page is on its way while this one is worked on', async () => {
  const [tenant, lp] = await company();
  const pages = lp.users.list({ pageSize: 10 }).pages();
  await pages.next();
  await pages.next();
  await tenant.untilAsked('listUsers', 3);
  assert.equal((await pages.next()).value?.items.length, 5);
  assert.equal(await tenant.hits('listUsers'), 3);
});

const lists: unknown[] = [];

/** A list that is held, so that it is not the garbage collector that ends it. */
function kept<T>(list: T): T {
  lists.push(list);
  return list;
}

for (const [name, leave] of Object.entries({
  'a loop over items': async (lp: Client, asked: () => Promise<void>) => {
    for await (const { id } of kept(lp.users.list({ pageSize: 10 }))) {
      if (id === 80011) {
        await asked();
        break;
      }
    }
  },
  'a loop over pages': async (lp: Client, asked: () => Promise<void>) => {
    let pages = 0;
    for await (const _ of kept(lp.users.list({ pageSize: 10 })).pages()) {
      if (++pages === 2) {
        await asked();
        break;
      }
    }
  },
  'a loop that throws': async (lp: Client, asked: () => Promise<void>) => {
    const failing = async () => {
      for await (const { id } of kept(lp.users.list({ pageSize: 10 }))) {
        if (id === 80011) {
          await asked();
          throw new RangeError('mine');
        }
      }
    };
    await assert.rejects(failing, RangeError);
  },
})) {
  test(`leaving ${name} drops the page that is on its way`, async () => {
    const own = await Sandbox.start();
    const tenant = await own.tenant();
    await tenant.fault('listUsers', SLOW, { after: 2 });
    const lp = tenant.client();
    await leave(lp, () => tenant.untilAsked('listUsers', 3));
    await own.untilDropped();
    assert.equal((await lp.users.get(80001)).id, 80001);
    assert.equal(await tenant.hits('listUsers'), 3);
  });
}

test('a page that is under way keeps no other call waiting', async () => {
  const own = await Sandbox.start();
  const tenant = await own.tenant();
  await tenant.fault('listUsers', { delay: { before_ms: 500 } });
  const lp = tenant.client();
  let done = false;
  const list = lp.users
    .list()
    .toArray()
    .finally(() => (done = true));
  await tenant.untilAsked('listUsers');
  await lp.users.get(80001);
  assert.equal(done, false);
  await list;
  await until(async () => (await own.traffic()).inFlight === 0, 'all answered');
});
