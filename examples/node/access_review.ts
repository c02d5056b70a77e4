const HELP = `Reviews who can reach which shared folder, through which group, in which role: as a table or as CSV.

    node access_review.ts                              # a table for each folder
    node access_review.ts --folder 5001 --as groups    # one folder, group by group
    node access_review.ts --output access.csv          # a file for a spreadsheet
    node access_review.ts --csv | sort                 # the same on standard output

A row is one way in: whoever reaches a folder directly and through two groups has three. The role is derived
from the vendor's flags; without any of them it is \`unmapped_value\`. Beside it stands the status of the
account, and a remark where somebody should look: access of an account that is disabled, was never taken into
use, or is none of this company's users.

In CSV a value that begins with = + - or @ has a quote in front, since a spreadsheet would take it for a
formula. A file appears only if everything was read, and replaces that of an earlier run; what --csv wrote is
complete only if the program ends with 0.

Needs LASTPASS_CID with LASTPASS_PROVHASH; with LASTPASS_API_KEY too, the status is what both APIs say.
\`lastpass-sandbox\` prints an environment to try it with.

    --folder ID                  only this folder; default: all
    --as users|groups            what a row is; default: users
    --include-deleted            deleted folders too; nobody reaches them
    --super-admins only|without  list super admins only, or leave them out
    --csv                        write CSV to standard output, not a table
    --output FILE                write CSV to a file

Ends with 0 if everything was read, with 1 if not, with 2 if it was called or set up wrongly.
`;

import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import {
  AuthenticationError,
  Client,
  ConfigurationError,
  InvalidArgumentError,
  LastPassError,
  NotFoundError,
  NotSupportedError,
  RateLimitError,
  type IamUser,
  type Pager,
} from 'lastpass-admin';

const OPTIONS = {
  folder: { type: 'string' },
  as: { type: 'string', default: 'users' },
  'include-deleted': { type: 'boolean', default: false },
  'super-admins': { type: 'string' },
  csv: { type: 'boolean', default: false },
  output: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const SUPER_ADMINS = new Map([
  ['only', true],
  ['without', false],
]);

type Row = readonly string[];

/** The status of each account by its address, in lower case. */
type Accounts = ReadonlyMap<string, string>;

interface Folder {
  id: string;
  name: string;
  isDeleted: boolean;
}

interface View {
  columns: Row;
  rows(entries: readonly IamUser[], accounts: Accounts): Row[];
}

const VIEWS = new Map<string, View>([
  ['users', { columns: ['user', 'role', 'access', 'group', 'status', 'remark'], rows: userRows }],
  ['groups', { columns: ['group', 'role', 'members', 'not_enabled', 'remark'], rows: groupRows }],
]);

/** A list was read, and yet not all of it. */
class NotComplete extends Error {}

/** The program was called wrongly. */
class Misuse extends Error {}

interface Wanted {
  view: View;
  folder: string | undefined;
  includeDeleted: boolean;
  superAdmins: boolean | undefined;
  csv: boolean;
  output: string | undefined;
}

interface Counts {
  folders: number;
  rows: number;
  remarks: number;
}

type Write = (folder: Folder, rows: readonly Row[]) => Promise<void>;

/** Reads a folder, writes it and forgets it; the status of all accounts is all that is kept. */
async function review(lp: Client, wanted: Wanted, write: Write): Promise<Counts> {
  const accounts = await readAccounts(lp);
  const { view, folder: resourceId, includeDeleted, superAdmins } = wanted;
  const entries = lp.iam.listResourceUsers({ resourceId, includeDeleted, superAdmins });
  const counts = { folders: 0, rows: 0, remarks: 0 };
  for await (const [folder, ofFolder] of byFolder(entries)) {
    const rows = view.rows(ofFolder, accounts);
    if (rows.length > 0) {
      await write(folder, rows);
      counts.folders += 1;
      counts.rows += rows.length;
      counts.remarks += rows.filter((row) => row.at(-1) !== '').length;
    }
  }
  whole(entries, 'entries');
  return counts;
}

/** The status of all accounts, of people who were only invited, too. */
async function readAccounts(lp: Client): Promise<Accounts> {
  const users = lp.iam.users.list({ includeInvited: true });
  const accounts = new Map<string, string>();
  for await (const { id, status } of users) {
    if (status !== undefined) {
      // A status that has no common name keeps that of the vendor.
      const isNamed = status.value !== undefined && status.value !== 'unmapped_value';
      accounts.set(fold(id), (isNamed ? status.value : status.sourceValue) ?? '');
    }
  }
  whole(users, 'users');
  return accounts;
}

function whole(users: Pager<IamUser>, what: string): void {
  const { isInconsistent, total, items } = users.summary;
  if (isInconsistent) {
    throw new NotComplete(`the vendor counts ${total} ${what}, ${items} came: run it again`);
  }
}

/** The entries of a folder, which come one after the other. */
async function* byFolder(entries: Pager<IamUser>): AsyncGenerator<[folder: Folder, entries: IamUser[]]> {
  let folder: Folder | undefined;
  let ofFolder: IamUser[] = [];
  for await (const entry of entries) {
    const next = folderOf(entry);
    if (folder !== undefined && folder.id !== next.id) {
      yield [folder, ofFolder];
      ofFolder = [];
    }
    folder = next;
    ofFolder.push(entry);
  }
  if (folder !== undefined) {
    yield [folder, ofFolder];
  }
}

function folderOf({ unifiedCustomFields: fields }: IamUser): Folder {
  const { resourceId: id = '', resourceName: name = '', resourceDeleted: isDeleted = false } = fields ?? {};
  return { id, name, isDeleted };
}

function userRows(entries: readonly IamUser[], accounts: Accounts): Row[] {
  return entries.map((entry) => {
    const group = nameOf(entry.groups);
    const access = entry.unifiedCustomFields?.superAdmin ? 'super admin' : group ? 'group' : 'direct';
    const status = accounts.get(fold(entry.id)) ?? 'no account';
    const remark = status === 'enabled' ? '' : 'not enabled';
    return [entry.id ?? '', nameOf(entry.roles), access, group, status, remark];
  });
}

/** As `iam.listResourceGroups`, whose entries do not say whether their folder was deleted. */
function groupRows(entries: readonly IamUser[], accounts: Accounts): Row[] {
  const members = new Map<string, { group: string; role: string; users: string[] }>();
  for (const entry of entries) {
    const [group, role] = [nameOf(entry.groups), nameOf(entry.roles)];
    if (group !== '') {
      const key = JSON.stringify([group, role]);
      const of = members.get(key) ?? { group, role, users: [] };
      of.users.push(entry.id ?? '');
      members.set(key, of);
    }
  }
  const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
  const sorted = [...members.values()].sort(
    (one, other) => order(one.group, other.group) || order(one.role, other.role),
  );
  return sorted.map(({ group, role, users }) => [group, role, ...memberCells(users, accounts)]);
}

function memberCells(users: readonly string[], accounts: Accounts): Row {
  const idle = users.filter((user) => accounts.get(fold(user)) !== 'enabled');
  const more = idle.length > 3 ? ` and ${idle.length - 3} more` : '';
  const remark = idle.length > 0 ? `not enabled: ${idle.slice(0, 3).join(', ')}${more}` : '';
  return [String(users.length), String(idle.length), remark];
}

/** The name of the one role, or group, that an entry has. */
function nameOf(members: readonly { readonly name?: string }[] = []): string {
  return members[0]?.name ?? '';
}

function fold(address: string | undefined): string {
  return (address ?? '').toLowerCase();
}

/** Takes text, and says when the next may come. */
type Out = (text: string) => Promise<unknown>;

/** Writes a table for each folder. */
function table(out: Out, columns: Row): Write {
  return async ({ id, name, isDeleted }, rows) => {
    const lines = [columns, ...rows].map((row) => row.map(printable));
    const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
    const shown = lines.map((line) => {
      const cells = line.map((value, column) => value.padEnd(widths[column]!));
      return `    ${cells.join('  ').trimEnd()}\n`;
    });
    const heading = printable(`${name || '-'} (id ${id}${isDeleted ? ', deleted' : ''})`);
    await out(`${heading}\n${shown.join('')}`);
  };
}

/** A name as it may be printed: whoever names a folder or a group must not control a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}

/** Writes a row for each entry, below a header. */
async function csvRows(out: Out, columns: Row): Promise<Write> {
  await out(csv([['folder_id', 'folder', 'deleted', ...columns]]));
  return async ({ id, name, isDeleted }, rows) => {
    await out(csv(rows.map((row) => [id, name, isDeleted ? 'yes' : '', ...row])));
  };
}

/** Rows of CSV. A name such as `=1+1` has a quote in front, or a spreadsheet would work it out as a formula. */
function csv(rows: readonly Row[]): string {
  const cell = (value: string): string => {
    const text = value.replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** A file that gets its name when it is complete. Only its owner may read it: it holds personal data. */
async function writtenWhole<T>(path: string, fill: (file: FileHandle) => Promise<T>): Promise<T> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    const filled = await fill(file);
    await file.sync();
    await rename(temporary, path);
    return filled;
  } finally {
    await file.close();
    await rm(temporary, { force: true });
  }
}

async function run(lp: Client, wanted: Wanted): Promise<Counts> {
  const { columns } = wanted.view;
  if (wanted.output !== undefined) {
    return writtenWhole(wanted.output, async (file) => {
      const out: Out = (text) => file.appendFile(text);
      // With the mark that tells spreadsheets that it is UTF-8.
      await out('\uFEFF');
      return review(lp, wanted, await csvRows(out, columns));
    });
  }
  return review(lp, wanted, wanted.csv ? await csvRows(print, columns) : table(print, columns));
}

function wantedOf(options: ReturnType<typeof parse>): Wanted {
  const { folder, output, csv } = options;
  const view = VIEWS.get(options.as);
  const superAdmins = SUPER_ADMINS.get(options['super-admins'] ?? '');
  if (view === undefined) {
    throw new Misuse(`--as takes ${[...VIEWS.keys()].join(' or ')}`);
  }
  if (options['super-admins'] !== undefined && superAdmins === undefined) {
    throw new Misuse(`--super-admins takes ${[...SUPER_ADMINS.keys()].join(' or ')}`);
  }
  if (csv && output !== undefined) {
    throw new Misuse('--csv and --output exclude each other');
  }
  return { view, folder, superAdmins, csv, output, includeDeleted: options['include-deleted'] };
}

function parse() {
  return parseArgs({ options: OPTIONS }).values;
}

async function main(): Promise<number> {
  let wanted: Wanted;
  try {
    const options = parse();
    if (options.help) {
      console.log(HELP);
      return 0;
    }
    wanted = wantedOf(options);
  } catch (fault) {
    console.error(`${(fault as Error).message}; --help says what there is`);
    return 2;
  }
  try {
    const lp = new Client({ readOnly: true, apiUser: 'access_review.ts' });
    const { folders, rows, remarks } = await run(lp, wanted);
    console.error(`${rows} ways into ${folders} folders, ${remarks} of them with a remark`);
    return 0;
  } catch (error) {
    if (error instanceof LastPassError) {
      console.error(`The review is not complete: ${error.message} ${advice(error)}`);
      const misuse = [ConfigurationError, InvalidArgumentError, NotSupportedError];
      return misuse.some((kind) => error instanceof kind) ? 2 : 1;
    }
    if (error instanceof NotComplete || (error instanceof Error && 'syscall' in error)) {
      // Whoever read standard output may have read enough; that needs no words.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
        console.error(`The review is not complete: ${error.message}`);
      }
      return 1;
    }
    throw error;
  }
}

function advice(error: LastPassError): string {
  if (error instanceof RateLimitError) {
    return `Run it again in ${Math.round((error.retryAfter ?? 60_000) / 1000)} s.`;
  }
  const settings = [AuthenticationError, ConfigurationError, NotSupportedError];
  if (settings.some((kind) => error instanceof kind)) {
    return 'CID and hash are in the Admin Console: Advanced, Enterprise API.';
  }
  if (error instanceof NotFoundError) {
    return 'Without --folder all are listed with their ids, by --include-deleted the deleted ones too.';
  }
  return 'It only reads, so it can be run again at any time.';
}

// A reader who stops is told by the answer to the next write; without this it would be an error that nobody takes.
process.stdout.on('error', () => {});
process.exitCode = await main();
