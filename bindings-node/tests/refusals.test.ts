/** What the methods refuse, by name and before anything is sent. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { EventCursor, InvalidArgumentError, Pager, type Client } from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, sandbox, type Tenant } from './support/sandbox.js';

const BOB = 'bob@example.com';
const NEW = { email: 'grace@example.com', creationAccountAction: 'stage' };

class Row {
  username = ADA;
}

/** Calls that cannot be meant, and the parameter that the refusal names. */
const WRONG: Record<string, readonly [use: (lp: any) => unknown, parameter: string]> = {
  'a number as text': [(lp) => lp.users.get('80001'), 'userId'],
  'a number that is a flag': [(lp) => lp.users.get(true), 'userId'],
  'a broken number': [(lp) => lp.users.get(80001.5), 'userId'],
  'a number that is none': [(lp) => lp.users.get(NaN), 'userId'],
  'a number without end': [(lp) => lp.users.get(Infinity), 'userId'],
  'a number that is not exact': [(lp) => lp.users.get(2 ** 53), 'userId'],
  'a number that is far too large': [(lp) => lp.users.get(1e300), 'userId'],
  'a number below zero that is not exact': [(lp) => lp.users.get(-(2 ** 53)), 'userId'],
  'a bigint': [(lp) => lp.users.get(80001n), 'userId'],
  'a symbol': [(lp) => lp.users.get(Symbol('80001')), 'userId'],
  'a function': [(lp) => lp.users.get(() => 80001), 'userId'],
  'a boxed number': [(lp) => lp.users.get(new Number(80001)), 'userId'],
  null: [(lp) => lp.users.get(null), 'userId'],
  nothing: [(lp) => lp.users.get(), 'userId'],
  'nothing as undefined': [(lp) => lp.users.get(undefined), 'userId'],
  'null where a text belongs': [(lp) => lp.provisioning.users.get(null), 'username'],
  'an empty text': [(lp) => lp.provisioning.users.get(''), 'username'],
  'a promise of a text': [(lp) => lp.provisioning.users.get(Promise.resolve(ADA)), 'username'],
  'a boxed text': [(lp) => lp.provisioning.users.get(new String(ADA)), 'username'],
  'half a character': [(lp) => lp.users.create({ ...NEW, name: 'Grace \ud83d' }), 'name'],
  'a member that does not exist': [(lp) => lp.users.list({ status: 'enrolled' }), 'status'],
  'a member by its name in Python': [(lp) => lp.users.list({ account_status: 'enrolled' }), 'account_status'],
  'a member of all objects': [(lp) => lp.users.list({ toString: 'x' }), 'toString'],
  'a member that is called constructor': [(lp) => lp.users.list({ constructor: 'x' }), 'constructor'],
  'a prototype': [(lp) => lp.users.list(JSON.parse('{"__proto__": {"email": "x"}}')), '__proto__'],
  'a member that is null': [(lp) => lp.users.list({ email: null }), 'email'],
  'a required member that is missing': [
    (lp) => lp.users.create({ email: NEW.email }),
    'creationAccountAction',
  ],
  'no params where some are required': [(lp) => lp.users.create(), 'params'],
  'params that are null': [(lp) => lp.users.list(null), 'params'],
  'params that are a text': [(lp) => lp.users.list('ada%'), 'params'],
  'params that are a list': [(lp) => lp.users.list([]), 'params'],
  'params that are a Map': [(lp) => lp.users.list(new Map([['email', ADA]])), 'params'],
  'params that are an instance': [(lp) => lp.users.list(new URLSearchParams('email=x')), 'params'],
  'params behind an id that are null': [(lp) => lp.users.update(80001, null), 'params'],
  'params that give the id again': [(lp) => lp.users.update(80001, { userId: 80002, name: 'x' }), 'userId'],
  'a size of the page out of range': [(lp) => lp.users.list({ pageSize: 501 }), 'pageSize'],
  'a size of the page that is broken': [(lp) => lp.users.list({ pageSize: 1.5 }), 'pageSize'],
  'a token of another kind': [(lp) => lp.users.list({ pageToken: 'index:1:10' }), 'pageToken'],
  'a token that is no text': [(lp) => lp.users.list({ pageToken: 5 }), 'pageToken'],
  'an enum that is no text': [(lp) => lp.users.list({ accountStatus: 5 }), 'accountStatus'],
  'one text for a list of them': [(lp) => lp.managedCompanies.list({ status: 'active' }), 'status'],
  'one address for a list of them': [(lp) => lp.provisioning.users.disable(ADA), 'usernames'],
  'a Set of addresses': [(lp) => lp.provisioning.users.disable(new Set([ADA])), 'usernames'],
  'an address that is none': [(lp) => lp.provisioning.users.disable([ADA, 'nobody']), 'usernames'],
  'a number among addresses': [(lp) => lp.provisioning.users.disable([ADA, 5]), 'usernames[1]'],
  'nothing among addresses': [(lp) => lp.provisioning.users.disable([ADA, undefined]), 'usernames[1]'],
  'null among addresses': [(lp) => lp.provisioning.users.disable([ADA, null]), 'usernames[1]'],
  'a hole among addresses': [(lp) => lp.provisioning.users.disable([ADA, , BOB]), 'usernames[1]'],
  'no addresses': [(lp) => lp.provisioning.users.disable([]), 'usernames'],
  'an address that is not repeated': [
    (lp) => lp.provisioning.users.deletePermanently(ADA, { confirmUsername: BOB }),
    'confirmUsername',
  ],
  'more deletions than are allowed': [
    (lp) => lp.provisioning.users.deleteMany([ADA, BOB], { action: 'deactivate', atMost: 1 }),
    'usernames',
  ],
  'an action that does not exist': [
    (lp) => lp.provisioning.users.deleteMany([ADA], { action: 'erase', atMost: 1 }),
    'action',
  ],
  'a row that is a text': [(lp) => lp.provisioning.users.add([ADA]), 'users[0]'],
  'a row that is null': [(lp) => lp.provisioning.users.add([{ username: ADA }, null]), 'users[1]'],
  'a row that is a class': [(lp) => lp.provisioning.users.add([new Row()]), 'users[0]'],
  'a hole among rows': [
    (lp) => lp.provisioning.users.add([{ username: ADA }, , { username: BOB }]),
    'users[1]',
  ],
  'rows that are a text': [(lp) => lp.provisioning.users.add(ADA), 'users'],
  'one row for a list of them': [(lp) => lp.provisioning.users.add({ username: ADA }), 'users'],
  'rows in rows': [(lp) => lp.provisioning.users.add([[{ username: ADA }]]), 'users[0]'],
  'a member of a row that does not exist': [
    (lp) => lp.provisioning.users.add([{ username: ADA, full_name: 'Ada' }]),
    'users[0].full_name',
  ],
  'a member of a row of a wrong type': [
    (lp) => lp.provisioning.users.add([{ username: ADA, fullName: 5 }]),
    'users[0].fullName',
  ],
  'an attribute that is no text': [
    (lp) => lp.provisioning.users.add([{ username: ADA, attribs: { a: 5 } }]),
    'users[0].attribs.a',
  ],
  'a required member of a row that is missing': [
    (lp) => lp.provisioning.users.add([{ fullName: 'Ada' }]),
    'users[0].username',
  ],
  'a Date where a day belongs': [
    (lp) => lp.reports.listBillingRecords({ startDate: new Date(), endDate: '2026-04-01' }),
    'startDate',
  ],
  'an end before its start': [
    (lp) => lp.reports.listBillingRecords({ startDate: '2026-04-30', endDate: '2026-04-01' }),
    'endDate',
  ],
  'a day that is none': [
    (lp) => lp.reports.listBillingRecords({ startDate: '2026-02-30', endDate: '2026-04-01' }),
    'startDate',
  ],
  'a time that is none': [(lp) => lp.provisioning.events.list({ from: 'yesterday' }), 'from'],
  'a Date that is none': [(lp) => lp.provisioning.events.list({ from: new Date('yesterday') }), 'from'],
  'a time as a number': [(lp) => lp.provisioning.events.list({ from: Date.now() }), 'from'],
  'a cursor that is a text': [(lp) => lp.provisioning.events.since('2024-05-01 00:00:00'), 'cursor'],
  'a cursor that is an object': [
    (lp) => lp.provisioning.events.since({ latest: '2024-05-01 00:00:00', overlap: 0, given: [] }),
    'cursor',
  ],
  'a cursor at no time': [(lp) => lp.provisioning.events.since(new EventCursor('yesterday')), 'cursor'],
  'a Date in JSON': [(lp) => lp.users.create({ ...NEW, extra: { a: new Date() } }), 'extra.a'],
  'a Map in JSON': [(lp) => lp.users.create({ ...NEW, extra: { a: [new Map()] } }), 'extra.a[0]'],
  'a bigint in JSON': [(lp) => lp.users.create({ ...NEW, extra: { a: { b: 1n } } }), 'extra.a.b'],
  'a NaN in JSON': [(lp) => lp.users.create({ ...NEW, extra: { a: NaN } }), 'extra.a'],
  'undefined in a list of JSON': [
    (lp) => lp.users.create({ ...NEW, extra: { a: [undefined] } }),
    'extra.a[0]',
  ],
  'bytes in JSON': [(lp) => lp.users.create({ ...NEW, extra: { a: new Uint8Array(2) } }), 'extra.a'],
  'an object that writes itself': [
    (lp) => lp.users.create({ ...NEW, extra: { a: { toJSON: () => 'x' } } }),
    'extra.a.toJSON',
  ],
  'an object that writes itself in secret': [
    (lp) =>
      lp.users.create({ ...NEW, extra: { a: Object.defineProperty({}, 'toJSON', { value: () => 'x' }) } }),
    'extra.a',
  ],
  'a list that writes itself': [
    (lp) => lp.users.create({ ...NEW, extra: { a: Object.assign(['a'], { toJSON: () => 'x' }) } }),
    'extra.a',
  ],
  'JSON that holds itself': [
    (lp) => {
      const extra: Record<string, unknown> = {};
      extra['a'] = extra;
      return lp.users.create({ ...NEW, extra });
    },
    `extra${'.a'.repeat(101)}`,
  ],
  'half a character in a name of JSON': [
    (lp) => lp.users.create({ ...NEW, extra: { '\udc00': 1 } }),
    'extra',
  ],
  'a text for JSON': [(lp) => lp.users.create({ ...NEW, extra: '{"a":1}' }), 'extra'],
  'a proxy that hides a class': [(lp) => lp.users.list(new Proxy(new Map(), {})), 'params'],
  'a method that is a number': [(lp) => lp.request(5, '/v1/users'), 'method'],
  'a path of another server': [(lp) => lp.request('GET', 'https://evil.example/v1/users'), 'path'],
  'a query that is a list': [(lp) => lp.request('GET', '/v1/users', { query: ['a'] }), 'query'],
  'a body that is a class': [(lp) => lp.request('POST', '/v1/users', { body: new Row() }), 'body'],
  'content that does not exist': [(lp) => lp.request('POST', '/v1/users', { json: {} }), 'json'],
  'a command that is none': [(lp) => lp.command(null), 'command'],
  'data that is a Date': [(lp) => lp.command('getuserdata', new Date()), 'data'],
  'a URL of another host': [(lp) => lp.poll('https://evil.example/async/1'), 'accepted'],
  'a URL that is missing': [(lp) => lp.poll({ id: 5 }), 'url'],
};

let tenant: Tenant;
let lp: Client;
before(async () => {
  tenant = await sandbox.tenant();
  lp = tenant.client();
});

describe('a wrong argument is refused by name before anything is sent', () => {
  for (const [name, [use, parameter]] of Object.entries(WRONG)) {
    test(name, async () => {
      const asked = await tenant.hits();
      const error = await refused(async () => {
        const given = await use(lp);
        return given instanceof Pager ? given.toArray() : given;
      });
      assert.ok(error instanceof InvalidArgumentError, error.name);
      assert.equal(error.parameter, parameter, error.message);
      assert.equal(error.delivery, 'not_sent');
      assert.ok(error.message.includes(parameter), error.message);
      assert.equal(await tenant.hits(), asked);
    });
  }
});

test('a call never throws where it gives a promise', async () => {
  for (const use of [
    () => lp.users.get(null as any),
    () => lp.users.get(1, { nope: 1 } as any),
    () => lp.users.update(1, null as any),
    () => lp.check({ timeout: 'x' } as any),
    () => lp.request('GET', '/v1/users', null as any),
    () => lp.poll(null as any),
    () => lp.poll(undefined as any),
    () => lp.provisioning.users.add(null as any),
  ]) {
    let given: unknown;
    assert.doesNotThrow(() => (given = use()), String(use));
    assert.ok(given instanceof Promise);
    assert.ok((await refused(() => given)) instanceof InvalidArgumentError, String(use));
  }
});

test('what was not there does not come back from the prototype of all objects', async () => {
  const polluted = Object.prototype as any;
  polluted.email = 'eve%';
  try {
    const own = await sandbox.tenant();
    await own.client().users.list({ name: 'Ada%' }).toArray();
    assert.deepEqual(
      (await own.seen()).map(({ query }) => Object.hasOwn(query, 'email')),
      [false],
    );
  } finally {
    delete polluted.email;
  }
});

test('a refusal tells what there is', async () => {
  const untyped = lp.users as any;
  assert.match((await refused(() => untyped.list({ statsu: 'x' }))).message, /accountStatus/);
  assert.match((await refused(() => untyped.get(80001, { max_retries: 1 }))).message, /maxRetries/);
  assert.match((await refused(() => untyped.get(80001, { sginal: 1 }))).message, /signal/);
});
