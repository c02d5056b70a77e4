/** What a client is made with: settings, and the environment where none are given. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import {
  Client,
  ConfigurationError,
  InvalidArgumentError,
  ReadOnlyError,
  type ClientSettings,
} from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, sandbox, type Tenant } from './support/sandbox.js';
import { HASH, KEY } from './support/stub.js';

/** Runs with the environment of a company, as a script has it; `undefined` takes a variable away. */
async function inEnvironment(
  use: (tenant: Tenant) => unknown,
  over: Record<string, string | undefined> = {},
): Promise<void> {
  const tenant = await sandbox.tenant();
  const before = { ...process.env };
  for (const [name, value] of Object.entries({ ...tenant.environment, ...over })) {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  }
  try {
    await use(tenant);
  } finally {
    for (const name of Object.keys(tenant.environment)) {
      delete process.env[name];
    }
    Object.assign(process.env, before);
  }
}

describe('the environment', () => {
  test('gives both credentials, the URLs and the time zone', () =>
    inEnvironment(async () => {
      const lp = new Client();
      assert.equal((await lp.users.get(80001)).email, ADA);
      assert.match((await lp.provisioning.users.get(ADA)).created ?? '', /-05:00$/);
    }));

  test('is read when the client is made', () =>
    inEnvironment(async () => {
      const lp = new Client();
      process.env['LASTPASS_API_KEY'] = 'lpkey_of-another-company';
      assert.equal((await lp.users.get(80001)).email, ADA);
    }));

  test('gives no credential where one is given', () =>
    inEnvironment(
      async (tenant) => {
        const { apiKey, cid, provhash } = tenant;
        for (const settings of [{ apiKey }, { credentials: () => ({ apiKey }) }] as ClientSettings[]) {
          const lp = new Client(settings);
          assert.equal((await lp.users.get(80001)).email, ADA);
          assert.ok((await refused(() => lp.provisioning.users.get(ADA))) instanceof ConfigurationError);
        }
        const lp = new Client({ provisioning: { cid, provhash } });
        assert.equal((await lp.provisioning.users.get(ADA)).username, ADA);
        assert.ok((await refused(() => lp.users.get(80001))) instanceof ConfigurationError);
      },
      { LASTPASS_API_KEY: 'lpkey_of-another-company' },
    ));

  test('stands behind what is given', () =>
    inEnvironment(async () => {
      const { created } = await new Client({ timeZone: 'Asia/Tokyo' }).provisioning.users.get(ADA);
      assert.equal(created, '2021-03-02T09:14:51+09:00');
    }));

  test('one credential is enough', () =>
    inEnvironment(async () => assert.equal((await new Client().provisioning.users.get(ADA)).username, ADA), {
      LASTPASS_API_KEY: undefined,
    }));

  for (const missing of [
    ['LASTPASS_CID'],
    ['LASTPASS_PROVHASH'],
    ['LASTPASS_API_KEY', 'LASTPASS_CID', 'LASTPASS_PROVHASH'],
  ]) {
    for (const value of [undefined, '']) {
      test(`${missing.join(' and ')} that ${value === '' ? 'says nothing' : 'is missing'} is named`, () =>
        inEnvironment(
          async () => {
            const error = await refused(() => new Client());
            assert.ok(error instanceof ConfigurationError);
            assert.ok(error.message.includes(missing[0]!), error.message);
          },
          Object.fromEntries(missing.map((name) => [name, value])),
        ));
    }
  }
});

/** Settings that cannot work, and the one that the refusal names. */
const WRONG: Record<string, readonly [settings: any, parameter: string | undefined]> = {
  'a name that does not exist': [{ apiKey: KEY, api_key: KEY }, 'api_key'],
  'a key that is null': [{ apiKey: null }, 'apiKey'],
  'a key that is a number': [{ apiKey: 5 }, 'apiKey'],
  'a key of another form': [{ apiKey: 'nonsense' }, 'apiKey'],
  'a hash without its number': [{ provisioning: { provhash: HASH } }, 'provisioning.cid'],
  'a number without its hash': [{ provisioning: { cid: 1 } }, 'provisioning.provhash'],
  'a number that is a fraction': [{ provisioning: { cid: 1.5, provhash: HASH } }, 'provisioning.cid'],
  'a number that is not exact': [{ provisioning: { cid: 2 ** 60, provhash: HASH } }, 'provisioning.cid'],
  'a member of the pair that does not exist': [
    { provisioning: { cid: 1, provHash: HASH } },
    'provisioning.provHash',
  ],
  'a pair that is null': [{ apiKey: KEY, provisioning: null }, 'provisioning'],
  'a pair that is a list': [{ apiKey: KEY, provisioning: [1, HASH] }, 'provisioning'],
  'a list of pairs': [{ apiKey: KEY, provisioning: [{ cid: 1, provhash: HASH }] }, 'provisioning'],
  'a list of waits': [{ apiKey: KEY, backoff: [{ base: 1, cap: 5, longestAsked: 5 }] }, 'backoff'],
  'a function that is none': [{ credentials: { apiKey: KEY } }, 'credentials'],
  'a promise of credentials': [{ credentials: Promise.resolve({ apiKey: KEY }) }, 'credentials'],
  'a zone that does not exist': [{ apiKey: KEY, timeZone: 'Mars/Olympus' }, 'timeZone'],
  'a URL that is none': [{ apiKey: KEY, businessUrl: 'nonsense' }, 'businessUrl'],
  'a URL object': [{ apiKey: KEY, businessUrl: new URL('https://api.example') }, 'businessUrl'],
  'a proxy that is none': [{ apiKey: KEY, proxy: 'nonsense://' }, 'proxy'],
  'a flag that is a text': [{ apiKey: KEY, readOnly: 'yes' }, 'readOnly'],
  'a limit of nothing': [{ apiKey: KEY, requestsPerSecond: 0 }, 'requestsPerSecond'],
  'a limit below zero': [{ apiKey: KEY, requestsPerSecond: -1 }, 'requestsPerSecond'],
  'certificates that are none': [{ apiKey: KEY, caPem: 'nonsense' }, 'caPem'],
  'certificates as bytes': [{ apiKey: KEY, caPem: Buffer.from('x') }, 'caPem'],
  'waits that are a number': [{ apiKey: KEY, backoff: 5 }, 'backoff'],
  'waits that are half of what they are': [{ apiKey: KEY, backoff: { base: 5 } }, 'backoff.cap'],
  'a wait below zero': [{ apiKey: KEY, backoff: { base: -1, cap: 5, longestAsked: 5 } }, 'backoff.base'],
  'a time limit that is a text': [{ apiKey: KEY, timeout: '5s' }, 'timeout'],
  'settings that are null': [null, undefined],
  'settings that are a text': ['lpkey_', undefined],
  'settings that are another client': [new Client({ apiKey: KEY }), undefined],
};

describe('a wrong setting is refused by name', () => {
  for (const [name, [settings, parameter]] of Object.entries(WRONG)) {
    test(name, async () => {
      const error = await refused(() => new Client(settings));
      assert.ok(error instanceof InvalidArgumentError, `${error.name}: ${error.message}`);
      if (parameter !== undefined) {
        assert.equal(error.parameter, parameter, error.message);
      }
    });
  }

  test('plain HTTP to another host is not for keys', async () => {
    const lp = () => new Client({ apiKey: KEY, businessUrl: 'http://api.example/business' }).users.get(1);
    const error = await refused(lp);
    assert.ok(['configuration', 'invalid_argument'].includes(error.code), error.code);
    assert.equal(error.delivery, 'not_sent');
  });
});

test('a client that may only read sends no write', async () => {
  const tenant = await sandbox.tenant();
  const lp = tenant.client({ readOnly: true });
  assert.equal((await lp.users.get(80001)).id, 80001);
  const asked = await tenant.hits();
  for (const use of [
    () => lp.users.delete(80001),
    () => lp.provisioning.users.disable([ADA]),
    () => lp.request('POST', '/v1/users', { body: {} }),
    () => lp.command('disableuser', [ADA]),
    () => lp.withOptions({ maxRetries: 1 }).users.delete(80001),
  ]) {
    assert.ok((await refused(use)) instanceof ReadOnlyError, String(use));
  }
  assert.equal(await tenant.hits(), asked);
});

test('settings go along', async () => {
  const tenant = await sandbox.tenant();
  const lp = tenant.client({
    userAgentSuffix: 'my-tool/1.2',
    apiUser: 'nightly',
    headers: { 'x-team': 'it' },
  });
  await lp.provisioning.users.get(ADA);
  const { headers, body } = await tenant.last();
  assert.match(headers['user-agent'] ?? '', /^lastpass-admin\/\S+ .*my-tool\/1\.2$/);
  assert.deepEqual([headers['x-team'], body.apiuser], ['it', 'nightly']);
});

test('the settings of a client are read once', async () => {
  const tenant = await sandbox.tenant();
  const settings: any = tenant.settings;
  const lp = new Client(settings);
  settings.apiKey = 'lpkey_of-another-company';
  settings.provisioning.cid = 1;
  assert.equal((await lp.users.get(80001)).id, 80001);
  assert.equal((await lp.provisioning.users.get(ADA)).username, ADA);
});

test('resources are the same objects each time', async () => {
  const lp = (await sandbox.tenant()).client();
  assert.equal(lp.users, lp.users);
  assert.equal(lp.provisioning.sharedFolders, lp.provisioning.sharedFolders);
  const { get } = lp.users;
  await assert.rejects(async () => get(80001), TypeError, 'a method belongs to its resource');
});
