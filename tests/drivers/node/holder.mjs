// Uses clients with secrets as a program in Node does; see tests/secrets/README.md. Its own texts stand in the memory of V8, which
// nobody can overwrite.

import { createInterface } from 'node:readline';
import { inspect } from 'node:util';

import { Client, setLogger } from 'lastpass-admin';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function readLine() {
  const { done, value } = await lines.next();
  if (done) {
    process.exit(1);
  }
  return value;
}

/** Reads a secret, which comes as numbers that are each one higher than a byte of it. */
async function readSecret() {
  const numbers = (await readLine()).split(' ').map(Number);
  return String.fromCharCode(...numbers.map((number) => number - 1));
}

/** Prints all of what a call fails with. */
async function attempt(call) {
  try {
    return await call();
  } catch (error) {
    console.log(inspect(error, { depth: Infinity, showHidden: true }), String(error), JSON.stringify(error));
    return undefined;
  }
}

/** What a client is used for, which succeeds or fails as its credentials and its server are. */
async function use(client, password) {
  console.log(inspect(client, { depth: Infinity, showHidden: true }));
  await attempt(() => client.users.list().toArray());
  await attempt(() => client.users.get(1));
  for (const username of ['grace@example.com', 'nobody']) {
    await attempt(() => client.provisioning.users.add([{ username, password }]));
  }
}

/** Says how far it is, and waits until it is told to go on. */
async function reached(place) {
  console.log(place);
  await readLine();
}

const urls = { businessUrl: await readLine(), provisioningUrl: await readLine() };
const cid = await readLine();
const [key, hash, password] = [await readSecret(), await readSecret(), await readSecret()];
const nowhere = { businessUrl: 'http://127.0.0.1:9', provisioningUrl: 'http://127.0.0.1:9' };
setLogger({ error: console.error, warn: console.error, info: console.error, debug: console.error });

/** Opens clients, uses them, and closes them. */
async function play() {
  const clients = [];
  for (const settings of [
    { apiKey: key, provisioning: { cid, provhash: hash }, ...urls },
    { apiKey: 'lpkey_of-nobody', provisioning: { cid, provhash: 'of-nobody' }, ...urls },
    { apiKey: key, provisioning: { cid, provhash: hash }, ...nowhere },
    { apiKey: hash, provisioning: { cid, provhash: key }, ...urls },
  ]) {
    const client = await attempt(() => new Client({ maxRetries: 1, ...settings }));
    if (client !== undefined) {
      clients.push(client);
      await use(client, password);
    }
  }
  await reached('OPEN');
  clients.forEach((client) => client.close());
}

await play();
// What a client holds outside of V8 goes when the client is collected.
for (let turn = 0; turn < 5; turn += 1) {
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await reached('CLOSED');
process.exit(0);
