/** The process ends when its work is done, and not before. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { run } from './support/programs.js';
import { SLOW, sandbox } from './support/sandbox.js';

/** How a program comes to its end, what goes wrong on the way, and after how many requests. */
const ENDS: Record<string, readonly [operation?: string, kind?: unknown, after?: number]> = {
  'a client that did nothing': [],
  'an idle client': [],
  'a half read list': ['listUsers', SLOW, 2],
  'a list that nobody reads on': ['listUsers', SLOW, 2],
  'a logger': [],
  'a signal that nobody aborts': [],
  'a call that was aborted': ['getUser', SLOW],
  'a call that failed': [],
  'credentials of a function': [],
  'process.exit in a call': ['getUser', SLOW],
  'process.exit at once': ['getUser', SLOW],
  'process.exit in a function that gives credentials': [],
  'a worker in a call': ['getUser', SLOW],
};

/** What a program prints that has a call under way behind its last line. */
const GOES_ON: Record<string, string> = {
  'a call that nobody awaits': '80001',
  'a page that nobody awaits': '80001',
  'a loop that nobody awaits': '25',
  'a call after an idle time': '80001',
};

describe('it ends in silence', () => {
  for (const [way, [operation, kind, after = 0]] of Object.entries(ENDS)) {
    test(way, async () => {
      const tenant = await sandbox.tenant();
      if (operation !== undefined) {
        await tenant.fault(operation, kind, { after });
      }
      const start = performance.now();
      assert.deepEqual(await run('leaving.js', tenant, [way]), { code: 0, out: '', err: '' });
      assert.ok(performance.now() - start < 15_000, 'well before any request is answered');
    });
  }

  test('a list whose page fails that nobody reads on', async () => {
    const tenant = await sandbox.tenant();
    await tenant.fault('listUsers', { status: { status: 404 } }, { after: 2 });
    assert.deepEqual(await run('leaving.js', tenant, ['a list that nobody reads on']), {
      code: 0,
      out: '',
      err: '',
    });
  });
});

describe('it goes on until its work is done', () => {
  for (const [way, printed] of Object.entries(GOES_ON)) {
    test(way, async () => {
      const tenant = await sandbox.tenant();
      await tenant.fault('any', { delay: { before_ms: 150 } });
      assert.deepEqual(await run('leaving.js', tenant, [way]), { code: 0, out: `${printed}\n`, err: '' });
    });
  }
});

test('an error of the program ends it, whatever is under way', async () => {
  const tenant = await sandbox.tenant();
  await tenant.fault('getUser', SLOW);
  const { code, err } = await run('leaving.js', tenant, ['an error in a call']);
  assert.equal(code, 1);
  assert.match(err, /RangeError: mine/);
});
