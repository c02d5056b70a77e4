import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Company, says, well } from './company.js';

// More than fit on a page.
const MANY = { users: 1, companies: 60, company_users: 1 };

test('every company is billed for every cycle', async (t) => {
  const company = await Company.of(t, MANY);
  const listed = await company.tenant
    .client()
    .managedCompanies.list({ status: ['active'] })
    .toArray();
  const billed = new Set(listed.map(({ id }) => String(id)));
  const ended = await company.run('billing', '--cycles', '2');
  well(ended);
  says(ended.out, `${2 * billed.size} records`);
  const rows = await company.rows('billing.csv');
  assert.deepEqual(new Set(rows.map((row) => row['companyId'])), billed);
  assert.equal(new Set(rows.map((row) => row['cycle_start'])).size, 2);
  for (const row of rows) {
    assert.deepEqual([row['startDate'], row['endDate']], [row['cycle_start'], row['cycle_end']]);
    assert.match(JSON.parse(row['sandboxInvoice']!).number, /^INV-/);
  }
  assert.equal(await company.tenant.hits('listBillingReports'), 4);
  assert.deepEqual(await company.files(), ['billing.csv']);
});

test('one license type can be asked for', async (t) => {
  const company = await Company.of(t);
  well(await company.run('billing', '--license-type', 'managed-msp'));
  const rows = await company.rows('billing.csv');
  assert.deepEqual([...new Set(rows.map((row) => row['licenseType']))], ['managed-msp']);
});

test('no file is written if a page in the middle fails', async (t) => {
  const company = await Company.of(t, MANY);
  await company.tenant.fault('listBillingReports', 'html', { after: 1 });
  const ended = await company.run('billing');
  assert.deepEqual([ended.code, await company.files()], [1, []]);
  says(ended.err, 'No file was written');
});

test('who may not read it is told so', async (t) => {
  const company = await Company.of(t);
  company.environment['LASTPASS_API_KEY'] = company.tenant.forbiddenApiKey;
  const ended = await company.run('billing');
  assert.deepEqual([ended.code, await company.files()], [1, []]);
  says(ended.err, 'managed service providers');
});

for (const cycles of ['13', '0', 'two']) {
  test(`wrong settings are named: ${cycles} cycles`, async (t) => {
    const company = await Company.of(t);
    const ended = await company.run('billing', '--cycles', cycles);
    assert.deepEqual([ended.code, await company.files()], [2, []]);
    says(ended.err, 'numberOfCycles');
    assert.equal(await company.tenant.hits(), 0);
  });
}

test('wrong settings are named: no key', async (t) => {
  const company = await Company.of(t);
  delete company.environment['LASTPASS_API_KEY'];
  const ended = await company.run('billing');
  assert.deepEqual([ended.code, await company.files()], [2, []]);
  says(ended.err, 'LASTPASS_API_KEY');
});
