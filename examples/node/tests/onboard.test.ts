import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { SLOW } from '../../tests/support/sandbox.js';
import { Company, says, well } from './company.js';

const HEADER = 'username,full_name,groups,attrib.Department';

/** Writes the file, as a spreadsheet does. */
async function people(company: Company, lines: string[], header = HEADER): Promise<void> {
  const text = [header, ...lines].map((line) => `${line}\r\n`).join('');
  await writeFile(join(company.folder, 'people.csv'), `\uFEFF${text}`);
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${name(number)},New ${number},,`);
}

function name(number: number): string {
  return `new${String(number).padStart(3, '0')}@example.com`;
}

async function states(company: Company): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state = '' } of await company.rows('people.results.csv')) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

async function names(company: Company, file: string): Promise<(string | undefined)[]> {
  return (await company.rows(file)).map((row) => row['username']);
}

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, number) => name(from + number));

test('new people become users', async (t) => {
  const company = await Company.of(t);
  await people(company, [
    'jürgen@example.com,"Müller, ""Jürgen""",Eng; Neue Gruppe,Forschung',
    'grace@example.com,,,',
    '',
    'ada@example.com,Not Ada,,',
    'Carol@example.com,,,',
  ]);
  well(await company.run('onboard', 'people.csv'));
  assert.deepEqual(await company.files(), ['people.csv', 'people.results.csv']);
  const results = await company.rows('people.results.csv');
  assert.deepEqual(
    results.map(({ line, state, detail }) => [line, state, detail]),
    [
      ['2', 'applied', ''],
      ['3', 'applied', ''],
      ['5', 'there already', 'is a user'],
      ['6', 'there already', 'is invited'],
    ],
  );
  const { fullname, groups, attribs } = await company.user('jürgen@example.com');
  assert.deepEqual(
    [fullname, groups, attribs],
    ['Müller, "Jürgen"', ['Eng', 'Neue Gruppe'], { Department: 'Forschung' }],
  );
  // An existing user would have been changed.
  assert.equal((await company.user('ada@example.com')).fullname, 'Ada Example');
});

test('a dry run changes nothing', async (t) => {
  const company = await Company.of(t);
  await people(company, [...many(3), 'ada@example.com,,,']);
  const ended = await company.run('onboard', 'people.csv', '--dry-run');
  well(ended);
  says(ended.out, '3 of 4 people are new');
  assert.deepEqual(await company.files(), ['people.csv']);
  assert.equal(await company.tenant.hits('batchadd'), 0);
});

for (const [header, line, said] of [
  [HEADER, 'new001@example.com,,,', 'line 4: new001@example.com stands in line 3 too'],
  [HEADER, 'NEW001@example.com,,,', 'stands in line 3 too'],
  [HEADER, 'nobody,,,', 'line 4: `nobody` is no e-mail address'],
  [HEADER, 'a@example.com,,,,,', 'line 4: has more cells'],
  ['name,full_name,groups,attrib.Department', 'a@example.com,,,', 'has to hold `username`'],
  ['username,username,groups,full_name', 'a@example.com,,,', 'each once'],
  ['username,full_name,groups,departement', 'a@example.com,,,', '[departement] are not known'],
  [HEADER, 'a@example.com,"open', 'line 4: a quote stands where none can, or is not closed'],
] as const) {
  test(`a faulty file is refused as a whole: ${line} below ${header}`, async (t) => {
    const company = await Company.of(t);
    await people(company, [...many(2), line], header);
    const ended = await company.run('onboard', 'people.csv');
    assert.equal(ended.code, 2);
    says(ended.err, said);
    assert.equal(await company.tenant.hits(), 0);
  });
}

test('a file that is no UTF-8 is refused', async (t) => {
  const company = await Company.of(t);
  await writeFile(
    join(company.folder, 'people.csv'),
    Buffer.from('username\r\nj\xfcrgen@example.com\r\n', 'latin1'),
  );
  const ended = await company.run('onboard', 'people.csv');
  assert.equal(ended.code, 2);
  says(ended.err, 'nothing was sent');
});

test('rows in doubt are kept apart from those that can be run again', async (t) => {
  const company = await Company.of(t);
  await people(company, [...many(249), 'last@example.com,=1+1,Eng,']);
  // The second of three requests is lost before the vendor acts on it, which nobody can know.
  await company.tenant.fault('batchadd', 'reset-before', { after: 1, times: 1 });
  const ended = await company.run('onboard', 'people.csv');
  assert.equal(ended.code, 1);
  says(ended.err, 'Stopped');
  assert.deepEqual(await states(company), { applied: 100, unknown: 100, not_sent: 50 });
  assert.deepEqual(await names(company, 'people.unknown.csv'), range(100, 200));
  assert.deepEqual((await names(company, 'people.failed.csv')).slice(0, 49), range(200, 249));
  // As it came, or the second run would be about another name.
  assert.equal((await company.rows('people.failed.csv')).at(-1)!['full_name'], '=1+1');

  well(await company.run('onboard', 'people.failed.csv'));
  well(await company.run('onboard', 'people.unknown.csv'));
  const last = await company.user('last@example.com');
  assert.deepEqual([last.fullname, last.groups], ['=1+1', ['Eng']]);
  assert.equal((await company.command('getuserdata', { pagesize: 1 })).total, 8 + 250);
});

test('an answer that is lost is looked up', async (t) => {
  const company = await Company.of(t);
  await people(company, many(3));
  await company.tenant.fault('batchadd', 'reset-after', { times: 1 });
  well(await company.run('onboard', 'people.csv'));
  assert.deepEqual(await states(company), { applied: 3 });
  assert.equal(await company.tenant.hits('batchadd'), 1);
});

test('a refusal leaves rows that can be run again', async (t) => {
  const company = await Company.of(t);
  await people(company, many(3));
  await company.tenant.fault('batchadd', 'xml-authorization-error');
  const ended = await company.run('onboard', 'people.csv');
  assert.equal(ended.code, 1);
  assert.deepEqual(await company.files(), ['people.csv', 'people.failed.csv', 'people.results.csv']);
  assert.equal(await company.text('people.failed.csv'), await company.text('people.csv'));
});

test('files of an earlier run are not taken for those of this', async (t) => {
  const company = await Company.of(t);
  await people(company, many(3));
  await company.tenant.fault('batchadd', 'reset-before', { times: 1 });
  assert.equal((await company.run('onboard', 'people.csv')).code, 1);
  assert.ok((await company.files()).includes('people.unknown.csv'));
  well(await company.run('onboard', 'people.csv'));
  assert.deepEqual(await company.files(), ['people.csv', 'people.results.csv']);
});

test('remarks of the vendor are passed on', async (t) => {
  const company = await Company.of(t);
  await company.tenant.quirks({ batchadd_message_above: 2 });
  await people(company, many(3));
  const ended = await company.run('onboard', 'people.csv');
  well(ended);
  says(ended.out, 'LastPass says:');
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`an interruption loses no row: ${signal}`, async (t) => {
    const company = await Company.of(t);
    await people(company, many(250));
    await company.tenant.fault('batchadd', SLOW, { after: 1 });
    const { child, ended } = company.start('onboard', 'people.csv');
    await company.tenant.untilAsked('batchadd', 2);
    child.kill(signal);
    assert.equal((await ended).code, 130);
    assert.deepEqual(await states(company), { applied: 100, unknown: 100, not_sent: 50 });
    assert.equal((await company.rows('people.unknown.csv')).length, 100);
    assert.equal((await company.rows('people.failed.csv')).length, 50);
  });
}

test('results are printed if they cannot be written', async (t) => {
  const company = await Company.of(t);
  await people(company, many(2));
  // Even an administrator of the machine cannot replace a folder by a file.
  await mkdir(join(company.folder, 'people.results.csv'));
  const ended = await company.run('onboard', 'people.csv');
  assert.equal(ended.code, 1);
  says(ended.err, 'No file was written');
  says(ended.out, '2,new000@example.com,applied,');
  assert.deepEqual(await company.files(), ['people.csv', 'people.results.csv']);
});
