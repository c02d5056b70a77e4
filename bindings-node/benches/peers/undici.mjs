/** A pool of undici's: the fastest. */

import { Pool } from 'undici';

import {
  AS_IT_COMES,
  BUSINESS,
  CONNECTIONS,
  HEADERS,
  JSON_BODY,
  PROVISIONING,
  THE_SAME,
  run,
} from './workloads.mjs';

const pool = new Pool(BUSINESS.origin, { connections: CONNECTIONS });

async function ask(request) {
  const { statusCode, body } = await pool.request(request);
  if (statusCode !== 200) {
    throw new Error(`status ${statusCode}`);
  }
  return JSON.parse(await body.text());
}

const peer = {
  get: (path) => ask({ method: 'GET', path: BUSINESS.pathname + path, headers: HEADERS }),
  post: (body) =>
    ask({ method: 'POST', path: PROVISIONING.pathname, headers: JSON_BODY, body: JSON.stringify(body) }),
};

export const asItComes = (...workload) => run(peer, AS_IT_COMES, ...workload);
export const theSame = (...workload) => run(peer, THE_SAME, ...workload);
