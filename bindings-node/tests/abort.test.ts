/** Calls and lists that a signal ends. */

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';

import type { CallOptions, Client } from 'lastpass-admin';

import { ADA, SLOW, Sandbox, sandbox, type Tenant } from './support/sandbox.js';

/** The reason that something is rejected with. */
const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('no rejection'),
    (reason: unknown) => reason,
  );

async function alone(settings = {}): Promise<readonly [Sandbox, Tenant, Client]> {
  const own = await Sandbox.start();
  const tenant = await own.tenant();
  return [own, tenant, tenant.client(settings)];
}

for (const [name, reason] of [
  ['the default one', undefined],
  ['an error', new RangeError('mine')],
  ['a text', 'mine'],
  ['an object', { mine: true }],
  ['null', null],
] as const) {
  test(`a call rejects with the reason of its signal: ${name}`, async () => {
    const [own, tenant, lp] = await alone();
    await tenant.fault('getUser', SLOW);
    const controller = new AbortController();
    const call = lp.users.get(80001, { signal: controller.signal });
    await tenant.untilAsked('getUser');
    controller.abort(reason);
    assert.equal(await reasonOf(call), controller.signal.reason);
    await own.untilDropped();
    await tenant.clearFaults();
    assert.equal((await lp.users.get(80002)).id, 80002, 'the client goes on');
    assert.equal(await tenant.hits('getUser'), 2, 'nothing was sent again');
  });
}

test('a signal that is aborted already sends nothing', async () => {
  const tenant = await sandbox.tenant();
  const signal = AbortSignal.abort('mine');
  const lp = tenant.client();
  const uses: Record<string, (options: CallOptions) => Promise<unknown>> = {
    'a call': (options) => lp.users.get(80001, options),
    'a list': (options) => lp.users.list({}, options).toArray(),
    'a page': (options) => lp.users.list({}, options).pages().next(),
    'a write': (options) =>
      lp.users.create({ email: 'new@example.com', creationAccountAction: 'stage' }, options),
    'a check': (options) => lp.check(options),
    'a request': (options) => lp.request('GET', '/v1/users', {}, options),
    'a view': (options) => lp.iam.users.get(ADA, {}, options),
    'a client': (options) => lp.withOptions(options).users.get(80001),
    'a new client': (options) => tenant.client(options).users.get(80001),
  };
  for (const [name, use] of Object.entries(uses)) {
    assert.equal(await reasonOf(use({ signal })), 'mine', name);
  }
  assert.equal(await tenant.hits(), 0);
});

test('a signal that is aborted at once, before anything is on its way', async () => {
  const tenant = await sandbox.tenant();
  const lp = tenant.client();
  for (let turn = 0; turn < 50; turn++) {
    const controller = new AbortController();
    const call = lp.users.get(80001, { signal: controller.signal });
    controller.abort(turn);
    assert.equal(await reasonOf(call), turn);
  }
  assert.equal((await lp.users.get(80001)).id, 80001);
});

test('AbortSignal.timeout ends a call', async () => {
  const [own, tenant, lp] = await alone();
  await tenant.fault('getUser', SLOW);
  const reason = await reasonOf(lp.users.get(80001, { signal: AbortSignal.timeout(50) }));
  assert.equal((reason as DOMException).name, 'TimeoutError');
  await own.untilDropped();
});

test('a wait before sending again is ended', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', { 'too-many-requests': { retry_after: { seconds: 20 } } });
  const start = performance.now();
  const call = tenant.client().users.get(80001, { signal: AbortSignal.timeout(300) });
  assert.equal(((await reasonOf(call)) as Error).name, 'TimeoutError');
  assert.ok(performance.now() - start < 5_000);
  assert.equal(await tenant.hits('getUser'), 1);
});

test('a body that drips in is ended', async () => {
  const [own, tenant, lp] = await alone();
  await tenant.fault('listUsers', { drip: { bytes: 10, pause_ms: 100 } });
  const controller = new AbortController();
  const call = lp.users.list({}, { signal: controller.signal }).toArray();
  await tenant.untilAsked('listUsers');
  setTimeout(() => controller.abort('mine'), 200);
  assert.equal(await reasonOf(call), 'mine');
  await own.untilDropped();
});

test('a loop over a list is ended, on the page that is under way', async () => {
  const [own, tenant, lp] = await alone();
  await tenant.fault('listUsers', SLOW, { after: 1 });
  const controller = new AbortController();
  const pager = lp.users.list({ pageSize: 10 }, { signal: controller.signal });
  let count = 0;
  const loop = (async () => {
    for await (const _ of pager) {
      count += 1;
    }
  })();
  await tenant.untilAsked('listUsers', 2);
  controller.abort('mine');
  assert.equal(await reasonOf(loop), 'mine');
  assert.equal(count, 10);
  await own.untilDropped();
  await tenant.clearFaults();
  assert.equal(await reasonOf(pager.toArray()), 'mine', 'the signal stays aborted');
  const rest = await lp.users.list({ pageSize: 10, pageToken: pager.pageToken }).toArray();
  assert.equal(rest.length, 15, 'its place is known');
});

test('a list that is not asked for anything ends its read-ahead with its signal', async () => {
  const [own, tenant, lp] = await alone();
  await tenant.fault('listUsers', SLOW, { after: 2 });
  const controller = new AbortController();
  const pages = lp.users.list({ pageSize: 10 }, { signal: controller.signal }).pages();
  await pages.next();
  await pages.next();
  await tenant.untilAsked('listUsers', 3);
  controller.abort('mine');
  await own.untilDropped();
  assert.equal(await reasonOf(pages.next()), 'mine');
});

test('many calls of one signal end at once, and others go on', async () => {
  const [own, tenant, lp] = await alone();
  await tenant.fault('getUser', SLOW, { times: 20 });
  const controller = new AbortController();
  const calls = Array.from({ length: 20 }, (_, place) =>
    lp.users.get(80001 + place, { signal: controller.signal }),
  );
  await tenant.untilAsked('getUser', 20);
  const other = lp.users.get(80001);
  controller.abort('mine');
  assert.deepEqual(await Promise.all(calls.map(reasonOf)), Array(20).fill('mine'));
  assert.equal((await other).id, 80001);
  await own.untilDropped(20);
});

test('the signal of a call goes over that of withOptions, and this over the client’s', async () => {
  const tenant = await sandbox.tenant();
  const [first, second, third] = ['first', 'second', 'third'].map((reason) => AbortSignal.abort(reason));
  const lp = tenant.client({ signal: first });
  assert.equal(await reasonOf(lp.users.get(80001)), 'first');
  assert.equal(await reasonOf(lp.withOptions({ signal: second }).users.get(80001)), 'second');
  assert.equal(
    await reasonOf(lp.withOptions({ signal: second }).users.get(80001, { signal: third })),
    'third',
  );
  assert.equal(await reasonOf(lp.withOptions({ maxRetries: 1 }).users.get(80001)), 'first');
  const live = new AbortController().signal;
  assert.equal((await lp.users.get(80001, { signal: live })).id, 80001);
});

test('a signal of a whole service is not burdened by calls that have ended', async () => {
  const lp = (await sandbox.tenant()).client();
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 100 }, () => lp.users.get(80001, { signal })));
  assert.ok(getEventListeners(signal, 'abort').length <= 1);
});

test('a signal that is aborted after the answer changes nothing', async () => {
  const lp = (await sandbox.tenant()).client();
  const controller = new AbortController();
  const user = await lp.users.get(80001, { signal: controller.signal });
  controller.abort();
  assert.equal(user.id, 80001);
});

test('a listener of the caller that is called first may start another call', async () => {
  const [, tenant, lp] = await alone();
  await tenant.fault('getUser', SLOW, { times: 1 });
  const controller = new AbortController();
  const call = reasonOf(lp.users.get(80001, { signal: controller.signal }));
  await tenant.untilAsked('getUser');
  const next = call.then(() => lp.users.get(80002));
  controller.abort('mine');
  assert.equal((await next).id, 80002);
});

test('a call on many users that is aborted is rejected with the reason', async () => {
  const [own, tenant, lp] = await alone();
  await tenant.fault('disableuser', SLOW, { after: 1 });
  const controller = new AbortController();
  const users = [ADA, 'bob@example.com'];
  const call = lp.provisioning.users.disable(users, { chunkSize: 1, signal: controller.signal });
  await tenant.untilAsked('disableuser', 2);
  controller.abort('mine');
  assert.equal(await reasonOf(call), 'mine');
  await own.untilDropped();
});
