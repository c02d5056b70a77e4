const HELP = `An admin's first ten minutes: what a company looks like through this package. It changes nothing.

Shows which credentials work, and then, for those that do: some users, who holds which admin level, managed
companies, shared folders, a few users read at once, and the audit events of the last day.

Needs LASTPASS_API_KEY, or LASTPASS_CID with LASTPASS_PROVHASH, or all three; for the events
LASTPASS_TIME_ZONE, the zone of the account as an IANA name such as America/New_York.

    node quickstart.ts

Without an account, on a made-up company:

    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &
    until [ -s sandbox.json ]; do sleep 0.1; done
    export $(jq -r '.environment | to_entries[] | .key + "=" + .value' sandbox.json)
    node quickstart.ts

Ends with 0 if all that is set works, with 1 if something does not, with 2 if nothing is set.
`;

import { parseArgs } from 'node:util';

import {
  AuthenticationError,
  Client,
  ConfigurationError,
  LastPassError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  RequestConnectionError,
  RequestTimeoutError,
  ServerError,
  type CredentialStatus,
  type Pager,
} from 'lastpass-admin';

const SHOWN = 8;

const HOW_TO_BEGIN = `Set LASTPASS_API_KEY, or LASTPASS_CID and LASTPASS_PROVHASH; or try a made-up company:

    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &
    until [ -s sandbox.json ]; do sleep 0.1; done
    export $(jq -r '.environment | to_entries[] | .key + "=" + .value' sandbox.json)`;

/** The first items. A list is read page by page, as far as it is iterated. */
async function* first<T>(list: Pager<T>, count: number): AsyncGenerator<T> {
  let left = count;
  for await (const item of list) {
    yield item;
    if (--left === 0) {
      break;
    }
  }
}

async function users(lp: Client): Promise<void> {
  for await (const user of first(lp.users.list({ pageSize: SHOWN }), SHOWN)) {
    console.log(`  ${user.id}  ${(user.accountStatus ?? '-').padEnd(20)} ${user.email}`);
  }
}

async function adminLevels(lp: Client): Promise<void> {
  for await (const level of lp.adminLevels.list()) {
    if (level.id !== undefined) {
      const { length } = await lp.adminLevels.listUsers(level.id).toArray();
      console.log(`  ${(level.name ?? '-').padEnd(28)} ${length} ${length === 1 ? 'user' : 'users'}`);
    }
  }
}

async function companies(lp: Client): Promise<void> {
  for await (const { id, name, status, licenseLimit } of first(lp.managedCompanies.list(), SHOWN)) {
    console.log(`  ${id}  ${(name ?? '-').padEnd(28)} ${status}, ${licenseLimit} licenses`);
  }
}

/** Deleted folders are listed too. A member may have several rows: an own one, and one for each group. */
async function folders(lp: Client): Promise<void> {
  for await (const { name, users, isDeleted } of first(lp.provisioning.sharedFolders.list(), SHOWN)) {
    const people = new Set(users?.map(({ username }) => username));
    console.log(`  ${(name ?? '-').padEnd(28)} ${people.size} members${isDeleted ? ', deleted' : ''}`);
  }
}

/** Requests that do not wait for each other share a few connections. */
async function severalAtOnce(lp: Client): Promise<void> {
  const names: string[] = [];
  for await (const { username } of first(lp.provisioning.users.list(), 5)) {
    if (username !== undefined) {
      names.push(username);
    }
  }
  for (const user of await Promise.all(names.map((name) => lp.provisioning.users.get(name)))) {
    console.log(`  ${(user.username ?? '-').padEnd(28)} second factor: ${user.multifactor ?? 'none'}`);
  }
}

/** The vendor's times carry no zone. With the zone of the account they come with an offset. */
async function events(lp: Client): Promise<void> {
  const to = new Date();
  const from = new Date(to.getTime() - 86_400_000);
  for await (const event of first(lp.provisioning.events.list({ from, to }), SHOWN)) {
    console.log(`  ${event.time}  ${(event.username || 'API').padEnd(24)} ${event.action}`);
  }
}

/** What to do about an error, decided by its class. Its text is for people, not for programs. */
function advice(error: LastPassError): string {
  if (error instanceof RateLimitError) {
    return `Try again in ${Math.round((error.retryAfter ?? 60_000) / 1000)} s.`;
  }
  if (
    error instanceof RequestConnectionError ||
    error instanceof RequestTimeoutError ||
    error instanceof ServerError
  ) {
    return 'Try again later; reads can always be repeated.';
  }
  if (error instanceof AuthenticationError) {
    return 'The credential is wrong or was reset. Take the new one from the Admin Console.';
  }
  return 'Trying again will not help.';
}

type Part = (lp: Client) => Promise<void>;

/** Shows a part; whether it could be shown. Not every account may read everything, which is no failure. */
async function show(title: string, part: Part, lp: Client): Promise<boolean> {
  console.log(`\n${title}`);
  try {
    await part(lp);
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof PermissionDeniedError) {
      console.log(`  not for this account: ${error.message}`);
    } else if (error instanceof LastPassError) {
      console.log(`  ${error.message} ${advice(error)}`);
      return false;
    } else {
      throw error;
    }
  }
  return true;
}

async function tour(lp: Client): Promise<number> {
  const { business, provisioning, allWork } = await lp.check();
  console.log('Credentials');
  console.log(`  API key        ${describe(business)}`);
  console.log(`  CID and hash   ${describe(provisioning)}`);

  const parts: [title: string, part: Part][] = [];
  if (business?.works) {
    parts.push(['Users', users], ['Admin levels', adminLevels], ['Managed companies', companies]);
  }
  if (provisioning?.works) {
    parts.push(['Shared folders', folders], ['Several at once', severalAtOnce]);
    if (process.env['LASTPASS_TIME_ZONE']) {
      parts.push(['Audit events of the last day', events]);
    } else {
      console.log('\nAudit events need LASTPASS_TIME_ZONE, the time zone of the account.');
    }
  }
  let allShown = true;
  for (const [title, part] of parts) {
    allShown = (await show(title, part, lp)) && allShown;
  }
  return allShown && allWork ? 0 : 1;
}

function describe(status: CredentialStatus | undefined): string {
  if (status === undefined) {
    return 'not set';
  }
  return status.error === undefined ? 'works' : `${status.error.message} ${advice(status.error)}`;
}

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
  } catch (fault) {
    console.error(`${(fault as Error).message}; --help says what there is`);
    return 2;
  }
  try {
    // A read-only client refuses every operation that writes, before anything is sent.
    return await tour(new Client({ readOnly: true, apiUser: 'quickstart.ts' }));
  } catch (error) {
    if (!(error instanceof LastPassError)) {
      throw error;
    }
    if (error instanceof ConfigurationError) {
      console.error(`${error.message}\n\n${HOW_TO_BEGIN}`);
      return 2;
    }
    console.error(`${error.message} ${advice(error)}`);
    return 1;
  }
}

process.exitCode = await main();
