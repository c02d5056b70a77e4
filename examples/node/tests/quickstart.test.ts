import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Company, says, well } from './company.js';

const BUSINESS = ['Users', 'Admin levels', 'Managed companies'];
const PROVISIONING = ['Shared folders', 'Several at once', 'Audit events of the last day'];
const READS = [
  'getsfdata',
  'getuserdata',
  'listAdminLevelUsers',
  'listAdminLevels',
  'listManagedCompanies',
  'listUsers',
  'reporting',
];

function missing(titles: string[], out: string): string[] {
  const lines = out.split('\n');
  return titles.filter((title) => !lines.includes(title));
}

test('every part is shown and nothing is changed', async (t) => {
  const company = await Company.of(t);
  const ended = await company.run('quickstart');
  well(ended);
  assert.deepEqual(missing(['Credentials', ...BUSINESS, ...PROVISIONING], ended.out), []);
  says(ended.out, 'ada@example.com', 'Helpdesk', 'Example Child Ltd', 'Shared-Infra', 'googleauth');
  const seen = await company.tenant.seen();
  assert.deepEqual([...new Set(seen.map(({ operation }) => operation))].sort(), READS);
});

test('without credentials it says in one message how to get some', async (t) => {
  const company = await Company.of(t);
  company.environment = {};
  const ended = await company.run('quickstart');
  assert.deepEqual([ended.code, ended.out], [2, '']);
  says(ended.err, 'LASTPASS_API_KEY', 'LASTPASS_PROVHASH', 'cargo run -p lastpass-sandbox');
});

test('a dead key is named and the rest is shown', async (t) => {
  const company = await Company.of(t);
  await company.tenant.revoke('api-key');
  const ended = await company.run('quickstart');
  assert.equal(ended.code, 1);
  says(ended.out, 'CID and hash   works', 'was reset');
  assert.deepEqual(missing(PROVISIONING, ended.out), []);
  assert.deepEqual(missing(BUSINESS, ended.out), BUSINESS);
});

test('one credential is enough', async (t) => {
  const company = await Company.of(t);
  delete company.environment['LASTPASS_CID'];
  delete company.environment['LASTPASS_PROVHASH'];
  const ended = await company.run('quickstart');
  well(ended);
  assert.deepEqual(missing(BUSINESS, ended.out), []);
});

test('what the account may not read is no failure', async (t) => {
  const company = await Company.of(t);
  await company.tenant.fault('listManagedCompanies', { status: { status: 403 } });
  const ended = await company.run('quickstart');
  well(ended);
  says(ended.out, 'not for this account');
});

test('a part that fails is a failure', async (t) => {
  const company = await Company.of(t);
  await company.tenant.fault('getsfdata', 'html');
  const ended = await company.run('quickstart');
  assert.equal(ended.code, 1);
  assert.deepEqual(missing(PROVISIONING, ended.out), []);
});
