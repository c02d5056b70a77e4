/** What is answered: plain objects, with everything that the vendor sent and nothing else. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { UnexpectedResponseError, type Client } from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, sandbox, type Tenant } from './support/sandbox.js';
import { answeredWith } from './support/stub.js';

const page = (item: string) => `{"items":[${item}],"nextPageToken":null}`;

/** Bodies of a user as the vendor might send them, and what a caller gets. */
const USERS: Record<string, readonly [body: string, expected: object]> = {
  'members that are there': ['{"id":1,"name":"Ada","email":"a@b.c"}', { id: 1, name: 'Ada', email: 'a@b.c' }],
  'a member that is null': ['{"id":1,"name":null,"accountStatus":null}', { id: 1 }],
  'a text that is empty': ['{"id":1,"name":""}', { id: 1, name: '' }],
  'a status of tomorrow': ['{"id":1,"accountStatus":"on-leave"}', { id: 1, accountStatus: 'on-leave' }],
  'members of tomorrow': [
    '{"id":1,"costCenter":{"some_id":5,"list":[1,null,"x"]},"is_bot":true,"nil":null}',
    { id: 1, extra: { costCenter: { some_id: 5, list: [1, null, 'x'] }, is_bot: true, nil: null } },
  ],
  'letters of all kinds': [
    '{"id":1,"name":"Zoë \\"Q\\" \\\\ / \\u00fc \\ud83d\\ude00 😀 \\t\\u0000\\u2028 日本"}',
    { id: 1, name: 'Zoë "Q" \\ / ü 😀 😀 \t\0\u2028 日本' },
  ],
  'members in another order, with space between': [
    ' { "name" : "Ada" ,\n "id" : 1 } ',
    { id: 1, name: 'Ada' },
  ],
  'the largest exact id': ['{"id":9007199254740991}', { id: Number.MAX_SAFE_INTEGER }],
  'a member of all objects': [
    '{"id":1,"constructor":"x","toString":"y","hasOwnProperty":1}',
    { id: 1, extra: { constructor: 'x', toString: 'y', hasOwnProperty: 1 } },
  ],
  'an id as a text': ['{"id":"17"}', { id: 17 }],
};

describe('a user', () => {
  for (const [name, [body, expected]] of Object.entries(USERS)) {
    test(name, async () => {
      assert.deepEqual(await (await answeredWith(body)).users.get(1), expected);
      assert.deepEqual(await (await answeredWith(page(body))).users.list().toArray(), [expected]);
    });
  }

  test('a prototype among the members is a member', async () => {
    const user = await (await answeredWith('{"id":1,"__proto__":{"email":"evil"}}')).users.get(1);
    assert.equal(Object.getPrototypeOf(user), Object.prototype);
    assert.equal(user.email, undefined);
    assert.deepEqual(Object.keys(user.extra ?? {}), ['__proto__']);
  });
});

test('a page of any length is whole, and in its order', async () => {
  const name = (id: number): string => (id === 2_500 ? 'long'.repeat(100_000) : `Zoë ${id}`);
  for (const length of [0, 1, 5_000]) {
    const users = Array.from({ length }, (_, id) => ({ id, name: name(id) }));
    const items = users.map((user) => JSON.stringify(user)).join();
    const lp = await answeredWith(page(items));
    assert.deepEqual(await lp.users.list().toArray(), users);
    const { value } = await lp.users.list().pages().next();
    assert.deepEqual(value?.items, users, `${length} users`);
  }
});

/** Bodies that are not understood; the error names the member, if it is one. */
const BAD: Record<string, readonly [body: string, named?: string]> = {
  'an id that JavaScript would round': ['{"id":9007199254740993}', 'id'],
  'an id below zero that it would round': ['{"id":-9007199254740993}', 'id'],
  'the largest id of 64 bits': ['{"id":9223372036854775807}', 'id'],
  'an id beyond 64 bits': ['{"id":18446744073709551617}', 'id'],
  'an id with a fraction': ['{"id":1.5}', 'id'],
  'an id that is a list': ['{"id":[1]}', 'id'],
  'a name that is a number': ['{"id":1,"name":{}}', 'name'],
  'a list': ['[1]'],
  'a text': ['"x"'],
  'half of it': ['{"id":1'],
  nothing: [''],
  'a page of a gateway': ['<html></html>'],
};

describe('what is not understood is an error', () => {
  for (const [name, [body, named]] of Object.entries(BAD)) {
    test(name, async () => {
      const error = await refused(async () => (await answeredWith(body)).users.get(1));
      assert.ok(error instanceof UnexpectedResponseError, error.name);
      if (named !== undefined) {
        assert.match(error.message, new RegExp(`\\b${named}\\b`));
        const pager = (await answeredWith(page(`{"id":1},${body}`))).users.list();
        const inList = await refused(() => pager.toArray());
        assert.ok(inList instanceof UnexpectedResponseError, inList.name);
        assert.match(inList.message, new RegExp(`\\b${named}\\b`));
        assert.equal(pager.pageToken, 'start', 'the page is not passed over');
        await refused(() => pager.toArray());
      }
    });
  }
});

test('an id that would be rounded is an error in what lies deeper, too', async () => {
  const lp = await answeredWith(page('{"userId":5,"company":{"id":9007199254740993}}'));
  const error = await refused(() => lp.reports.listAdminUsers().toArray());
  assert.ok(error instanceof UnexpectedResponseError);
});

test('ids of the sandbox that are too large are errors, never other ids', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('any', 'large-ids');
  const lp = tenant.client({ maxRetries: 0 });
  for (const use of [
    () => lp.users.list().toArray(),
    () => lp.adminLevels.list().toArray(),
    () => lp.managedCompanies.list().toArray(),
    () => lp.reports.listAdminUsers().toArray(),
    () => lp.iam.users.list({ extended: true }).toArray(),
  ]) {
    assert.ok((await refused(use)) instanceof UnexpectedResponseError, String(use));
  }
});

test('keys of the Provisioning API are texts, however large', async () => {
  const user = '{"Users":{"90071992547409931234":{"username":"a@b.c"}},"total":1,"count":1}';
  assert.equal((await (await answeredWith(user)).provisioning.users.get('a@b.c')).id, '90071992547409931234');
});

test('maps keep their keys, and lists their items', async () => {
  const user = `{"Users":{"1":{"username":"${ADA}","attribs":{"full_name":"x","__proto__":"y","ü":"z"},"groups":["B","a b"]}}}`;
  const { attribs, groups } = await (await answeredWith(user)).provisioning.users.get(ADA);
  assert.deepEqual(Object.entries(attribs ?? {}), [
    ['full_name', 'x'],
    ['__proto__', 'y'],
    ['ü', 'z'],
  ]);
  assert.deepEqual(groups, ['B', 'a b']);
});

describe('a company', () => {
  async function company(): Promise<readonly [Tenant, Client]> {
    const tenant = await sandbox.tenant();
    return [tenant, tenant.client()];
  }

  test('numbers that came as texts are numbers', async () => {
    const [tenant, lp] = await company();
    const plain = await lp.users.get(80001);
    await tenant.fault('any', 'numbers-as-strings');
    assert.deepEqual(await lp.users.get(80001), plain);
  });

  test('values and members of a later version are handed on', async () => {
    const [tenant, lp] = await company();
    await tenant.fault('any', 'unknown-enum-values', { times: 1 });
    assert.equal(typeof (await lp.users.get(80001)).accountStatus, 'string');
    await tenant.fault('any', 'unknown-members', { times: 1 });
    assert.ok(Object.keys((await lp.users.get(80001)).extra ?? {}).length > 0);
  });

  test('members that are all null are all absent', async () => {
    const [tenant, lp] = await company();
    await tenant.fault('listUsers', 'null-members', { times: 1 });
    for (const user of await lp.users.list().toArray()) {
      assert.deepEqual(
        Object.values(user).filter((value) => value === null || value === undefined),
        [],
      );
    }
  });

  for (const kind of [
    'null-items',
    'null-elements',
    'other-shape',
    'truncated-json',
    'xml-authorization-error',
  ]) {
    // The Business API may print `null` for a page without items.
    const isEmpty = kind === 'null-items';
    test(`${kind} is never an empty list`, async () => {
      const [tenant, lp] = await company();
      await tenant.fault('any', kind);
      for (const use of [
        ...(isEmpty ? [] : [() => lp.users.list({}, { maxRetries: 0 }).toArray()]),
        () => lp.provisioning.users.list({}, { maxRetries: 0 }).toArray(),
      ]) {
        const error = await refused(use);
        assert.ok(['unexpected_response', 'authentication', 'rejected'].includes(error.code), error.message);
      }
    });
  }

  test('an answer is a plain object that can be changed, cloned, sent and written', async () => {
    const [, lp] = await company();
    const user = await lp.provisioning.users.get(ADA);
    assert.equal(Object.getPrototypeOf(user), Object.prototype);
    assert.deepEqual(structuredClone(user), user);
    assert.deepEqual(JSON.parse(JSON.stringify(user)), user);
    const changed = { ...user, fullName: 'x' };
    assert.equal(changed.fullName, 'x');
    assert.equal((await lp.provisioning.users.get(ADA)).fullName, 'Ada Example', 'answers share nothing');
  });

  test('an outcome is written as JSON', async () => {
    const [, lp] = await company();
    const outcome = await lp.provisioning.users.disable([ADA, 'nobody@example.com']);
    assert.deepEqual(outcome.applied, [ADA]);
    assert.deepEqual(outcome.unchanged, ['nobody@example.com']);
    assert.deepEqual(outcome.failed, []);
    const rows = outcome.rows.map(({ username, state }) => [username, state]);
    assert.deepEqual(rows, [
      [ADA, 'applied'],
      ['nobody@example.com', 'unchanged'],
    ]);
    assert.deepEqual(JSON.parse(JSON.stringify(outcome)).rows, JSON.parse(JSON.stringify(outcome.rows)));
  });

  test('raw answers are as they came, with what came beside them', async () => {
    const [tenant, lp] = await company();
    const { status, headers, attempts, body } = await lp.request('GET', '/v1/users', {
      query: { 'max-results': '1' },
    });
    assert.deepEqual([status, headers['content-type'], attempts], [200, 'application/json', 1]);
    assert.equal((body as any).items[0].email, ADA);
    const made = await lp.request('POST', '/v1/users', {
      body: { email: 'raw@example.com', creationAccountAction: 'stage' },
    });
    assert.equal(made.status, 201);
    assert.equal((await tenant.last()).body.email, 'raw@example.com');
    const gone = await lp.request('DELETE', `/v1/users/${(made.body as any).id}`);
    assert.deepEqual([gone.status, 'body' in gone], [204, false]);
    const found = (await lp.command('getuserdata', { username: ADA })) as any;
    assert.equal(found.Users['700101'].username, ADA);
  });

  test('a change that is accepted is asked for by its URL', async () => {
    const [, lp] = await company();
    const accepted = await lp.managedCompanies.create({ name: 'New Ltd', type: 'managed', licenseLimit: 5 });
    assert.equal((await lp.poll(accepted)).status, (await lp.poll(accepted.url!)).status);
  });
});
