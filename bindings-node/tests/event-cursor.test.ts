/** Reading the audit log again and again, with a cursor that is stored in between. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EventCursor, type EventBatch, type ProvisioningEventsSinceParams } from 'lastpass-admin';

import { refused } from './support/failures.js';
import { sandbox, type Tenant } from './support/sandbox.js';

const START = '2024-05-02 00:00:00';

async function log() {
  const tenant: Tenant = await sandbox.tenant();
  const { events } = tenant.client().provisioning;
  const since = (cursor: EventCursor, params?: ProvisioningEventsSinceParams) => events.since(cursor, params);
  return { tenant, since };
}

/** What happened; without the reading itself, which the vendor logs too. */
const actions = ({ events }: EventBatch) =>
  events.map(({ action }) => action).filter((action) => action !== 'Reporting');

test('an event is given once, and a late one too', async () => {
  const { tenant, since } = await log();
  await tenant.event('2024-05-02 10:15:00', {}, 2);
  const first = await since(new EventCursor(START));
  assert.deepEqual(actions(first), ['Log in', 'Log in']);
  const stored = [
    first.cursor,
    EventCursor.parse(JSON.stringify(first.cursor)),
    EventCursor.from(JSON.parse(JSON.stringify(first.cursor))),
    EventCursor.from(first.cursor.toJSON()),
  ];
  for (const cursor of stored) {
    assert.deepEqual(cursor, first.cursor);
    assert.deepEqual(actions(await since(cursor)), []);
  }
  await tenant.event('2024-05-02 10:00:00', { action: 'Log out' });
  await tenant.event('2024-05-02 10:30:00', { action: 'Site added' });
  const second = await since(first.cursor);
  assert.deepEqual(actions(second), ['Log out', 'Site added'], 'the earliest first');
  const known = new Set(first.events.map(({ id }) => id));
  assert.ok(second.events.every(({ id }) => !known.has(id)));
});

test('how late an event may come is said in milliseconds', async () => {
  const { tenant, since } = await log();
  await tenant.event('2024-05-02 10:15:00');
  const { cursor } = await since(new EventCursor(START, { overlap: 5 * 60_000 }));
  await tenant.event('2024-05-02 10:05:00', { action: 'Log out' });
  assert.deepEqual(actions(await since(cursor)), []);
  assert.equal((await tenant.last()).body.data.from, '2024-05-02 10:10:00');
});

test('filters go along', async () => {
  const { tenant, since } = await log();
  await tenant.event('2024-05-02 10:15:00');
  await tenant.event('2024-05-02 10:16:00', { username: 'bob@example.com' });
  const { events } = await since(new EventCursor(START), { user: 'bob@example.com' });
  assert.deepEqual(
    events.map(({ username }) => username),
    ['bob@example.com'],
  );
});

test('the text of a cursor is the same in every language', () => {
  const text = '{"latest":"2024-05-02 10:15:00","overlap_seconds":300,"given":["0123"]}';
  const cursor = EventCursor.parse(text);
  assert.deepEqual([cursor.latest, cursor.overlap, cursor.given], ['2024-05-02 10:15:00', 300_000, ['0123']]);
  assert.equal(JSON.stringify(cursor), text);
});

test('a cursor does not change', () => {
  const cursor = new EventCursor(START);
  assert.throws(() => ((cursor as any).latest = 'x'), TypeError);
  assert.throws(() => (cursor.given as string[]).push('x'), TypeError);
});

test('a stored text that is no cursor is refused', () => {
  for (const text of [
    '',
    '{}',
    '[]',
    'null',
    '5',
    'not JSON',
    '{"latest":5,"overlap_seconds":1,"given":[]}',
  ]) {
    assert.throws(() => EventCursor.parse(text), text);
  }
  for (const wrong of [5, null, undefined, new Date(), {}] as any[]) {
    assert.throws(() => new EventCursor(wrong), TypeError, String(wrong));
  }
  for (const overlap of [-1, NaN, Infinity, '5', null] as any[]) {
    assert.throws(() => new EventCursor(START, { overlap }), TypeError, String(overlap));
  }
});

test('a cursor that was kept damaged is refused before anything is sent', async () => {
  const { tenant, since } = await log();
  for (const given of [[5], [null], [{}]] as any[]) {
    const error = await refused(() => since(EventCursor.from({ latest: START, overlap_seconds: 1, given })));
    assert.equal(error.code, 'invalid_argument');
    assert.ok(error.parameter?.startsWith('cursor'), error.parameter);
  }
  assert.equal(await tenant.hits(), 0);
});
