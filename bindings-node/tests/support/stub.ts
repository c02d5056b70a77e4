/** A server that answers what a test says: for answers that no sandbox gives. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client, type ClientSettings } from 'lastpass-admin';

export const KEY = 'lpkey_0123456789abcdef-literal';
export const HASH = 'fedcba9876543210fedcba-literal';

/** Settings of a client whose every request is answered with this body, as long as the process runs. */
export async function answering(body: string | object, status = 200): Promise<ClientSettings> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const server = createServer((asked, answer) => {
    asked
      .resume()
      .on('end', () => answer.writeHead(status, { 'content-type': 'application/json' }).end(text));
  });
  await once(server.listen(0, '127.0.0.1').unref(), 'listening');
  server.on('connection', (socket) => socket.unref());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiKey: KEY,
    provisioning: { cid: 4711, provhash: HASH },
    businessUrl: `${origin}/business`,
    provisioningUrl: `${origin}/enterpriseapi.php`,
    timeZone: 'America/New_York',
    maxRetries: 0,
  };
}

/** A client of such a server. */
export async function answeredWith(body: string | object, status = 200): Promise<Client> {
  return new Client(await answering(body, status));
}
