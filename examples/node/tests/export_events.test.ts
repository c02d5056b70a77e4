import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Company, says, well } from './company.js';

// The day in New York that has 25 hours.
const LONG = '2024-11-03';

async function lines(company: Company, name = `events-${LONG}.jsonl`): Promise<any[]> {
  const text = await company.text(name);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

async function instants(company: Company): Promise<string[]> {
  return (await lines(company, 'day.jsonl')).map(({ instant }) => instant).sort();
}

function todayIn(company: Company): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: company.environment['LASTPASS_TIME_ZONE'] }).format();
}

test('a day of 25 hours is whole', async (t) => {
  const company = await Company.of(t);
  const times = [`${LONG} 00:00:00`, `${LONG} 01:30:00`, `${LONG} 23:59:59`];
  for (const time of ['2024-11-02 23:59:59', ...times, '2024-11-04 00:00:00']) {
    await company.tenant.event(time);
  }
  await company.tenant.event(`${LONG} 01:30:00`, { second_pass: true, ip_address: '203.0.113.8' });
  const ended = await company.run('export_events', '--day', LONG, '--out', 'day.jsonl');
  well(ended);
  says(ended.out, '4 events');
  const all = await instants(company);
  assert.deepEqual([all.at(0), all.at(-1)], ['2024-11-03T04:00:00.000Z', '2024-11-04T04:59:59.000Z']);
  const shown = (await lines(company, 'day.jsonl')).map(({ time, timeIsAmbiguous }) => [
    time,
    timeIsAmbiguous,
  ]);
  assert.deepEqual(shown, [
    [`${LONG}T23:59:59-05:00`, undefined],
    [`${LONG}T01:30:00-04:00`, true],
    [`${LONG}T01:30:00-04:00`, true],
    [`${LONG}T00:00:00-04:00`, undefined],
  ]);
});

test('a day of 23 hours is whole', async (t) => {
  const company = await Company.of(t);
  for (const time of [
    '2024-03-10 00:00:00',
    '2024-03-10 03:00:00',
    '2024-03-10 23:59:59',
    '2024-03-11 00:00:00',
  ]) {
    await company.tenant.event(time);
  }
  well(await company.run('export_events', '--day', '2024-03-10', '--out', 'day.jsonl'));
  assert.deepEqual(await instants(company), [
    '2024-03-10T05:00:00.000Z',
    '2024-03-10T07:00:00.000Z',
    '2024-03-11T03:59:59.000Z',
  ]);
});

test('equal events are told apart and known again', async (t) => {
  const company = await Company.of(t);
  await company.tenant.event(`${LONG} 10:15:00`, { action: 'Failed login attempt', data: 'ünïcode' }, 5);
  well(await company.run('export_events', '--day', LONG));
  const first = await lines(company);
  assert.deepEqual(first.map(({ ordinal }) => ordinal).sort(), [0, 1, 2, 3, 4]);
  assert.equal(new Set(first.map(({ id }) => id)).size, 5);
  assert.deepEqual([...new Set(first.map(({ data }) => data))], ['ünïcode']);
  well(await company.run('export_events', '--day', LONG));
  assert.deepEqual(await lines(company), first);
});

test('no file is written if a page in the middle fails', async (t) => {
  const company = await Company.of(t);
  await company.tenant.quirks({ event_limit: 2 });
  await company.tenant.event(`${LONG} 10:15:00`, {}, 5);
  await company.tenant.fault('reporting', 'truncated-json', { after: 1 });
  const ended = await company.run('export_events', '--day', LONG);
  assert.deepEqual([ended.code, await company.files()], [1, []]);
  says(ended.err, 'No file was written');

  await company.tenant.clearFaults();
  well(await company.run('export_events', '--day', LONG));
  assert.equal((await lines(company)).length, 5);
});

test('yesterday is that of the account', async (t) => {
  const company = await Company.of(t);
  const yesterday = new Date(Date.parse(todayIn(company)) - 86_400_000).toISOString().slice(0, 10);
  await company.tenant.event(`${yesterday} 12:00:00`);
  well(await company.run('export_events'));
  assert.deepEqual(await company.files(), [`events-${yesterday}.jsonl`]);
  assert.equal((await lines(company, `events-${yesterday}.jsonl`)).length, 1);
});

test('a day that is not over, or is none, is refused', async (t) => {
  const company = await Company.of(t);
  for (const [day, said] of [
    [todayIn(company), 'is not over yet'],
    ['2024-02-30', 'is no day'],
    ['yesterday', 'is no day'],
  ] as const) {
    const ended = await company.run('export_events', '--day', day);
    assert.equal(ended.code, 2);
    says(ended.err, said);
  }
  assert.equal(await company.tenant.hits(), 0);
});

for (const zone of [undefined, '', 'Mars/Olympus', '../etc']) {
  test(`without the zone of the account nothing is asked: ${zone}`, async (t) => {
    const company = await Company.of(t);
    const { LASTPASS_TIME_ZONE: _, ...others } = company.environment;
    company.environment = zone === undefined ? others : { ...others, LASTPASS_TIME_ZONE: zone };
    const ended = await company.run('export_events', '--day', LONG);
    assert.equal(ended.code, 2);
    says(ended.err, 'LASTPASS_TIME_ZONE');
    assert.equal(await company.tenant.hits(), 0);
  });
}

test('a service that asks to wait is waited for no longer than it is worth', async (t) => {
  const company = await Company.of(t);
  await company.tenant.fault('reporting', { 'too-many-requests': { retry_after: { seconds: 7200 } } });
  const ended = await company.run('export_events', '--day', LONG);
  assert.deepEqual([ended.code, await company.files()], [1, []]);
  says(ended.err, 'Run it again in 7200 s');
});
