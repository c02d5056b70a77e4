const HELP = `Offboards a leaver: takes every access away, and says which shared folders nobody looks after any more.

    node offboard.ts ada@example.com --dry-run     # what would be done
    node offboard.ts ada@example.com

In this order: disables the account (vault and data stay, so that it can be undone), lists the shared folders
that only the leaver administers, takes the leaver out of all groups, and out of all admin levels. What was
done is read back before it is called done. A step that fails does not keep the next ones from being taken,
but the folders have to be known before the groups go, since access through a group is not seen afterwards.
Run it again if a step failed: what is done is not done twice.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_API_KEY for the admin levels (\`--without-admin-levels\`
does without). \`lastpass-sandbox\` prints an environment to try it with.

Ends with 0 if nothing is left to do, with 1 if a step was not done, with 2 if it was called or set up
wrongly.
`;

import { parseArgs } from 'node:util';

import {
  AuthenticationError,
  Client,
  ConfigurationError,
  InvalidArgumentError,
  LastPassError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  type CredentialStatus,
  type SharedFolder,
} from 'lastpass-admin';

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  'without-admin-levels': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Step {
  name: string;
  done: boolean;
  detail: string;
}

/** A step that was taken, or had to be left out, and why it is not done. */
class NotDone extends Error {}

class Offboarding {
  readonly #lp: Client;
  readonly #username: string;
  readonly #dryRun: boolean;

  constructor(lp: Client, username: string, dryRun: boolean) {
    this.#lp = lp;
    this.#username = username;
    this.#dryRun = dryRun;
  }

  async *steps(adminLevels: boolean): AsyncGenerator<Step> {
    yield attempt('account', () => this.#disable());
    const folders = await attempt('shared folders', () => this.#orphanedFolders());
    yield folders;
    if (folders.done) {
      yield attempt('groups', () => this.#leaveGroups());
    } else {
      const detail = 'left alone, since the shared folders could not be read';
      yield { name: 'groups', done: false, detail };
    }
    if (adminLevels) {
      yield attempt('admin levels', () => this.#leaveAdminLevels());
    }
  }

  async #disable(): Promise<string> {
    const { users } = this.#lp.provisioning;
    if ((await users.get(this.#username)).disabled) {
      return 'is disabled already';
    }
    if (this.#dryRun) {
      return 'would be disabled';
    }
    await users.disable([this.#username]);
    if (!(await users.get(this.#username)).disabled) {
      throw new NotDone('the vendor took the command, and the account is still enabled');
    }
    return 'disabled';
  }

  /** Folders whose only admin, apart from super admins and disabled users, is the leaver. */
  async #orphanedFolders(): Promise<string> {
    const gone = new Set([fold(this.#username)]);
    for await (const { username } of this.#lp.provisioning.users.list({ disabled: true })) {
      gone.add(fold(username));
    }
    const folders = await this.#lp.provisioning.sharedFolders.list().toArray();
    const orphaned = folders.filter((folder) => {
      const admins = ownAdmins(folder);
      const isAdmin = admins.includes(fold(this.#username));
      return !folder.isDeleted && isAdmin && admins.every((admin) => gone.has(admin));
    });
    if (orphaned.length === 0) {
      return 'none is administered by the leaver alone';
    }
    const heading = 'administered by the leaver alone; name another admin in the vault:';
    return [heading, ...orphaned.map(describe)].join('\n');
  }

  async #leaveGroups(): Promise<string> {
    const { users, groups } = this.#lp.provisioning;
    const { groups: held = [] } = await users.get(this.#username);
    if (held.length === 0) {
      return 'is in none';
    }
    if (this.#dryRun) {
      return `would be taken out of ${held.join(', ')}`;
    }
    await groups.changeMembers([{ username: this.#username, remove: held }]);
    const { groups: left = [] } = await users.get(this.#username);
    if (left.length > 0) {
      throw new NotDone(`still in ${left.join(', ')}; groups of a directory are changed there`);
    }
    return `taken out of ${held.join(', ')}`;
  }

  async #leaveAdminLevels(): Promise<string> {
    const userId = await this.#businessId();
    const held = await this.#heldLevels(userId);
    if (held.size === 0) {
      return 'holds none';
    }
    const names = [...held.values()].join(', ');
    if (this.#dryRun) {
      return `would be taken out of ${names}`;
    }
    for (const levelId of held.keys()) {
      // After an unclear failure it is sent again; that the user is gone by then is what we want.
      await this.#lp.adminLevels.removeUser(levelId, userId, { goneIsDeleted: true });
    }
    const left = await this.#heldLevels(userId);
    if (left.size > 0) {
      throw new NotDone(`still holds ${[...left.values()].join(', ')}`);
    }
    return `taken out of ${names}`;
  }

  /** The two APIs have different ids for a user; the address is what they share. */
  async #businessId(): Promise<number> {
    for await (const { id, email } of this.#lp.users.list({ email: this.#username })) {
      if (fold(email) === fold(this.#username) && id !== undefined) {
        return id;
      }
    }
    throw new NotDone('the Business API does not list this address; look in the Admin Console');
  }

  async #heldLevels(userId: number): Promise<Map<number, string>> {
    const levels = this.#lp.adminLevels;
    const held = new Map<number, string>();
    for await (const { id, name } of levels.list()) {
      if (id === undefined) {
        continue;
      }
      for await (const holder of levels.listUsers(id)) {
        if (holder.id === userId) {
          held.set(id, name ?? String(id));
          break;
        }
      }
    }
    return held;
  }
}

/** Takes a step. Whatever goes wrong in it is said, and the next one is taken. */
async function attempt(name: string, step: () => Promise<string>): Promise<Step> {
  try {
    return { name, done: true, detail: await step() };
  } catch (error) {
    if (error instanceof NotDone) {
      return { name, done: false, detail: error.message };
    }
    if (error instanceof LastPassError) {
      return { name, done: false, detail: `${error.message} ${advice(error)}` };
    }
    throw error;
  }
}

function advice(error: LastPassError): string {
  if (error instanceof RateLimitError) {
    return `Run it again in ${Math.round((error.retryAfter ?? 60_000) / 1000)} s.`;
  }
  const mendable = [AuthenticationError, PermissionDeniedError, ConfigurationError];
  if (mendable.some((kind) => error instanceof kind)) {
    return 'Nothing was changed by this step: the credential has to be mended first.';
  }
  if (error.delivery === 'not_sent') {
    return 'Nothing was changed by this step. Run it again.';
  }
  return 'The step may have taken effect. Run it again: it looks before it acts.';
}

/** Who administers a folder by name or through a group. Super admins reach all and look after none. */
function ownAdmins({ users = [] }: SharedFolder): string[] {
  const admins = users.filter(({ role, isSuperAdmin }) => role === 'admin' && !isSuperAdmin);
  return admins.map(({ username }) => fold(username));
}

function describe({ id, name = '-', users = [] }: SharedFolder): string {
  const names = users.filter(({ isSuperAdmin }) => isSuperAdmin).map(({ username = '-' }) => username);
  const supers = [...new Set(names)].sort().join(', ');
  return `${name} (id ${id}; ${supers ? `super admins who reach it: ${supers}` : 'no super admin reaches it'})`;
}

function fold(address: string | undefined): string {
  return (address ?? '').toLowerCase();
}

async function main(): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (fault) {
    console.error(`${(fault as Error).message}; --help says what there is`);
    return 2;
  }
  const { values: options, positionals } = parsed;
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const [username] = positionals;
  if (username === undefined || positionals.length > 1) {
    console.error('name the e-mail address of the leaver; --help says what there is');
    return 2;
  }
  const dryRun = options['dry-run'];
  try {
    const lp = new Client({ readOnly: dryRun, apiUser: 'offboard.ts' });
    return await run(lp, username, !options['without-admin-levels'], dryRun);
  } catch (error) {
    if (!(error instanceof LastPassError)) {
      throw error;
    }
    console.error(`${error.message} ${advice(error)}`);
    return error instanceof ConfigurationError || error instanceof InvalidArgumentError ? 2 : 1;
  }
}

async function run(lp: Client, username: string, adminLevels: boolean, dryRun: boolean): Promise<number> {
  // A dead credential is found before the first step, and not between two of them.
  const { business, provisioning } = await lp.check();
  const needed: [name: string, status: CredentialStatus | undefined][] = [
    ['LASTPASS_CID and LASTPASS_PROVHASH', provisioning],
    ...(adminLevels ? [['LASTPASS_API_KEY', business] as [string, CredentialStatus | undefined]] : []),
  ];
  for (const [name, status] of needed) {
    if (status === undefined) {
      console.error(`Nothing was changed: ${name} has to be set.`);
      return 2;
    }
    if (status.error !== undefined) {
      console.error(`Nothing was changed: ${name} does not work: ${status.error.message}`);
      return 1;
    }
  }
  let known;
  try {
    known = (await lp.provisioning.users.get(username)).username ?? username;
  } catch (error) {
    if (!(error instanceof NotFoundError)) {
      throw error;
    }
    const remark = 'A pending invitation is taken back with `uninvite`.';
    console.error(`${username} is no user of this company. ${remark}`);
    return 1;
  }
  let undone = 0;
  for await (const { name, done, detail } of new Offboarding(lp, known, dryRun).steps(adminLevels)) {
    const indented = detail.replaceAll('\n', `\n${' '.repeat(26)}`);
    console.log(`${(done ? 'ok' : 'NOT DONE').padEnd(8)}  ${name.padEnd(14)}  ${indented}`);
    undone += done ? 0 : 1;
  }
  if (undone > 0) {
    console.error(`${undone} steps are not done: ${username} is not offboarded.`);
  }
  return undone > 0 ? 1 : 0;
}

process.exitCode = await main();
