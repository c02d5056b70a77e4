import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { Company, EXAMPLES, says, well } from './company.js';

const PROGRAMS = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length));

for (const program of PROGRAMS) {
  test(`${program} explains itself`, async (t) => {
    const company = await Company.of(t);
    company.environment = {};
    const ended = await company.run(program, '--help');
    well(ended);
    says(ended.out, `node ${program}.ts`, 'Needs LASTPASS_', 'Ends with 0');
  });

  test(`${program} refuses an argument that does not exist`, async (t) => {
    const company = await Company.of(t);
    const ended = await company.run(program, '--no-such-thing');
    assert.equal(ended.code, 2);
    says(ended.err, '--no-such-thing', '--help');
    assert.equal(await company.tenant.hits(), 0);
  });
}

test('the table names every program', async () => {
  const table = await readFile(join(EXAMPLES, 'README.md'), 'utf8');
  says(table, ...PROGRAMS.map((program) => `[${program}.ts](${program}.ts)`));
});
