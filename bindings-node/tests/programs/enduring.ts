/** Uses clients for a long time, and prints by how many KiB its memory grew, and how many files and threads it has. */

import { readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

import { Client, setLogger } from 'lastpass-admin';

const lp = new Client();
const times = Number(process.argv[3]);

async function resident(): Promise<number> {
  for (let turn = 0; turn < 5; turn++) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage.rss() / 1024;
}

const { signal } = new AbortController();
const ACTS: Record<string, () => Promise<unknown>> = {
  calls: () => Promise.all(Array.from({ length: 50 }, () => lp.users.get(80001))),
  failures: () => Promise.all(Array.from({ length: 20 }, () => lp.users.get(4).catch(() => {}))),
  refusals: async () => {
    for (let turn = 0; turn < 50; turn++) {
      await lp.users.get(NaN).catch(() => {});
    }
  },
  lists: async () => {
    await lp.users.list({ pageSize: 10 }).toArray();
    for await (const _ of lp.users.list({ pageSize: 10 })) {
      break;
    }
    lp.users.list();
  },
  clients: async () => {
    const own = new Client();
    await own.withOptions({ maxRetries: 1 }).users.get(80001);
    own.close();
    new Client();
  },
  aborted: async () => {
    const controller = new AbortController();
    const calls = Array.from({ length: 10 }, () =>
      lp.users.get(80001, { signal: controller.signal }).catch(() => {}),
    );
    setImmediate(() => controller.abort());
    await Promise.all(calls);
  },
  signal: () => Promise.all(Array.from({ length: 50 }, () => lp.users.get(80001, { signal }))),
  logged: async () => {
    setLogger({ debug() {}, info() {}, warn() {}, error() {} });
    await Promise.all(Array.from({ length: 20 }, () => lp.users.get(80001)));
    setLogger(undefined);
  },
  providers: async () => {
    const own = new Client({ credentials: async () => ({ apiKey: process.env['LASTPASS_API_KEY'] }) });
    await own.users.get(80001);
    own.close();
  },
  workers: () =>
    new Promise((resolve) => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { argv: ['get'] });
      worker.on('exit', resolve);
    }),
};

const act = ACTS[process.argv[2]!]!;
// Until V8 has found its size: it takes a client for a small object, and collects those that are dropped by the hundred.
for (let turn = 0; turn < 2 * times; turn++) {
  await act();
}
const before = await resident();
for (let turn = 0; turn < times; turn++) {
  await act();
}
console.log(Math.round((await resident()) - before));
console.log(readdirSync('/proc/self/fd').length, readdirSync('/proc/self/task').length);
