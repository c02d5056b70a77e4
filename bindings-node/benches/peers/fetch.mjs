/** The `fetch` of Node. */

import { BUSINESS, HEADERS, JSON_BODY, PROVISIONING, THE_SAME, run } from './workloads.mjs';

async function ask(url, request) {
  const answer = await fetch(url, request);
  if (!answer.ok) {
    throw new Error(`status ${answer.status}`);
  }
  return JSON.parse(await answer.text());
}

const peer = {
  get: (path) => ask(BUSINESS.href + path, { headers: HEADERS }),
  post: (body) => ask(PROVISIONING, { method: 'POST', headers: JSON_BODY, body: JSON.stringify(body) }),
};

export const theSame = (...workload) => run(peer, THE_SAME, ...workload);
