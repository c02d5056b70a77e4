const HELP = `Who has a second factor, and who no longer uses LastPass? Two CSV files, and the adoption in one line.

    node mfa_report.ts --mfa mfa.csv --inactive inactive.csv --days 90

mfa.csv has a row for each user who can log in, with the method of the second factor, empty without one.
inactive.csv has those of them who have not logged in for so many days, or never did since they were created
so long ago. Disabled users are in neither.

Both files appear only if all users were read, and if the vendor's count agrees; they replace those of an
earlier run. They open as UTF-8 in spreadsheets, and no value in them is taken for a formula.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_TIME_ZONE, the zone of the account as an IANA name
such as America/New_York. \`lastpass-sandbox\` prints an environment to try it with.

Ends with 0 if both files are written, with 1 if the users could not be read, with 2 if it was called or set
up wrongly.
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
  RateLimitError,
  type Pager,
  type ProvisioningUser,
} from 'lastpass-admin';

const OPTIONS = {
  mfa: { type: 'string', default: 'mfa.csv' },
  inactive: { type: 'string', default: 'inactive.csv' },
  days: { type: 'string', default: '90' },
  help: { type: 'boolean', short: 'h' },
} as const;

const MFA = ['username', 'full_name', 'multifactor', 'admin', 'last_login'];
const INACTIVE = ['username', 'full_name', 'created', 'last_login', 'days', 'multifactor', 'groups'];

const DAY = 86_400_000;

/** The users were read, and yet not all of them. */
class NotComplete extends Error {}

interface Counts {
  disabled: number;
  active: number;
  withMfa: number;
  inactive: number;
}

/** Writes a page as it is read: a company of any size needs no more memory than that. */
async function report(
  users: Pager<ProvisioningUser>,
  mfa: FileHandle,
  inactive: FileHandle,
  days: number,
): Promise<Counts> {
  const counts = { disabled: 0, active: 0, withMfa: 0, inactive: 0 };
  const now = Date.now();
  // With the mark that tells spreadsheets that it is UTF-8.
  await mfa.appendFile(`\uFEFF${csv(MFA)}`);
  await inactive.appendFile(`\uFEFF${csv(INACTIVE)}`);
  for await (const { items } of users.pages()) {
    const enabled = items.filter(({ disabled }) => !disabled);
    const idle = enabled.filter((user) => idleDays(user, now) >= days);
    await mfa.appendFile(enabled.map(mfaRow).join(''));
    await inactive.appendFile(idle.map((user) => inactiveRow(user, now)).join(''));
    counts.disabled += items.length - enabled.length;
    counts.active += enabled.length;
    // The member is left out for a user without a second factor; its values are an open list.
    counts.withMfa += enabled.filter(({ multifactor }) => multifactor).length;
    counts.inactive += idle.length;
  }
  const { isInconsistent, total, items } = users.summary;
  if (isInconsistent) {
    throw new NotComplete(`the vendor counts ${total} users, ${items} came: run it again`);
  }
  return counts;
}

function mfaRow(user: ProvisioningUser): string {
  const admin = user.admin ? 'yes' : '';
  return csv([user.username, user.fullName, user.multifactor, admin, user.lastLogin ?? 'never']);
}

function inactiveRow(user: ProvisioningUser, now: number): string {
  const { username, fullName, created, lastLogin = 'never', multifactor, groups } = user;
  const days = String(idleDays(user, now));
  return csv([username, fullName, created, lastLogin, days, multifactor, groups?.join('; ')]);
}

/** Whole days since the last login, or the creation of who never logged in; NaN if the text is no time. */
function idleDays({ created, lastLogin }: ProvisioningUser, now: number): number {
  const last = lastLogin ?? created ?? '';
  // A time that is understood comes with an offset; what is none is the vendor's text.
  return /[+-]\d\d:\d\d$/.test(last) ? Math.floor((now - Date.parse(last)) / DAY) : NaN;
}

/** A row of CSV. A name such as `=1+1` has a quote in front, or a spreadsheet would work it out as a formula. */
function csv(values: (string | undefined)[]): string {
  const cells = values.map((value = '') => {
    const text = value.replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(',')}\r\n`;
}

function adoption({ withMfa, active }: Counts): string {
  const percent = active === 0 ? 0 : (100 * withMfa) / active;
  return `${withMfa} of ${active} users have a second factor (${percent.toFixed(1)} %)`;
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

async function main(): Promise<number> {
  let options;
  try {
    options = parseArgs({ options: OPTIONS }).values;
  } catch (fault) {
    console.error(`${(fault as Error).message}; --help says what there is`);
    return 2;
  }
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const days = Number(options.days);
  if (!(days >= 0)) {
    console.error(`--days ${options.days} is no number of days`);
    return 2;
  }
  if (!process.env['LASTPASS_TIME_ZONE']) {
    console.error("set LASTPASS_TIME_ZONE: the vendor's times carry no zone");
    return 2;
  }
  try {
    const lp = new Client({ readOnly: true, apiUser: 'mfa_report.ts' });
    const users = lp.provisioning.users.list();
    const counts = await writtenWhole(options.mfa, (mfa) =>
      writtenWhole(options.inactive, (inactive) => report(users, mfa, inactive, days)),
    );
    console.log(adoption(counts));
    console.log(`${counts.inactive} of them have not logged in for ${days} days`);
    console.log(`${counts.disabled} more are disabled`);
    return 0;
  } catch (error) {
    if (error instanceof LastPassError) {
      console.error(`No file was written: ${error.message} ${advice(error)}`);
      return error instanceof ConfigurationError || error instanceof InvalidArgumentError ? 2 : 1;
    }
    if (error instanceof NotComplete || (error instanceof Error && 'syscall' in error)) {
      console.error(`No file was written: ${error.message}`);
      return 1;
    }
    throw error;
  }
}

function advice(error: LastPassError): string {
  if (error instanceof RateLimitError) {
    return `Run it again in ${Math.round((error.retryAfter ?? 60_000) / 1000)} s.`;
  }
  if (error instanceof AuthenticationError || error instanceof ConfigurationError) {
    return 'Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, Enterprise API.';
  }
  return 'It only reads, so it can be run again at any time.';
}

process.exitCode = await main();
