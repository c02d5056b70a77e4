/**
 * Resident memory over many calls, or over many clients: prints samples in MiB as a JSON list.
 *
 * Run by `cargo xtask bench node --leaks`, with the server and the credentials in the environment:
 *
 *     node --expose-gc leaks.mjs <calls|clients>
 *
 * V8 gives memory back when it likes, so a sample is the least of ten. The first half is warm-up.
 */

import { Client, NotFoundError } from 'lastpass-admin';

const IN_FLIGHT = 32;
const [ADA, NOBODY] = [80001, 1];

const seen = [];

function look(turn, turns) {
  if (turn > turns / 2 && turn % (turns / 200) === 0) {
    globalThis.gc();
    seen.push(process.memoryUsage.rss() / 2 ** 20);
  }
}

async function calls() {
  const turns = 100_000;
  const lp = new Client({ maxRetries: 0 });
  let turn = 0;
  const work = async () => {
    while (turn < turns) {
      const own = ++turn;
      await call(lp, own);
      look(own, turns);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
}

/** Most calls read a user; one in ten fails, one reads a page, one begins a list and leaves it, one is aborted. */
async function call(lp, turn) {
  switch (turn % 10) {
    case 0:
      await lp.users.get(NOBODY).catch(expect(NotFoundError));
      break;
    case 1:
      await lp.users.list({ pageSize: 5 }).pages().next();
      break;
    case 2:
      for await (const _ of lp.provisioning.users.list({ pageSize: 5 })) {
        break;
      }
      break;
    case 3: {
      const aborted = new AbortController();
      const user = lp.users.get(ADA, { signal: aborted.signal });
      aborted.abort();
      await user.catch(expect(DOMException));
      break;
    }
    default:
      await lp.users.get(ADA);
  }
}

function expect(kind) {
  return (error) => {
    if (!(error instanceof kind)) {
      throw error;
    }
  };
}

async function clients() {
  const turns = 10_000;
  for (let turn = 1; turn <= turns; turn += 1) {
    const lp = new Client({ maxRetries: 0 });
    await lp.users.get(ADA);
    if (turn % 2) {
      lp.close();
    }
    look(turn, turns);
  }
}

await { calls, clients }[process.argv[2]]();
const samples = Array.from({ length: 10 }, (_, tenth) =>
  Math.min(...seen.slice(10 * tenth, 10 * tenth + 10)),
);
console.log(JSON.stringify(samples));
