/**
 * Sockets alone, by which to see what a machine takes by itself: requests that are bytes already, and answers that nobody looks into.
 *
 * Nothing of HTTP is understood here, and of JSON only the first page, which says what ids there are.
 */

import { once } from 'node:events';
import net from 'node:net';

import { IN_FLIGHT, READS } from './members.mjs';

const BUSINESS = new URL(process.env.LASTPASS_BUSINESS_URL);
const FIRST_PAGE = '/v1/users?max-results=500';

export async function run(workload) {
  const first = await connected();
  const page = await firstPage(first);
  const requests = page.items.map(({ id }) => request(`/v1/users/${id}`));
  const others = Array.from({ length: IN_FLIGHT[workload] - 1 }, connected);
  let next = 0;
  const take = () => (next < READS[workload] ? requests[next++ % requests.length] : undefined);
  await Promise.all([first, ...(await Promise.all(others))].map((socket) => exchange(socket, take)));
  return 0;
}

/** Sends what `take` gives, each when the last one was answered; an answer comes in one piece. */
function exchange(socket, take) {
  return new Promise((resolve, reject) => {
    const send = () => {
      const request = take();
      request === undefined ? resolve() : socket.write(request);
    };
    socket.on('error', reject);
    socket.on('data', (answer) => {
      // "200 OK" to "}".
      if (answer[9] === 0x32 && answer.at(-1) === 0x7d) {
        send();
      } else {
        reject(new Error(`no answer in one piece: ${answer}`));
      }
    });
    send();
  });
}

async function firstPage(socket) {
  socket.write(request(FIRST_PAGE));
  let text = '';
  while (!text.endsWith('}')) {
    const [bytes] = await once(socket, 'data');
    text += bytes;
  }
  return JSON.parse(text.slice(text.indexOf('\r\n\r\n')));
}

async function connected() {
  const socket = net.connect(Number(BUSINESS.port), BUSINESS.hostname);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}

function request(path) {
  const lines = [
    `GET ${BUSINESS.pathname.replace(/\/$/, '')}${path} HTTP/1.1`,
    `host: ${BUSINESS.host}`,
    `authorization: api-key ${process.env.LASTPASS_API_KEY}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}
