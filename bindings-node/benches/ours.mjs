/** lastpass-admin. */

import { Client } from 'lastpass-admin';

import { ofProvisioned, ofUser, reader, singleReads, sum } from './members.mjs';

const LISTS = {
  w1: [(lp) => lp.users.list(), ofUser],
  w4: [(lp) => lp.provisioning.users.list(), ofProvisioned],
};

export async function run(workload, members) {
  const lp = new Client({ maxRetries: 0 });
  if (workload in LISTS) {
    const [list, every] = LISTS[workload];
    return sum(await list(lp).toArray(), reader(workload, members, every));
  }
  const { value: page } = await lp.users.list().pages().next();
  const ids = page.items.map(({ id }) => id);
  return singleReads(workload, ids, (id) => lp.users.get(id));
}

/** Lists without keeping the users. */
export async function streaming(workload, members) {
  const [list, every] = LISTS[workload];
  const of = reader(workload, members, every);
  let total = 0;
  for await (const user of list(new Client({ maxRetries: 0 }))) {
    total += of(user);
  }
  return total;
}
