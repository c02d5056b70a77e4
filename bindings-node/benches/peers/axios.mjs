/** axios over the agent of Node, with connections that are kept. It parses JSON by itself. */

import { Agent } from 'node:http';

import axios from 'axios';

import { BUSINESS, CONNECTIONS, HEADERS, PROVISIONING, THE_SAME, run } from './workloads.mjs';

const client = axios.create({ httpAgent: new Agent({ keepAlive: true, maxSockets: CONNECTIONS }) });

const peer = {
  get: async (path) => (await client.get(BUSINESS.href + path, { headers: HEADERS })).data,
  post: async (body) => (await client.post(PROVISIONING.href, body)).data,
};

export const theSame = (...workload) => run(peer, THE_SAME, ...workload);
