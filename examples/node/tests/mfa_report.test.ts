import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Company, says, well, type Row } from './company.js';

const FILES = ['inactive.csv', 'mfa.csv'];
const MANY = { users: 4100, companies: 0 };

async function byName(company: Company, file: string): Promise<Record<string, Row>> {
  const rows = await company.rows(file);
  return Object.fromEntries(rows.map((row) => [row['username'], row]));
}

test('the files hold every user who can log in', async (t) => {
  const company = await Company.of(t);
  await company.command('updateuser', { username: 'bob@example.com', fullname: '=HYPERLINK(1)' });
  const ended = await company.run('mfa_report', '--days', '30');
  well(ended);
  assert.deepEqual(await company.files(), FILES);

  const all: any[] = Object.values((await company.command('getuserdata')).Users);
  const users = all.filter(({ disabled }) => !disabled);
  const mfa = await byName(company, 'mfa.csv');
  assert.deepEqual(
    Object.fromEntries(Object.entries(mfa).map(([name, row]) => [name, row['multifactor']])),
    Object.fromEntries(users.map((user) => [user.username, user.multifactor ?? ''])),
  );
  const withMfa = users.filter((user) => 'multifactor' in user).length;
  says(ended.out, `${withMfa} of ${users.length} users have a second factor`);
  assert.equal(mfa['ada@example.com']!['last_login'], '2022-06-20T08:00:07-04:00');
  assert.equal(mfa['bob@example.com']!['last_login'], 'never');
  // A spreadsheet would work it out.
  assert.equal(mfa['bob@example.com']!['full_name'], "'=HYPERLINK(1)");

  const inactive = await byName(company, 'inactive.csv');
  assert.ok(!('eve@example.com' in inactive));
  assert.ok(Number(inactive['ada@example.com']!['days']) > 1000);
  assert.equal(inactive['ada@example.com']!['groups'], 'Eng; Oncall');
  // He never logged in, so the days count from his creation.
  assert.ok(Number(inactive['bob@example.com']!['days']) > 1000);
  for (const name of FILES) {
    assert.equal((await stat(join(company.folder, name))).mode & 0o777, 0o600);
  }
});

test('who logged in of late is not inactive', async (t) => {
  const company = await Company.of(t);
  well(await company.run('mfa_report', '--days', '100000'));
  assert.deepEqual(await company.rows('inactive.csv'), []);
});

for (const [name, fault, said] of [
  ['a page that is none', 'html', 'not understood'],
  ['a list that loses users while it is read', { 'shift-pages': { by: 1 } }, 'run it again'],
] as const) {
  test(`no file is written after ${name}`, async (t) => {
    const company = await Company.of(t, MANY);
    await company.tenant.fault('getuserdata', fault, { after: 1 });
    await writeFile(join(company.folder, 'mfa.csv'), 'of yesterday');
    const ended = await company.run('mfa_report');
    assert.equal(ended.code, 1);
    says(ended.err, said);
    assert.deepEqual(await company.files(), ['mfa.csv']);
    assert.equal(await company.text('mfa.csv'), 'of yesterday');
  });
}

test('all pages are read', async (t) => {
  const company = await Company.of(t, MANY);
  well(await company.run('mfa_report'));
  const { Users: disabled } = await company.command('getuserdata', { disabled: 1 });
  const left = 4100 - Object.values<any>(disabled).filter((user) => user.disabled).length;
  assert.equal((await company.rows('mfa.csv')).length, left);
});

test('what is not set is named', async (t) => {
  const company = await Company.of(t);
  const { LASTPASS_TIME_ZONE: _, ...others } = company.environment;
  for (const [environment, said] of [
    [others, 'LASTPASS_TIME_ZONE'],
    [{ ...others, LASTPASS_TIME_ZONE: 'Mars/Olympus' }, 'Mars/Olympus'],
    [{ LASTPASS_TIME_ZONE: 'Europe/Berlin' }, 'LASTPASS_PROVHASH'],
  ] as const) {
    company.environment = environment;
    const ended = await company.run('mfa_report');
    assert.deepEqual([ended.code, await company.files()], [2, []]);
    says(ended.err, said);
  }
});

test('a dead hash is no empty company', async (t) => {
  const company = await Company.of(t);
  await company.tenant.revoke('provhash');
  const ended = await company.run('mfa_report');
  assert.deepEqual([ended.code, await company.files()], [1, []]);
  says(ended.err, 'Enterprise API');
});
