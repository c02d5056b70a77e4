/** Options of a call, and of all calls of a client. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import {
  InvalidArgumentError,
  RequestTimeoutError,
  type CallOptions,
  type Client,
  NotFoundError,
  ServerError,
} from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, SLOW, sandbox } from './support/sandbox.js';

for (const name of ['timeout', 'attemptTimeout'] as const) {
  test(`${name} holds, in milliseconds`, async () => {
    const tenant = await sandbox.tenant();
    await tenant.fault('getUser', SLOW);
    const start = performance.now();
    const error = await refused(() => tenant.client().users.get(80001, { [name]: 150, maxRetries: 0 }));
    const took = performance.now() - start;
    assert.ok(error instanceof RequestTimeoutError);
    assert.equal(error.delivery, 'unknown');
    assert.ok(took >= 149 && took < 3000, `${took} ms`);
  });
}

test('a body that stops is given up', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', { stall: { after_bytes: 10 } });
  const lp = tenant.client({ readTimeout: 100, maxRetries: 0 });
  assert.ok((await refused(() => lp.users.get(80001))) instanceof RequestTimeoutError);
});

for (const retries of [0, 1, 4]) {
  test(`a call is sent again ${retries} times`, async () => {
    const tenant = await sandbox.tenant();
    await tenant.fault('getUser', { status: { status: 503 } });
    const error = await refused(() => tenant.client().users.get(80001, { maxRetries: retries }));
    assert.ok(error instanceof ServerError);
    assert.equal(error.attempts, retries + 1);
    assert.equal(await tenant.hits('getUser'), retries + 1);
  });
}

test('headers and query parameters go along, and their names stay as they are', async () => {
  const tenant = await sandbox.tenant();
  await tenant.quirks({ unknown_query_parameter: 'ignore' });
  await tenant.client().users.get(80001, {
    headers: { 'X-Request-Id': 'abc-1', pageSize: 'it' },
    query: { expand: 'a&b', pageSize: '1' },
  });
  const { headers, query } = await tenant.last();
  assert.deepEqual([headers['x-request-id'], headers['pagesize']], ['abc-1', 'it']);
  assert.deepEqual(query, { expand: 'a&b', pageSize: '1' });
});

test('the time zone of one call', async () => {
  const lp = (await sandbox.tenant()).client({ timeZone: undefined });
  assert.equal((await lp.provisioning.users.get(ADA)).created, '2021-03-02 09:14:51');
  const { created } = await lp.provisioning.users.get(ADA, { timeZone: 'Asia/Tokyo' });
  assert.equal(created, '2021-03-02T09:14:51+09:00');
});

test('the size of a part and the pause between', async () => {
  const tenant = await sandbox.tenant();
  const users = [ADA, 'bob@example.com', 'eve@example.com'];
  const start = performance.now();
  await tenant.client().provisioning.users.disable(users, { chunkSize: 2, chunkPause: 150 });
  assert.ok(performance.now() - start >= 149);
  assert.deepEqual(
    (await tenant.seen()).map(({ body }) => body.data),
    [users.slice(0, 2), users.slice(2)],
  );
});

test('gone is deleted', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('deleteUser', 'reset-after', { times: 1 });
  await tenant.client().users.delete(80003, { goneIsDeleted: true });
  await tenant.fault('deleteUser', 'reset-after', { times: 1 });
  assert.ok((await refused(() => tenant.client().users.delete(80004))) instanceof NotFoundError);
});

test('options of a call go over those of withOptions, and these over the client’s', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', { status: { status: 503 } });
  const attempts = async (lp: Client, options?: CallOptions) =>
    (await refused(() => lp.users.get(80001, options))).attempts;
  const lp = tenant.client({ maxRetries: 3 });
  const other = lp.withOptions({ maxRetries: 1, headers: { 'x-team': 'it' } });
  assert.equal(await attempts(lp), 4);
  assert.equal(await attempts(other), 2);
  assert.equal(await attempts(other, { maxRetries: 0 }), 1);
  assert.equal(await attempts(other, { timeout: 5_000 }), 2);
  assert.equal(await attempts(lp), 4, 'the client itself stays as it was');
  const sent = (await tenant.seen()).map(({ headers }) => headers['x-team']);
  assert.deepEqual(sent, [...Array(4).fill(undefined), ...Array(5).fill('it'), ...Array(4).fill(undefined)]);
});

test('options hold for every page of a list', async () => {
  const tenant = await sandbox.tenant();
  const users = await tenant
    .client()
    .users.list({ pageSize: 10 }, { headers: { 'x-team': 'it' } })
    .toArray();
  assert.equal(users.length, 25);
  assert.deepEqual(
    (await tenant.seen()).map(({ headers }) => headers['x-team']),
    ['it', 'it', 'it'],
  );
});

test('undefined is not given', async () => {
  const lp = (await sandbox.tenant()).client();
  const options = { timeout: undefined, maxRetries: undefined, headers: undefined, signal: undefined };
  assert.equal((await lp.users.get(80001, options)).id, 80001);
  assert.equal((await lp.withOptions(options).users.get(80001, undefined)).id, 80001);
});

/** Options that cannot be meant, and the one that the refusal names. */
const WRONG: Record<string, readonly [options: any, parameter: string]> = {
  'a name that does not exist': [{ maxRetires: 1 }, 'maxRetires'],
  'a name in Python': [{ max_retries: 1 }, 'max_retries'],
  'a setting of the client': [{ readOnly: true }, 'readOnly'],
  'a member of all objects': [{ hasOwnProperty: 1 }, 'hasOwnProperty'],
  'options that are null': [null, 'options'],
  'options that are a number': [5000, 'options'],
  'options that are a signal': [new AbortController().signal, 'options'],
  null: [{ timeout: null }, 'timeout'],
  'a text for a number': [{ timeout: '5' }, 'timeout'],
  'a flag for a number': [{ timeout: true }, 'timeout'],
  'a bigint': [{ timeout: 5n }, 'timeout'],
  'a time below zero': [{ timeout: -1 }, 'timeout'],
  'a time that is no number': [{ readTimeout: NaN }, 'readTimeout'],
  'a time without end': [{ connectTimeout: Infinity }, 'connectTimeout'],
  'a broken number of retries': [{ maxRetries: 1.5 }, 'maxRetries'],
  'retries below zero': [{ maxRetries: -1 }, 'maxRetries'],
  'retries without end': [{ maxRetries: 2 ** 40 }, 'maxRetries'],
  'parts of a broken size': [{ chunkSize: 2.5 }, 'chunkSize'],
  'a text for a flag': [{ goneIsDeleted: 'yes' }, 'goneIsDeleted'],
  'headers that are a text': [{ headers: 'x-team: it' }, 'headers'],
  'headers that are Headers': [{ headers: new Headers({ 'x-team': 'it' }) }, 'headers'],
  'headers that are a Map': [{ headers: new Map([['x-team', 'it']]) }, 'headers'],
  'headers that are pairs': [{ headers: [['x-team', 'it']] }, 'headers'],
  'a header that is no text': [{ headers: { 'x-team': 5 } }, 'headers'],
  'a header of two lines': [{ headers: { 'x-team': 'it\r\nx: y' } }, 'headers'],
  'a header that is the client’s own': [{ headers: { authorization: 'api-key x' } }, 'headers'],
  'a query that is no text': [{ query: { a: 5 } }, 'query'],
  'a zone that does not exist': [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
  'a signal that is none': [{ signal: {} }, 'signal'],
  'a signal that is null': [{ signal: null }, 'signal'],
  'a controller for a signal': [{ signal: new AbortController() }, 'signal'],
};

describe('a wrong option is refused by name before anything is sent', () => {
  for (const [name, [options, parameter]] of Object.entries(WRONG)) {
    test(name, async () => {
      const tenant = await sandbox.tenant();
      const lp = tenant.client();
      const uses: (() => unknown)[] = [
        () => lp.users.get(80001, options),
        () => lp.users.list({}, options).toArray(),
        () => lp.withOptions(options).users.get(80001),
        () => lp.command('getuserdata', undefined, options),
        () => lp.check(options),
        () => lp.iam.users.get(ADA, {}, options),
        ...(parameter === 'query' ? [] : [() => lp.request('GET', '/v1/users', {}, options)]),
      ];
      for (const use of uses) {
        const error = await refused(use);
        assert.ok(error instanceof InvalidArgumentError, `${use} ${error.name}`);
        assert.ok(error.parameter?.startsWith(parameter), `${use} ${error.parameter}: ${error.message}`);
        assert.equal(error.delivery, 'not_sent');
      }
      assert.equal(await tenant.hits(), 0);
    });
  }
});
