import assert from 'node:assert/strict';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Company, rowsOf, says, well, type Row } from './company.js';

async function review(company: Company, ...given: string[]): Promise<Row[]> {
  const ended = await company.run('access_review', '--csv', ...given);
  well(ended);
  return rowsOf(ended.out);
}

/** Who reaches which folder, through which group: what the vendor shows of folders that are not deleted. */
async function ways(company: Company): Promise<[folder: string, user: string, group: string][]> {
  const folders: Record<string, any> = await company.command('getsfdata', 'all');
  const kept = Object.entries(folders).filter(([, folder]) => !folder.deleted);
  return kept.flatMap(([id, folder]) =>
    folder.users.map((row: any) => [id, row.username, row.group_name ?? '']),
  );
}

test('every way into a folder is a row', async (t) => {
  const company = await Company.of(t);
  const rows = await review(company);
  // All folders in one answer, and the account of everyone in one reading of the list.
  assert.equal(await company.tenant.hits('getsfdata'), 1);
  assert.equal(await company.tenant.hits('listUsers'), 1);
  assert.deepEqual(
    rows.map((row) => [row['folder_id'], row['user'], row['group']]),
    await ways(company),
  );
  const infra = rows.filter((row) => row['folder'] === 'Shared-Infra');
  const shown = infra.map(({ user, role, access }) => `${user} ${role} ${access}`);
  says(shown.join('\n'), 'ada@example.com admin direct', 'ada@example.com viewer group');
  says(shown.join('\n'), 'root@example.com admin super admin');
});

test('groups are those of the list of groups', async (t) => {
  const company = await Company.of(t);
  const listed = await company.tenant.client().iam.listResourceGroups({ includeDeleted: true }).toArray();
  const groups = listed.flatMap(({ name, users = [], roles = [] }) =>
    roles.map((role) => [role.scope?.resourceId, name, role.name, String(users.length)]),
  );
  const rows = await review(company, '--as', 'groups', '--include-deleted');
  assert.deepEqual(
    rows.map(({ folder_id, group, role, members }) => [folder_id, group, role, members]),
    groups,
  );
});

test('access of accounts that are not enabled is remarked', async (t) => {
  const company = await Company.of(t);
  await company.command('disableuser', ['ada@example.com']);
  const rows = await review(company);
  const status = new Map(rows.map((row) => [row['user'], `${row['status']}: ${row['remark']}`]));
  assert.equal(status.get('ada@example.com'), 'disabled: not enabled');
  assert.equal(status.get('root@example.com'), 'no account: not enabled');
  assert.ok([...status.values()].includes('enabled: '));

  const groups = await review(company, '--as', 'groups');
  const eng = groups.find((row) => row['folder'] === 'Shared-Infra' && row['group'] === 'Eng')!;
  const through = (await ways(company)).filter(([folder, , group]) => folder === '5001' && group === 'Eng');
  assert.deepEqual([eng['role'], eng['members']], ['viewer', String(through.length)]);
  assert.ok(Number(eng['not_enabled']) >= 1);
  says(eng['remark']!, 'ada@example.com');
});

test('the status needs no key', async (t) => {
  const company = await Company.of(t);
  delete company.environment['LASTPASS_API_KEY'];
  const rows = await review(company);
  const ada = rows.filter((row) => row['user'] === 'ada@example.com');
  assert.deepEqual([...new Set(ada.map((row) => row['status']))], ['enabled']);
  assert.equal(await company.tenant.hits('listUsers'), 0);
});

test('a table shows the same to people', async (t) => {
  const company = await Company.of(t);
  const ended = await company.run('access_review');
  well(ended);
  says(ended.out, /^Shared-Infra \(id 5001\)$/m, /^ +ada@example.com +viewer +group +Eng +enabled$/m);
  assert.ok(!ended.out.includes('Old project'));
  says(ended.err, `${(await ways(company)).length} ways into`);
});

test('one folder by its id', async (t) => {
  const company = await Company.of(t);
  const rows = await review(company, '--folder', '5002');
  assert.deepEqual(
    rows.map((row) => row['user']),
    ['ada@example.com', 'bob@example.com'],
  );
  const unknown = await company.run('access_review', '--csv', '--folder', '4');
  assert.equal(unknown.code, 1);
  says(unknown.err, 'no shared folder');
});

test('deleted folders are shown if asked for and marked', async (t) => {
  const company = await Company.of(t);
  const rows = await review(company, '--include-deleted');
  const deleted = rows.filter((row) => row['deleted']);
  assert.deepEqual([...new Set(deleted.map((row) => row['folder_id']))], ['5003']);
  const eve = deleted.find((row) => row['user'] === 'eve@example.com')!;
  // Without any flag there is no role, and yet the folder has its name.
  assert.deepEqual(
    [eve['role'], eve['status'], eve['folder']],
    ['unmapped_value', 'disabled', 'Shared-Old project'],
  );
  const table = await company.run('access_review', '--include-deleted', '--folder', '5003');
  assert.ok(table.out.startsWith('Shared-Old project (id 5003, deleted)\n'));
  assert.equal((await company.run('access_review', '--folder', '5003')).code, 1);
});

test('super admins alone or left out', async (t) => {
  const company = await Company.of(t);
  const only = await review(company, '--super-admins', 'only');
  assert.deepEqual([...new Set(only.map((row) => row['access']))], ['super admin']);
  const without = await review(company, '--super-admins', 'without');
  assert.deepEqual(new Set(without.map((row) => row['access'])), new Set(['direct', 'group']));
  assert.equal(only.length + without.length, (await ways(company)).length);
});

for (const wrong of [
  ['--as', 'folders'],
  ['--super-admins', 'some'],
  ['--csv', '--output', 'x.csv'],
]) {
  test(`what cannot be meant is refused: ${wrong.join(' ')}`, async (t) => {
    const company = await Company.of(t);
    const ended = await company.run('access_review', ...wrong);
    assert.deepEqual([ended.code, await company.files()], [2, []]);
    assert.equal(await company.tenant.hits(), 0);
  });
}

test('a file appears when it is complete', async (t) => {
  const company = await Company.of(t);
  const ended = await company.run('access_review', '--output', 'access.csv');
  well(ended);
  assert.deepEqual([ended.out, await company.files()], ['', ['access.csv']]);
  assert.equal((await stat(join(company.folder, 'access.csv'))).mode & 0o777, 0o600);
  assert.equal((await company.rows('access.csv')).length, (await ways(company)).length);
});

test('no name is a formula in a spreadsheet, or a command of a terminal', async (t) => {
  const company = await Company.of(t);
  for (const username of ['=1+1@example.com', '\u001b[2Jclear@example.com']) {
    await company.command('batchadd', [{ username, groups: ['Eng'] }]);
  }
  const users = (await review(company)).map((row) => row['user']);
  says(users.join('\n'), /^'=1\+1@example.com$/m);
  const { out } = await company.run('access_review');
  says(out, '?[2Jclear@example.com');
  assert.ok(!out.includes('\u001b'));
});

for (const [name, fault, said] of [
  ['a page that is none', 'html', 'not understood'],
  ['a list that loses users while it is read', { 'shift-pages': { by: 1 } }, 'run it again'],
] as const) {
  test(`what is not complete is no review: ${name}`, async (t) => {
    const company = await Company.of(t, { users: 4100, companies: 0 });
    delete company.environment['LASTPASS_API_KEY'];
    await company.tenant.fault('getuserdata', fault, { after: 1 });
    await writeFile(join(company.folder, 'access.csv'), 'of yesterday');
    const ended = await company.run('access_review', '--output', 'access.csv');
    assert.equal(ended.code, 1);
    says(ended.err, said);
    assert.deepEqual(await company.files(), ['access.csv']);
    assert.equal(await company.text('access.csv'), 'of yesterday');
  });
}

test('folders that cannot be read are no empty review', async (t) => {
  const company = await Company.of(t);
  await company.tenant.fault('getsfdata', 'xml-authorization-error');
  const ended = await company.run('access_review', '--output', 'access.csv');
  assert.deepEqual([ended.code, await company.files()], [1, []]);
  says(ended.err, 'Enterprise API');
});

test('what is not set is named', async (t) => {
  const company = await Company.of(t);
  delete company.environment['LASTPASS_CID'];
  delete company.environment['LASTPASS_PROVHASH'];
  const ended = await company.run('access_review', '--output', 'access.csv');
  assert.deepEqual([ended.code, await company.files()], [2, []]);
  says(ended.err, 'LASTPASS_PROVHASH');
});

test('whoever reads it may stop', async (t) => {
  const company = await Company.of(t, { users: 2000, companies: 0, folders: 400 });
  const { child, ended } = company.start('access_review', '--csv');
  await once(child.stdout!, 'data');
  child.stdout!.destroy();
  const { code, err } = await ended;
  assert.deepEqual([code, err], [1, '']);
});
