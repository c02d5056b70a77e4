/** Credentials that a function gives. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import {
  ConfigurationError,
  InvalidArgumentError,
  RequestTimeoutError,
  type Credentials,
} from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, sandbox, type Tenant } from './support/sandbox.js';
import { KEY } from './support/stub.js';

describe('credentials of a function', () => {
  const from = (tenant: Tenant, credentials: () => Credentials | Promise<Credentials>) =>
    tenant.client({ apiKey: undefined, provisioning: undefined, credentials });

  test('are asked for once, when the first request needs them', async () => {
    const tenant = await sandbox.tenant();
    let asked = 0;
    const lp = from(tenant, async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { apiKey: tenant.apiKey, provisioning: { cid: tenant.cid, provhash: tenant.provhash } };
    });
    assert.equal(asked, 0);
    const found = await Promise.all(Array.from({ length: 10 }, (_, place) => lp.users.get(80001 + place)));
    assert.equal(found[9]?.id, 80010);
    assert.equal((await lp.provisioning.users.get(ADA)).username, ADA);
    assert.equal((await lp.withOptions({ maxRetries: 0 }).users.list().toArray()).length, 25);
    assert.equal(asked, 1);
  });

  test('that are refused are asked for again with the next call, and the cause is the caller’s own', async () => {
    const tenant = await sandbox.tenant();
    const own = new RangeError('the vault is sealed');
    let asked = 0;
    const lp = from(tenant, () => {
      if (++asked === 1) {
        throw own;
      }
      return { apiKey: tenant.apiKey };
    });
    const error = await refused(() => lp.users.get(80001));
    assert.ok(error instanceof ConfigurationError, error.name);
    assert.equal(error.cause, own);
    assert.equal((await lp.users.get(80001)).id, 80001);
    assert.equal(await tenant.hits(), 1);
  });

  test('that are no credentials are refused', async () => {
    const tenant = await sandbox.tenant();
    for (const given of [
      undefined,
      null,
      {},
      5,
      KEY,
      [],
      { apiKey: 5 },
      { apikey: KEY },
      { apiKey: new Date() },
    ] as any[]) {
      const error = await refused(() => from(tenant, () => given).users.get(80001));
      assert.ok(error instanceof ConfigurationError || error instanceof InvalidArgumentError, error.name);
      assert.equal(error.delivery, 'not_sent');
    }
    assert.equal(await tenant.hits(), 0);
  });

  test('that fail with something that is no error', async () => {
    const tenant = await sandbox.tenant();
    for (const own of ['a text', undefined, null, { mine: true }]) {
      const error = await refused(() => from(tenant, () => Promise.reject(own)).users.get(80001));
      assert.ok(error instanceof ConfigurationError, error.name);
      assert.equal(error.cause, own);
    }
  });

  test('a call can be aborted while they are asked for', async () => {
    const tenant = await sandbox.tenant();
    const lp = from(tenant, () => new Promise(() => {}));
    await assert.rejects(lp.users.get(80001, { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
    assert.equal((await tenant.client().users.get(80001)).id, 80001, 'others go on');
  });

  test('a time limit holds while they are asked for', async () => {
    const lp = from(await sandbox.tenant(), () => new Promise(() => {}));
    // The test has a limit of its own: without it, a call that never ends would be no failure, but a test that hangs.
    const own = AbortSignal.timeout(5_000);
    const error = await refused(() => lp.users.get(80001, { timeout: 200, signal: own }));
    assert.ok(error instanceof RequestTimeoutError, error.name);
    assert.equal(error.delivery, 'not_sent');
  });

  test('may be asked for by a client in the function itself', async () => {
    const tenant = await sandbox.tenant();
    const lp = from(tenant, async () => {
      assert.equal((await tenant.client().users.get(80001)).id, 80001);
      return { apiKey: tenant.apiKey };
    });
    assert.equal((await lp.users.get(80002)).id, 80002);
  });

  test('for many clients at once', async () => {
    const tenant = await sandbox.tenant();
    const clients = Array.from({ length: 30 }, () =>
      from(tenant, () => new Promise((resolve) => setTimeout(() => resolve({ apiKey: tenant.apiKey }), 30))),
    );
    const found = await Promise.all(clients.map((lp) => lp.users.get(80001)));
    assert.deepEqual(
      found.map(({ id }) => id),
      Array(30).fill(80001),
    );
  });
});
