/** Errors: a class for each kind, and what they tell. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';

import * as lastpass from 'lastpass-admin';
import { LastPassError, NotFoundError, Outcome, PartialError, RequestConnectionError } from 'lastpass-admin';

import { FAILURES, force, refused } from './support/failures.js';
import { ADA, sandbox } from './support/sandbox.js';

const required = createRequire(import.meta.url)('lastpass-admin') as typeof lastpass;

describe('each kind', () => {
  for (const [code, failure] of Object.entries(FAILURES)) {
    test(code, async () => {
      const error = await force(failure);
      assert.equal(error.constructor, failure.kind);
      assert.equal(error.code, code);
      assert.equal(error.name, failure.kind.name);
      for (const [name, value] of Object.entries(failure.fields)) {
        assert.deepEqual(error[name as keyof LastPassError], value, name);
      }
      assert.ok(error instanceof Error && error instanceof LastPassError);
      assert.ok(error instanceof required.LastPassError, 'of CommonJS');
      assert.equal(
        required[failure.kind.name as 'NotFoundError'],
        failure.kind as unknown,
        'one class for both',
      );
      assert.ok(error.message.length > 10 && !error.message.includes('{'), error.message);
      assert.ok(error.stack?.startsWith(`${error.name}: ${error.message}`));
      assert.match(inspect(error), new RegExp(`code: '${code}'`));
    });
  }

  test('is met here, but for a call that was given up and a fault of the package', () => {
    const kinds = Object.values<unknown>(lastpass).filter(
      (value): value is typeof NotFoundError =>
        typeof value === 'function' && value.prototype instanceof LastPassError,
    );
    const met: unknown[] = Object.values(FAILURES).map(({ kind }) => kind);
    const left = kinds.filter((kind) => !met.includes(kind)).map(({ name }) => name);
    assert.deepEqual(left.sort(), ['CancelledError', 'InternalError']);
    const made = kinds.map((kind) => new kind('text'));
    assert.equal(new Set(made.map(({ number }) => number)).size, kinds.length, 'a number for each');
    assert.equal(new Set(made.map(({ code }) => code)).size, kinds.length, 'a code for each');
  });
});

test('an error is an object of JSON with its fields', async () => {
  const error = await force(FAILURES['rate_limit']!);
  const { code, number, status, operation, attempts, delivery, retryAfter } = JSON.parse(
    JSON.stringify(error),
  );
  assert.deepEqual(
    { code, number, status, operation, attempts, delivery, retryAfter },
    {
      code: 'rate_limit',
      number: 11,
      status: 429,
      operation: 'users.get',
      attempts: 1,
      delivery: 'answered',
      retryAfter: 300_000,
    },
  );
});

test('what is not known of an error is absent', async () => {
  const error = await force(FAILURES['invalid_argument']!);
  for (const name of ['status', 'title', 'detail', 'instance', 'retryAfter', 'outcome', 'cause']) {
    assert.ok(!Object.hasOwn(error, name), name);
  }
  assert.deepEqual(error.fieldErrors, []);
});

test('the stack leads to the caller', async () => {
  const lp = (await sandbox.tenant()).client();
  async function ownFunction(): Promise<void> {
    await lp.users.get(4);
  }
  assert.match((await refused(ownFunction)).stack ?? '', /ownFunction/);
  async function ownLoop(): Promise<void> {
    for await (const _ of lp.managedCompanyUsers.list(4)) {
    }
  }
  assert.match((await refused(ownLoop)).stack ?? '', /ownLoop/);
});

test('some users of several: the outcome says which', async () => {
  const error = await force(FAILURES['partial']!);
  assert.ok(error instanceof PartialError && error.outcome instanceof Outcome);
  assert.deepEqual(
    error.outcome.failed.map(({ username }) => username),
    ['nobody@example.com'],
  );
  assert.deepEqual([...error.outcome.applied, ...error.outcome.unchanged], [ADA]);
  assert.deepEqual(JSON.parse(JSON.stringify(error)).outcome.rows.length, 2);
});

test('an outcome stands in errors of other kinds too', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('disableuser', { status: { status: 503 } }, { after: 1 });
  const lp = tenant.client();
  const users = [ADA, 'bob@example.com', 'user00003@example.com'];
  const error = await refused(() => lp.provisioning.users.disable(users, { chunkSize: 1, maxRetries: 0 }));
  const states = error.outcome?.rows.map(({ state }) => state);
  assert.deepEqual(states?.[0], 'applied');
  assert.deepEqual(states?.[2], 'not_sent');
});

test('a failure of the network has its cause, down to the number of the system', async () => {
  const lp = (await sandbox.tenant()).client({ businessUrl: 'http://127.0.0.1:1/business', maxRetries: 0 });
  const error = await refused(() => lp.users.get(80001));
  assert.ok(error instanceof RequestConnectionError);
  assert.equal(error.delivery, 'not_sent');
  const causes: unknown[] = [];
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    causes.push((cause as NodeJS.ErrnoException).errno);
  }
  assert.ok(causes.includes(-111), `ECONNREFUSED in ${inspect(error)}`);
});

test('errors can be made by tests of a user', () => {
  const error = new NotFoundError('no such user', { status: 404, retryAfter: 5, cause: 'mine' });
  assert.deepEqual([error.status, error.retryAfter, error.cause, error.attempts], [404, 5, 'mine', 0]);
});

test('check tells for each credential whether it works, as an answer', async () => {
  const tenant = await sandbox.tenant();
  await tenant.revoke('provhash');
  const report = await tenant.client().check();
  assert.equal(report.business?.works, true);
  assert.ok(report.provisioning?.error instanceof lastpass.AuthenticationError);
  assert.deepEqual([report.provisioning.works, report.allWork], [false, false]);
  assert.deepEqual(await tenant.client({ provisioning: undefined }).check(), {
    business: { works: true },
    allWork: true,
  });
});
