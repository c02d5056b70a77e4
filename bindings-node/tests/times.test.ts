/** Times: with their offset where the zone is known, as they came where it is not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Client, EventCursor, InvalidArgumentError } from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, sandbox } from './support/sandbox.js';
import { answering } from './support/stub.js';

test('with a zone, a time has its offset, and Date reads it rightly', async () => {
  const lp = (await sandbox.tenant()).client({ timeZone: 'US/Eastern' });
  const { created, lastLogin } = await lp.provisioning.users.get(ADA);
  assert.deepEqual([created, lastLogin], ['2021-03-02T09:14:51-05:00', '2022-06-20T08:00:07-04:00']);
  assert.equal(new Date(lastLogin!).toISOString(), '2022-06-20T12:00:07.000Z');
});

test('without a zone it is the vendor’s text', async () => {
  const lp = (await sandbox.tenant()).client({ timeZone: undefined });
  const user = await lp.provisioning.users.get(ADA);
  assert.deepEqual([user.created, user.lastLogin], ['2021-03-02 09:14:51', '2022-06-20 08:00:07']);
});

/** Texts of the vendor in New York, what they become, and whether they say less than an instant. */
const TIMES = [
  ['2024-11-03 00:59:59', '2024-11-03T00:59:59-04:00', undefined],
  ['2024-11-03 01:30:00', '2024-11-03T01:30:00-04:00', true],
  ['2024-11-03 02:00:00', '2024-11-03T02:00:00-05:00', undefined],
  ['1999-12-31 23:59:59', '1999-12-31T23:59:59-05:00', undefined],
] as const;

for (const [text, time, isAmbiguous] of TIMES) {
  test(`${text} in New York`, async () => {
    const body = { Users: { 1: { username: ADA, created: text, last_login: text } } };
    const lp = new Client({ ...(await answering(body)), timeZone: 'America/New_York' });
    const user = await lp.provisioning.users.get(ADA);
    assert.deepEqual([user.created, user.createdIsAmbiguous, user.lastLogin], [time, isAmbiguous, time]);
    assert.equal(
      'createdIsAmbiguous' in user,
      isAmbiguous === true,
      'where there is nothing to say, there is nothing',
    );
  });
}

test('a time that the zone leaves out is a time all the same', async () => {
  const body = { Users: { 1: { username: ADA, created: '2024-03-10 02:30:00' } } };
  const lp = new Client({ ...(await answering(body)), timeZone: 'America/New_York' });
  const { created } = await lp.provisioning.users.get(ADA);
  assert.ok(!Number.isNaN(new Date(created!).getTime()), created);
});

test('never is absent', async () => {
  const body = { Users: { 1: { username: ADA, created: '2024-03-10 12:30:00', last_login: '' } } };
  const user = await new Client(await answering(body)).provisioning.users.get(ADA);
  assert.ok(!('lastLogin' in user));
});

test('instants of the unified view are in UTC', async () => {
  const lp = (await sandbox.tenant()).client({ timeZone: 'Asia/Tokyo' });
  const { lastLoginAt } = await lp.iam.users.get(ADA);
  assert.equal(lastLoginAt, '2022-06-19T23:00:07Z');
});

test('event reports require a zone, and say so', async () => {
  const tenant = await sandbox.tenant();
  const lp = tenant.client({ timeZone: undefined });
  for (const use of [
    () => lp.provisioning.events.list({ from: new Date(0) }).toArray(),
    () => lp.provisioning.events.since(new EventCursor('2024-05-02 00:00:00')),
  ]) {
    const error = await refused(use);
    assert.ok(error instanceof InvalidArgumentError, error.name);
    assert.equal(error.parameter, 'timeZone');
  }
  assert.equal(await tenant.hits(), 0);
});
