/** The workloads of a peer, which offers `get(path)` of the Business API and `post(body)` to the Provisioning API. */

import { ofProvisioned, ofUser, ofVendors, reader, singleReads, sum } from '../members.mjs';
import { provisioningUser } from './objects.mjs';

export const BUSINESS = new URL(process.env.LASTPASS_BUSINESS_URL);
export const PROVISIONING = new URL(process.env.LASTPASS_PROVISIONING_URL);
export const HEADERS = { authorization: `api-key ${process.env.LASTPASS_API_KEY}` };
export const JSON_BODY = { 'content-type': 'application/json' };
export const CONNECTIONS = 32;

/** What a peer does with a user: it takes it as `JSON.parse` gives it, … */
export const AS_IT_COMES = { make: (id, user) => Object.assign(user, { id }), every: ofVendors };
/** … or makes of it what the package gives. */
export const THE_SAME = { make: provisioningUser, every: ofProvisioned };

export async function run(peer, { make, every }, workload, members) {
  if (workload === 'w1') {
    return sum(await listed(peer), reader(workload, members, ofUser));
  }
  if (workload === 'w4') {
    return sum(await provisioned(peer, make), reader(workload, members, every));
  }
  const { items } = await page(peer, '');
  const ids = items.map(({ id }) => id);
  return singleReads(workload, ids, (id) => peer.get(`/v1/users/${id}`));
}

async function listed(peer) {
  const users = [];
  let token = '';
  do {
    const { items, nextPageToken } = await page(peer, token);
    users.push(...items);
    token = nextPageToken;
  } while (token);
  return users;
}

function page(peer, token) {
  return peer.get(`/v1/users?max-results=500${token && `&page-token=${encodeURIComponent(token)}`}`);
}

async function provisioned(peer, make) {
  const users = [];
  for (let index = 0; ; index += 1) {
    const { Users, total } = await peer.post(command(index));
    for (const id in Users) {
      users.push(make(id, Users[id]));
    }
    if (users.length >= total) {
      return users;
    }
  }
}

function command(index) {
  return {
    cid: Number(process.env.LASTPASS_CID),
    provhash: process.env.LASTPASS_PROVHASH,
    cmd: 'getuserdata',
    data: { pagesize: 2_000, pageindex: index },
  };
}
