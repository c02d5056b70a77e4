/** A worker thread: it tells its parent when it is under way, and what it got. */

import { parentPort, workerData } from 'node:worker_threads';

import { Client, setLogger } from 'lastpass-admin';

const { settings, act = process.argv[2] } = (workerData ?? {}) as { settings?: object; act?: string };
const lp = new Client(settings);
const say = (what: unknown): void => parentPort?.postMessage(what);

switch (act) {
  case 'get':
    say(await lp.users.get(80001));
    break;
  case 'list':
    say((await lp.users.list({ pageSize: 5 }).toArray()).length);
    break;
  case 'error':
    await lp.users.get(4).catch((error) => say({ ...error, name: error.name }));
    break;
  case 'log':
    setLogger({ debug: say, info: say, warn: say, error: say });
    await lp.users.get(80001);
    break;
  case 'call':
    setTimeout(say, 100, 'under way');
    await lp.users.get(80001);
    break;
  case 'read ahead': {
    const pages = lp.users.list({ pageSize: 5 }).pages();
    await pages.next();
    await pages.next();
    setTimeout(say, 100, 'under way');
    await pages.next();
    break;
  }
  case 'credentials':
    setTimeout(say, 100, 'under way');
    await new Client({
      ...settings,
      apiKey: undefined,
      provisioning: undefined,
      credentials: () => new Promise(() => {}),
    } as object).users.get(80001);
    break;
  case 'exit':
    void lp.users.get(80001);
    process.exit(7);
}
