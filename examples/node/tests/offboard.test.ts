import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Company, says, well } from './company.js';

const ADA = 'ada@example.com';
// Folders that ada administers alone. Of the others, one is deleted, and one has a second admin.
const ALONE = ['Shared-Infra', 'Shared-Finance'];

async function holdersOf(company: Company, level: number): Promise<(string | undefined)[]> {
  const holders = await company.tenant.client().adminLevels.listUsers(level).toArray();
  return holders.map(({ email }) => email);
}

test('a dry run says what would be done and does nothing', async (t) => {
  const company = await Company.of(t);
  const before = await company.user(ADA);
  const ended = await company.run('offboard', ADA, '--dry-run');
  well(ended);
  says(ended.out, 'would be disabled', 'would be taken out of Eng, Oncall');
  says(ended.out, 'would be taken out of Super admin', ...ALONE);
  assert.deepEqual(await company.user(ADA), before);
  assert.deepEqual(await holdersOf(company, 100), [ADA]);
  assert.equal(await company.tenant.hits('disableuser'), 0);
  assert.equal(await company.tenant.hits('batchchangegrp'), 0);
});

test('a leaver loses every access', async (t) => {
  const company = await Company.of(t);
  // However the address is written.
  const ended = await company.run('offboard', 'Ada@Example.com');
  well(ended);
  assert.ok(!ended.out.includes('NOT DONE'));
  const folders = ended.out.split('\n').filter((line) => line.includes('(id '));
  assert.deepEqual(
    folders.map((line) => line.split(' (')[0]!.trim()),
    ALONE,
  );
  const left = await company.user(ADA);
  assert.deepEqual([left.disabled, left.groups], [true, undefined]);
  assert.deepEqual(await holdersOf(company, 100), []);

  const again = await company.run('offboard', ADA);
  well(again);
  says(again.out, 'is disabled already', 'is in none', 'holds none');
  for (const write of ['disableuser', 'batchchangegrp', 'removeUserFromAdminLevel']) {
    assert.equal(await company.tenant.hits(write), 1, write);
  }
});

test('an admin who is disabled looks after no folder', async (t) => {
  const company = await Company.of(t);
  await company.command('disableuser', ['user00003@example.com']);
  const ended = await company.run('offboard', ADA, '--dry-run');
  says(ended.out, 'Shared-Project 0005');
});

test('a step that fails is not called done and keeps no other from being taken', async (t) => {
  const company = await Company.of(t);
  await company.tenant.fault('batchchangegrp', 'html');
  const ended = await company.run('offboard', ADA);
  assert.equal(ended.code, 1);
  assert.deepEqual(ended.out.match(/(?<=^NOT DONE +)\S+/gm), ['groups']);
  says(ended.err, 'not offboarded');
  assert.deepEqual((await company.user(ADA)).groups, ['Eng', 'Oncall']);
  assert.deepEqual(await holdersOf(company, 100), []);

  await company.tenant.clearFaults();
  well(await company.run('offboard', ADA));
  assert.equal((await company.user(ADA)).groups, undefined);
});

test('an answer that is lost is looked up', async (t) => {
  const company = await Company.of(t);
  await company.tenant.fault('disableuser', 'reset-after', { times: 1 });
  well(await company.run('offboard', ADA));
  assert.equal(await company.tenant.hits('disableuser'), 1);
});

test('groups are left alone while the folders are not known', async (t) => {
  const company = await Company.of(t);
  await company.tenant.fault('getsfdata', 'truncated-json');
  const ended = await company.run('offboard', ADA);
  assert.equal(ended.code, 1);
  const left = await company.user(ADA);
  assert.deepEqual([left.disabled, left.groups], [true, ['Eng', 'Oncall']]);
});

test('a dead credential is found before anything is changed', async (t) => {
  const company = await Company.of(t);
  await company.tenant.revoke('api-key');
  const ended = await company.run('offboard', ADA);
  assert.equal(ended.code, 1);
  says(ended.err, 'LASTPASS_API_KEY');
  assert.equal((await company.user(ADA)).disabled, false);

  delete company.environment['LASTPASS_API_KEY'];
  assert.equal((await company.run('offboard', ADA)).code, 2);
  assert.equal((await company.user(ADA)).disabled, false);

  well(await company.run('offboard', ADA, '--without-admin-levels'));
  assert.equal((await company.user(ADA)).disabled, true);
});

test('an address that is no user is refused', async (t) => {
  const company = await Company.of(t);
  const ended = await company.run('offboard', 'carol@example.com');
  assert.equal(ended.code, 1);
  says(ended.err, 'no user');
  assert.equal((await company.run('offboard', 'carol')).code, 2);
  assert.equal((await company.run('offboard')).code, 2);
  const seen = (await company.tenant.seen()).map(({ operation }) => operation);
  assert.deepEqual([...new Set(seen)].sort(), ['getuserdata', 'listUsers']);
});
