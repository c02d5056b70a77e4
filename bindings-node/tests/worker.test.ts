/** Worker threads: clients of their own, and nothing is left of one that ends. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { setLogger } from 'lastpass-admin';

import { SLOW, Sandbox, sandbox, type Tenant } from './support/sandbox.js';

function begin(tenant: Tenant, act: string): Worker {
  const file = new URL('./programs/worker.js', import.meta.url);
  return new Worker(file, { workerData: { settings: tenant.settings, act } });
}

/** What a worker says, and how it ends. */
async function heard(worker: Worker): Promise<readonly [messages: any[], code: number]> {
  const messages: unknown[] = [];
  worker.on('message', (message) => messages.push(message));
  const [code] = await once(worker, 'exit');
  return [messages, code];
}

test('a worker has a client of its own', async () => {
  const tenant = await sandbox.tenant();
  const [[user], code] = await heard(begin(tenant, 'get'));
  assert.deepEqual([user.email, code], ['ada@example.com', 0]);
  assert.deepEqual(await heard(begin(tenant, 'list')), [[25], 0]);
});

test('what is known of an error goes to another thread', async () => {
  const [[error]] = await heard(begin(await sandbox.tenant(), 'error'));
  assert.deepEqual([error.name, error.code, error.status], ['NotFoundError', 'not_found', 404]);
});

test('several at once, and again and again, beside the main thread', async () => {
  const tenant = await sandbox.tenant();
  const lp = tenant.client();
  for (let round = 0; round < 3; round++) {
    const workers = Array.from({ length: 6 }, () => heard(begin(tenant, 'list')));
    const own = Promise.all(Array.from({ length: 20 }, () => lp.users.get(80001)));
    assert.deepEqual(await Promise.all(workers), Array(6).fill([[25], 0]));
    assert.equal((await own).length, 20);
  }
  assert.equal((await lp.users.get(80001)).id, 80001, 'the addon lives on');
});

for (const [act, operation, after] of [
  ['call', 'getUser', 0],
  ['read ahead', 'listUsers', 2],
] as const) {
  test(`a worker that is ended in the middle: ${act}`, async () => {
    const own = await Sandbox.start();
    const tenant = await own.tenant();
    const lp = tenant.client();
    await lp.adminLevels.list().toArray();
    await tenant.fault(operation, SLOW, { after });
    const worker = begin(tenant, act);
    await once(worker, 'message');
    await tenant.untilAsked(operation, after + 1);
    await worker.terminate();
    await own.untilDropped();
    await tenant.clearFaults();
    assert.equal((await lp.users.get(80001)).id, 80001, 'the others go on');
  });
}

test('a worker that is ended while its credentials are asked for', async () => {
  const tenant = await sandbox.tenant();
  const worker = begin(tenant, 'credentials');
  await once(worker, 'message');
  await worker.terminate();
  assert.equal((await tenant.client().users.get(80001)).id, 80001);
});

test('a worker that exits by itself', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', SLOW);
  assert.deepEqual(await heard(begin(tenant, 'exit')), [[], 7]);
});

test('many workers that are ended at any moment', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', { delay: { before_ms: 5 } });
  await Promise.all(
    Array.from({ length: 24 }, async (_, place) => {
      const worker = begin(tenant, 'get');
      worker.on('error', (error) => assert.fail(error));
      await new Promise((resolve) => setTimeout(resolve, 40 + place * 5));
      await worker.terminate();
    }),
  );
  assert.equal((await tenant.client().users.get(80001)).id, 80001);
});

describe('the log', () => {
  test('of all clients is heard in every thread that listens, and not by one that has ended', async () => {
    const tenant = await sandbox.tenant();
    const lines: string[] = [];
    const line = (text: string): number => lines.push(text);
    setLogger({ debug: line, info: line, warn: line, error: line });
    const [messages, code] = await heard(begin(tenant, 'log'));
    assert.equal(code, 0);
    assert.ok(messages.length <= 1, 'its last line may come too late for it');
    await tenant.client().users.get(80001);
    setLogger(undefined);
    assert.ok(lines.length >= 2, `${lines.length} lines`);
  });
});
