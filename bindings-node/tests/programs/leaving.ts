/** Comes to its end in the way that its argument says, and prints when its last line has run. */

import { Worker } from 'node:worker_threads';

import { Client, setLogger } from 'lastpass-admin';

const lp = new Client();
const keep: unknown[] = [lp];

const WAYS: Record<string, () => unknown> = {
  'a client that did nothing': () => {},
  'an idle client': () => lp.users.get(80001),
  'a half read list': async () => {
    for await (const user of lp.users.list({ pageSize: 10 })) {
      if (user.id === 80011) {
        break;
      }
    }
  },
  'a list that nobody reads on': async () => {
    const pages = lp.users.list({ pageSize: 10 }).pages();
    await pages.next();
    await pages.next();
    keep.push(pages);
  },
  'a logger': async () => {
    setLogger(console, 'error');
    await lp.users.get(80001);
  },
  'a signal that nobody aborts': async () => {
    const { signal } = new AbortController();
    keep.push(signal);
    await lp.users.get(80001, { signal });
  },
  'a call that was aborted': async () => {
    await lp.users.get(80001, { signal: AbortSignal.timeout(100) }).catch(() => {});
  },
  'a call that failed': () => lp.users.get(4).catch(() => {}),
  'credentials of a function': () =>
    new Client({ credentials: () => ({ apiKey: process.env['LASTPASS_API_KEY'] }) }).users.get(80001),
  'process.exit in a call': () => {
    void lp.users.get(80001);
    setTimeout(() => process.exit(0), 200);
  },
  'process.exit at once': () => {
    void lp.users.get(80001);
    process.exit(0);
  },
  'process.exit in a function that gives credentials': () =>
    new Client({ credentials: () => process.exit(0) }).users.get(80001),
  'an error in a call': () => {
    void lp.users.get(80001);
    setTimeout(() => {
      throw new RangeError('mine');
    }, 200);
  },
  'a worker in a call': () => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { argv: ['call'] });
    worker.on('message', () => process.exit(0));
  },
  'a call that nobody awaits': () => {
    void lp.users.get(80001).then(({ id }) => console.log(id));
  },
  'a page that nobody awaits': () => {
    void lp.users
      .list()
      .pages()
      .next()
      .then(({ value }) => console.log(value?.items[0]?.id));
  },
  'a loop that nobody awaits': () => {
    void (async () => {
      let count = 0;
      for await (const _ of lp.users.list({ pageSize: 5 })) {
        count += 1;
      }
      console.log(count);
    })();
  },
  'a call after an idle time': () => {
    setTimeout(() => void lp.users.get(80001).then(({ id }) => console.log(id)), 300);
  },
};

await WAYS[process.argv[2]!]!();
