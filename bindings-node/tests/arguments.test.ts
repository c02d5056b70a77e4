/** What the methods take, and what of it goes out. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

import { refused } from './support/failures.js';
import { ADA, sandbox } from './support/sandbox.js';

const BOB = 'bob@example.com';

test('arguments are read once, when the call is made', async () => {
  const own = await sandbox.tenant();
  const usernames = [ADA];
  const params = { username: ADA };
  const pager = own.client().provisioning.users.list(params);
  const call = own.client().provisioning.users.disable(usernames);
  usernames[0] = BOB;
  params.username = BOB;
  assert.deepEqual((await call).applied, [ADA]);
  assert.deepEqual(
    (await pager.toArray()).map(({ username }) => username),
    [ADA],
  );
});

test('objects of another realm, without a prototype and frozen ones will do', async () => {
  const fromElsewhere = runInNewContext('({ email: "ada%" })');
  const bare = Object.assign(Object.create(null), { email: 'ada%' });
  const lp = (await sandbox.tenant()).client();
  for (const params of [fromElsewhere, bare, Object.freeze({ email: 'ada%' })]) {
    assert.deepEqual(
      (await lp.users.list(params).toArray()).map(({ id }) => id),
      [80001],
    );
  }
  const rows = runInNewContext('["ada@example.com"]');
  assert.deepEqual((await lp.provisioning.users.enable(rows)).rows.length, 1);
});

test('undefined is not given', async () => {
  const own = await sandbox.tenant();
  await own.client().users.list({ email: undefined, pageSize: undefined }).toArray();
  await own
    .client()
    .users.create({ email: 'new@example.com', creationAccountAction: 'stage', name: undefined });
  assert.deepEqual((await own.last()).body, { email: 'new@example.com', creationAccountAction: 'stage' });
});

test('names of rows are those of the vendor on the wire, and those of maps are left alone', async () => {
  const own = await sandbox.tenant();
  await own.client().provisioning.users.add([
    { username: 'grace@example.com', fullName: 'Grace', groups: ['Eng'], password: 'First-login-1' },
    { username: 'hal@example.com', attribs: { fullName: 'x', 'Cost Center': '5', __proto__x: 'y' } },
  ]);
  assert.deepEqual((await own.last()).body.data, [
    { username: 'grace@example.com', fullname: 'Grace', groups: ['Eng'], password: 'First-login-1' },
    { username: 'hal@example.com', attribs: { fullName: 'x', 'Cost Center': '5', __proto__x: 'y' } },
  ]);
  await own.client().provisioning.groups.changeMembers([{ username: ADA, add: ['Fresh'], remove: ['Eng'] }]);
  assert.deepEqual((await own.last()).body.data, [{ username: ADA, add: ['Fresh'], del: ['Eng'] }]);
});

test('members that this version does not know can be sent', async () => {
  const own = await sandbox.tenant();
  const extra = { costCenter: [1, null, { aB: 1e21 / 1e10 }], text: 'ü 😀 \u2028 "', flag: false };
  await own.client().users.create({ email: 'grace@example.com', creationAccountAction: 'stage', extra });
  assert.deepEqual((await own.last()).body, {
    email: 'grace@example.com',
    creationAccountAction: 'stage',
    ...extra,
  });
});

test('a Date is an instant, a text without a zone is local', async () => {
  const own = await sandbox.tenant();
  for (const [from, sent] of [
    ['2024-05-02 10:00:00', '2024-05-02 10:00:00'],
    [new Date('2024-05-02T10:00:00Z'), '2024-05-02 06:00:00'],
    ['2024-05-02T10:00:00Z', '2024-05-02 06:00:00'],
    ['2024-05-02T10:00:00+02:00', '2024-05-02 04:00:00'],
  ] as const) {
    assert.deepEqual(
      await own.client().provisioning.events.list({ from, to: '2024-05-03 00:00:00' }).toArray(),
      [],
    );
    assert.equal((await own.last()).body.data.from, sent);
  }
});

test('the largest exact id is taken as it is', async () => {
  const tenant = await sandbox.tenant();
  const error = await refused(() => tenant.client().users.get(Number.MAX_SAFE_INTEGER));
  assert.equal(error.code, 'not_found');
  assert.ok((await tenant.last()).path.endsWith('/9007199254740991'));
});
