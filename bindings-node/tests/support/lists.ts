/** A list of 25 users, and what reads it. */

import type { Client, ClientSettings, CompanyUser } from 'lastpass-admin';

import { sandbox, type Tenant } from './sandbox.js';

/** The ids of all users of a company. */
export const ALL = Array.from({ length: 25 }, (_, place) => 80001 + place);

/** A company of 25 users, and a client of it. */
export async function company(settings: ClientSettings = {}): Promise<readonly [Tenant, Client]> {
  const tenant = await sandbox.tenant();
  return [tenant, tenant.client(settings)];
}

export const ids = (users: readonly CompanyUser[]) => users.map(({ id }) => id);

/** Reads on until the list comes to its end, or to an error. */
export async function read(
  pager: AsyncIterable<CompanyUser>,
  into: (number | undefined)[] = [],
): Promise<typeof into> {
  for await (const { id } of pager) {
    into.push(id);
  }
  return into;
}
