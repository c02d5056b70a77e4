/** Lists: their items and pages, where they stand, and what is known of them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Pager, type Client, type CompanyUser } from 'lastpass-admin';

import { ALL, company, ids, read } from './support/lists.js';
import { sandbox } from './support/sandbox.js';

test('a loop gives all items, page after page', async () => {
  const [tenant, lp] = await company();
  const pager = lp.users.list({ pageSize: 10 });
  assert.ok(pager instanceof Pager);
  assert.equal(await tenant.hits(), 0, 'nothing is sent before something is asked for');
  assert.deepEqual(await read(pager), ALL);
  assert.equal(await tenant.hits('listUsers'), 3);
  assert.deepEqual(await read(pager), [], 'a list is read once');
  assert.equal(await tenant.hits('listUsers'), 3);
});

test('pages have their items, their place and what came with them', async () => {
  const [tenant, lp] = await company();
  await tenant.fault('listUsers', { delay: { before_ms: 50 } });
  const pages = [];
  for await (const page of lp.users.list({ pageSize: 10 }).pages()) {
    pages.push(page);
  }
  assert.deepEqual(
    pages.map(({ items }) => items.length),
    [10, 10, 5],
  );
  assert.deepEqual(
    pages.map(({ token }) => token),
    ['start', pages[0]!.nextToken, pages[1]!.nextToken],
  );
  assert.ok(!('nextToken' in pages[2]!));
  for (const { response } of pages) {
    assert.deepEqual([response.status, response.attempts], [200, 1]);
    assert.equal(response.headers['content-type'], 'application/json');
    assert.ok(response.elapsed >= 50 && response.elapsed < 10_000, 'in milliseconds');
  }
});

test('toArray gives all that is left', async () => {
  const [, lp] = await company();
  const pager = lp.users.list({ pageSize: 10 });
  assert.deepEqual(ids(await pager.toArray()), ALL);
  assert.deepEqual(await pager.toArray(), []);
  const begun = lp.users.list({ pageSize: 10 });
  for await (const { id } of begun) {
    if (id === 80012) {
      break;
    }
  }
  assert.deepEqual(ids(await begun.toArray()), ALL.slice(12));
});

test('an empty list is empty in every way', async () => {
  const [, lp] = await company();
  const none = () => lp.users.list({ email: 'nobody%' });
  assert.deepEqual(await none().toArray(), []);
  assert.deepEqual(await read(none()), []);
  const pager = none();
  await pager.toArray();
  assert.deepEqual([pager.pageToken, pager.summary.complete, pager.summary.items], [undefined, true, 0]);
});

test('a list is left and read on, by items, by pages and all at once', async () => {
  const [, lp] = await company();
  const pager = lp.users.list({ pageSize: 10 });
  const seen: (number | undefined)[] = [];
  for await (const { id } of pager) {
    seen.push(id);
    if (seen.length === 4) {
      break;
    }
  }
  for await (const { id } of pager) {
    seen.push(id);
    if (seen.length === 10) {
      break;
    }
  }
  for await (const { items } of pager.pages()) {
    seen.push(...ids(items));
    break;
  }
  seen.push(...ids(await pager.toArray()));
  assert.deepEqual(seen, ALL);
});

test('the token resumes in another client, without losing an item', async () => {
  const [tenant, lp] = await company();
  for (const left of [1, 9, 10, 11, 24]) {
    const pager = lp.users.list({ pageSize: 10 });
    let count = 0;
    for await (const _ of pager) {
      if (++count === left) {
        break;
      }
    }
    const { pageToken } = pager;
    assert.equal(typeof pageToken, 'string');
    const rest = ids(await tenant.client().users.list({ pageSize: 10, pageToken }).toArray());
    assert.deepEqual(rest, ALL.slice(Math.floor(left / 10) * 10), `after ${left}`);
  }
});

test('the token before, between and at the end', async () => {
  const [, lp] = await company();
  const pager = lp.users.list({ pageSize: 10 });
  assert.equal(pager.pageToken, 'start');
  const seen = [];
  for await (const { token, nextToken } of pager.pages()) {
    seen.push(pager.pageToken === nextToken);
    assert.notEqual(pager.pageToken, token, 'a page that was given as a whole is behind');
  }
  assert.deepEqual(seen, [true, true, true]);
  assert.equal(pager.pageToken, undefined);
});

test('a page that was given is read again if work on it fails, by its own token', async () => {
  const [, lp] = await company();
  for await (const { token, items } of lp.users.list({ pageSize: 10 }).pages()) {
    const again = await lp.users.list({ pageSize: 10, pageToken: token }).pages().next();
    assert.deepEqual(again.value?.items, items);
  }
});

test('the summary tells what is known', async () => {
  const [, lp] = await company();
  const pager = lp.provisioning.users.list({ pageSize: 10 });
  assert.deepEqual(
    { ...pager.summary },
    { items: 0, duplicates: 0, complete: false, resumed: false, isInconsistent: false },
  );
  const all = await pager.toArray();
  const { items, duplicates, total, complete, resumed, isInconsistent } = pager.summary;
  assert.deepEqual(
    [items, duplicates, complete, resumed, isInconsistent],
    [all.length, 0, true, false, false],
  );
  assert.equal(total, all.length);
  assert.equal(
    lp.users.list({ pageToken: pager.pageToken }).summary.resumed,
    false,
    'undefined is not given',
  );
});

test('items that come twice are left out and counted', async () => {
  const [tenant, lp] = await company();
  await tenant.fault('listUsers', 'overlap-pages');
  const pager = lp.users.list({ pageSize: 10 });
  assert.deepEqual(await read(pager), ALL);
  assert.ok(pager.summary.duplicates > 0);
});

test('several readers of one pager share its items', async () => {
  const [, lp] = await company();
  const pager = lp.users.list({ pageSize: 4 });
  const found = await Promise.all([read(pager), read(pager), read(pager)]);
  assert.deepEqual(found.flat().sort(), ALL);
});

test('an iterator may be asked ahead', async () => {
  const [, lp] = await company();
  const iterator = lp.users.list({ pageSize: 4 })[Symbol.asyncIterator]();
  const found = await Promise.all(Array.from({ length: 30 }, () => iterator.next()));
  assert.deepEqual(
    found.slice(0, 25).map(({ value }) => value?.id),
    ALL,
  );
  assert.deepEqual(found.slice(25), Array(5).fill({ done: true, value: undefined }));
});

test('an iterator that was returned gives nothing more', async () => {
  const [tenant, lp] = await company();
  const iterator = lp.users.list({ pageSize: 4 })[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
  assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  assert.ok((await tenant.hits('listUsers')) <= 2);
});

test('pages and items read at once neither lose an item nor give one twice', async () => {
  const [, lp] = await company();
  const pager = lp.users.list({ pageSize: 4 });
  const pages = async () => {
    const found = [];
    for await (const { items } of pager.pages()) {
      found.push(...ids(items));
    }
    return found;
  };
  const found = await Promise.all([pages(), pages()]);
  assert.deepEqual(found.flat().sort(), ALL);
});

test('a large list comes whole, in order and within bounds of memory', async () => {
  const tenant = await sandbox.tenant({ users: 20_000, recorded_requests: 0 });
  let count = 0;
  let last = 0;
  for await (const { id } of tenant.client().users.list()) {
    assert.ok(id! > last);
    last = id!;
    count += 1;
  }
  assert.equal(count, 20_000);
});

test('many lists at once', async () => {
  const [, lp] = await company();
  const found = await Promise.all(Array.from({ length: 40 }, () => lp.users.list({ pageSize: 5 }).toArray()));
  for (const users of found) {
    assert.deepEqual(ids(users), ALL);
  }
});

test('a list whose client is gone is still read', async () => {
  const [, lp] = await company();
  let client: Client | undefined = lp.withOptions({ maxRetries: 1 });
  const pager = client.users.list({ pageSize: 10 });
  client = undefined;
  assert.equal((await pager.toArray()).length, 25);
});

test('nothing of a page is kept from the caller who changes it', async () => {
  const [, lp] = await company();
  const [page] = [await lp.users.list({ pageSize: 10 }).pages().next()];
  (page.value!.items as CompanyUser[]).length = 0;
  assert.equal((await lp.users.list({ pageSize: 10 }).toArray()).length, 25);
});
