/** No key, hash or password in anything that can be printed, even if the vendor sends it back. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';

import { Client, setLogger, type ClientSettings } from 'lastpass-admin';

import { refused } from './support/failures.js';
import { ADA, sandbox } from './support/sandbox.js';
import { answering, HASH, KEY } from './support/stub.js';

const PASSWORD = 'First-login-literal-1';
const TEXT = `${KEY}, ${HASH} and ${PASSWORD}`;
const ECHO = { title: `bad ${TEXT}`, detail: TEXT, status: 'FAIL', errors: [TEXT] };

/** Calls, and whether a password goes with them. */
const USES: Record<string, readonly [use: (lp: Client) => unknown, password: boolean]> = {
  'a read': [(lp) => lp.users.get(80001), false],
  'a list': [(lp) => lp.users.list().toArray(), false],
  'a command': [(lp) => lp.provisioning.users.get(ADA), false],
  'a view': [(lp) => lp.iam.users.get(ADA), false],
  'users with a password': [
    (lp) => lp.provisioning.users.add([{ username: 'grace@example.com', password: PASSWORD }]),
    true,
  ],
  'a site with a password': [
    (lp) =>
      lp.provisioning.sites.push({ users: ADA, url: 'https://p.example', name: 'P', password: PASSWORD }),
    true,
  ],
  'a raw command with a password': [
    (lp) => lp.command('batchadd', [{ username: 'a@b.c', password: PASSWORD }]),
    true,
  ],
};

/** All that can be printed of a value. */
function printed(value: unknown): string {
  const parts = [inspect(value, { depth: Infinity, showHidden: true, getters: true }), String(value)];
  for (let error = value; error instanceof Error; error = error.cause) {
    parts.push(error.message, error.stack ?? '', JSON.stringify(error), inspect(error, { depth: Infinity }));
  }
  return parts.join('\n');
}

/** Fails if a secret stands in a text, and does not print it. */
function clean(text: string, secrets: readonly string[] = [KEY, HASH, PASSWORD]): void {
  for (const [place, secret] of secrets.entries()) {
    const at = text.indexOf(secret);
    assert.ok(at < 0, `secret ${place} behind ${JSON.stringify(text.slice(Math.max(0, at - 200), at))}`);
  }
}

describe('an answer that repeats a secret is not handed on', () => {
  for (const [name, [use, password]] of Object.entries(USES)) {
    for (const status of [200, 401, 422, 500]) {
      if (name === 'a read' && status === 200) {
        continue;
      }
      test(`${name}, ${status}`, async () => {
        const lines: string[] = [];
        const line = (text: string): number => lines.push(text);
        setLogger({ debug: line, info: line, warn: line, error: line });
        const lp = new Client(await answering(ECHO, status));
        const error = await refused(() => use(lp));
        setLogger(undefined);
        const secrets = password ? [KEY, HASH, PASSWORD] : [KEY, HASH];
        clean(printed(error), secrets);
        clean(lines.join('\n'), secrets);
      });
    }
  }
});

const WRONG: Record<string, () => unknown> = {
  'a key with a blank': () => new Client({ apiKey: `${KEY} ` }),
  'a key in the place of the hash': () => new Client({ provisioning: { cid: 1, provhash: KEY } }),
  'a hash in the place of the key': () => new Client({ apiKey: HASH }),
  'a hash in the place of the number': () => new Client({ provisioning: { cid: HASH, provhash: HASH } }),
  'a password in a URL': () =>
    new Client({ apiKey: KEY, businessUrl: `https://user:${PASSWORD}@example.com` }),
  'a key in a list': () => new Client({ apiKey: [KEY] } as object),
  'a key as bytes': () => new Client({ apiKey: Buffer.from(KEY) } as object),
  'a key as an object': () => new Client({ apiKey: new String(KEY) } as object),
  'a key in the place of the settings': () => new Client(KEY as any),
  'a hash in the place of the pair': () => new Client({ provisioning: HASH } as object),
  'a password in the proxy': () => new Client({ apiKey: KEY, proxy: `bad://user:${PASSWORD}@` }),
  'a wrong setting beside them': () => new Client({ apiKey: KEY, timeZone: 'Mars/Olympus' }),
  'credentials of a function': () => new Client({ credentials: () => ({ apiKey: HASH }) }).users.get(1),
  'a wrong answer of a function': () =>
    new Client({ credentials: () => ({ key: KEY }) as object }).users.get(1),
  'a text of a function': () => new Client({ credentials: () => KEY as any }).users.get(1),
  'a password of a wrong type': () =>
    own().provisioning.users.add([{ username: 'a@b.c', password: [PASSWORD] } as any]),
  'a password that is a class': () =>
    own().provisioning.users.add([{ username: 'a@b.c', password: new String(PASSWORD) } as any]),
  'a row with a wrong member': () =>
    own().provisioning.users.add([{ username: 'nobody', password: PASSWORD }]),
  'a row with an unknown member': () =>
    own().provisioning.users.add([{ username: 'a@b.c', pass: PASSWORD } as any]),
  'a header': () => own().command('getuserdata', undefined, { headers: { 'x-secret': `${PASSWORD}\n` } }),
};

function own(): Client {
  return new Client({ apiKey: KEY, provisioning: { cid: 1, provhash: HASH } });
}

describe('a refusal does not repeat what it refuses', () => {
  for (const [name, use] of Object.entries(WRONG)) {
    test(name, async () => clean(printed(await refused(use))));
  }
});

test('objects do not print their secrets', async () => {
  const settings: ClientSettings = { apiKey: KEY, provisioning: { cid: 4711, provhash: HASH } };
  for (const lp of [new Client(settings), new Client({ credentials: () => settings })]) {
    const objects = [
      lp,
      lp.users,
      lp.provisioning,
      lp.provisioning.users,
      lp.iam,
      lp.users.list(),
      lp.withOptions({}),
    ];
    for (const each of objects) {
      clean(printed(each));
      clean(JSON.stringify(each));
    }
  }
});

test('a reason of the caller that holds a secret is the caller’s own, and not in what is printed of others', async () => {
  const lp = new Client({
    credentials: () => {
      throw new Error('the vault is sealed');
    },
  });
  const error = await refused(() => lp.users.get(1));
  assert.equal((error.cause as Error).message, 'the vault is sealed');
});

test('a password among the attributes of a user is not handed out', async () => {
  const lp = (await sandbox.tenant({ users: 200 })).client();
  const users = (await lp.provisioning.users.list().toArray()).filter(
    ({ attribs }) => attribs && 'password' in attribs,
  );
  assert.ok(users.length > 0, 'the sandbox has such a user');
  clean(printed(users) + JSON.stringify(users), ['Clear-text-']);
});
