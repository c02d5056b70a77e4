const HELP = `Onboards the people of a CSV file, and says of each row what became of it.

    node onboard.ts people.csv --dry-run     # checks the file, and who is there already; changes nothing
    node onboard.ts people.csv               # writes people.results.csv, and if need be the next two

The file is UTF-8, with a header: \`username\` (the e-mail address), and perhaps \`full_name\`, \`groups\`
(separated by \`;\`) and columns such as \`attrib.Department\`, which become attributes of the user. New users
most likely get an activation e-mail. Who is a user already, or is invited, is left out, since the vendor
would change an existing user instead.

people.results.csv  every row with its line, its state and what the vendor said
people.failed.csv   rows that did not take effect, exactly as they were: mend what is wrong and run the file
                    again
people.unknown.csv  rows that may or may not have taken effect: look at these people first. Run again as it
                    is, the file leaves out who has become a user, yet others may get a second e-mail

Needs LASTPASS_CID with LASTPASS_PROVHASH; \`lastpass-sandbox\` prints an environment to try it with.

Ends with 0 if all rows took effect or were there already, with 1 if some did not, with 2 if it was called or
set up wrongly or the file has faults (nothing is sent then), with 130 if it was interrupted.
`;

import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import {
  AuthenticationError,
  Client,
  ConfigurationError,
  InvalidArgumentError,
  LastPassError,
  RateLimitError,
  type BatchAddUser,
  type Outcome,
  type RowState,
} from 'lastpass-admin';

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

// As many rows as the client puts into one request, and the rest that the vendor's service needs in between.
const PORTION = 100;
const PAUSE = 1000;

// What the vendor sorted out by itself: the next rows may go.
const BY_ROW = ['partial', 'rejected'];

/** The file cannot be used as it is. */
class FaultyFile extends Error {}

interface Row {
  line: number;
  /** The cells by their columns. */
  cells: Map<string, string>;
  username: string;
  state: RowState | 'there already';
  detail: string;
}

/** What a file holds. */
interface People {
  columns: string[];
  rows: Row[];
}

function user({ username, cells }: Row): BatchAddUser {
  const fullName = cells.get('full_name')?.trim() || undefined;
  const groups = (cells.get('groups') ?? '').split(';').map((group) => group.trim());
  const attribs = [...cells].filter(([column, cell]) => column.startsWith('attrib.') && cell !== '');
  return {
    username,
    fullName,
    groups: groups.filter((group) => group !== ''),
    attribs: Object.fromEntries(attribs.map(([column, cell]) => [column.slice('attrib.'.length), cell])),
  };
}

/** The columns and the rows of a file; or else all that is wrong with it, line by line. */
async function read(path: string): Promise<People> {
  // Bytes that are no UTF-8 are refused; the mark that spreadsheets put before UTF-8 is dropped.
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  const [header = { line: 1, cells: [] }, ...lines] = parsed(text);
  const columns = header.cells;
  const known = ['username', 'full_name', 'groups'];
  const unknown = columns.filter((name) => !known.includes(name) && !name.startsWith('attrib.'));
  if (!columns.includes('username') || unknown.length > 0 || new Set(columns).size < columns.length) {
    const remark = `has to hold \`username\`, and each once; [${unknown.join(', ')}] are not known`;
    throw new FaultyFile(`line 1: [${columns.join(', ')}] ${remark}`);
  }
  const faults: string[] = [];
  const first = new Map<string, number>();
  const rows = lines.map(({ line, cells: values }): Row => {
    const cells = new Map(columns.map((column, place) => [column, values[place] ?? '']));
    const username = cells.get('username')?.trim() ?? '';
    const before = first.get(fold(username));
    if (values.length > columns.length) {
      faults.push(`line ${line}: has more cells than there are columns`);
    } else if (!username.includes('@')) {
      faults.push(`line ${line}: \`${username}\` is no e-mail address`);
    } else if (before !== undefined) {
      faults.push(`line ${line}: ${username} stands in line ${before} too`);
    }
    first.set(fold(username), before ?? line);
    return { line, cells, username, state: 'not_sent', detail: '' };
  });
  if (faults.length > 0) {
    throw new FaultyFile(faults.join('\n'));
  }
  return { columns, rows };
}

/** The rows of CSV, each with the line that it ends on; empty lines are passed over. */
function parsed(text: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  // A cell, in quotes or not, and what ends it.
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let line = 1;
  let cells: string[] = [];
  while (cell.lastIndex < text.length || cells.length > 0) {
    const found = cell.exec(text);
    if (found === null) {
      throw new FaultyFile(`line ${line}: a quote stands where none can, or is not closed`);
    }
    const [all, quoted, bare = '', end] = found;
    cells.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ',') {
      const isEmpty = cells.length === 1 && quoted === undefined && bare === '';
      rows.push(...(isEmpty ? [] : [{ line: line + lineEnds(quoted ?? ''), cells }]));
      cells = [];
    }
    line += lineEnds(all);
  }
  return rows;
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1;
}

function fold(address: string | undefined): string {
  return (address ?? '').toLowerCase();
}

/** Marks those who are users or invited. All users are read, page by page, and none of them is kept. */
async function markKnown(lp: Client, rows: readonly Row[]): Promise<void> {
  const byName = new Map(rows.map((row) => [fold(row.username), row]));
  const mark = (name: string | undefined, detail: string): void => {
    const row = byName.get(fold(name));
    if (row !== undefined) {
      Object.assign(row, { state: 'there already', detail });
    }
  };
  for await (const { username } of lp.provisioning.users.list()) {
    mark(username, 'is a user');
  }
  for (const name of await lp.provisioning.users.listInvited()) {
    mark(name, 'is invited');
  }
}

/** Adds people, portion after portion; gives the error that ended it. What is known stands in the rows. */
async function add(
  lp: Client,
  rows: readonly Row[],
  signal: AbortSignal,
): Promise<LastPassError | undefined> {
  for (let start = 0; start < rows.length; start += PORTION) {
    if (start > 0) {
      await setTimeout(PAUSE, undefined, { signal });
    }
    const portion = rows.slice(start, start + PORTION);
    for (const row of portion) {
      // Until the answer is there. It stays so if somebody presses Ctrl-C.
      Object.assign(row, { state: 'unknown', detail: 'interrupted before the answer came' });
    }
    try {
      settle(portion, await lp.provisioning.users.add(portion.map(user), { signal }));
    } catch (error) {
      if (!(error instanceof LastPassError)) {
        throw error;
      }
      if (error.outcome !== undefined) {
        settle(portion, error.outcome);
      } else {
        const state = error.delivery === 'not_sent' ? 'not_sent' : 'unknown';
        portion.forEach((row) => Object.assign(row, { state, detail: error.message }));
      }
      if (!BY_ROW.includes(error.code) || error.cause !== undefined) {
        return error;
      }
    }
  }
  return undefined;
}

function settle(rows: readonly Row[], outcome: Outcome): void {
  outcome.rows.forEach(({ state, detail = '' }, place) => Object.assign(rows[place]!, { state, detail }));
  for (const message of outcome.messages) {
    console.log(`LastPass says: ${message}`);
  }
}

function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text for a spreadsheet: one that begins like a formula would be worked out. */
function harmless(text: string): string {
  return text.replace(/^[=+\-@\t\r]/, "'$&");
}

/** Writes a file that gets its name when it is complete. Only its owner may read it. */
async function write(path: string, columns: string[], rows: readonly string[][]): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    // With the mark that tells spreadsheets that it is UTF-8.
    await file.writeFile(`\uFEFF${csv([columns, ...rows])}`);
    await file.sync();
    await rename(temporary, path);
  } finally {
    await file.close();
    await rm(temporary, { force: true });
  }
}

/** Writes the results, and the rows to be looked at or run again; whether they could be written. */
async function writeResults(path: string, columns: string[], rows: readonly Row[]): Promise<boolean> {
  const stem = join(dirname(path), basename(path, extname(path)));
  const shown = rows.map(({ line, username, state, detail }) => {
    return [String(line), harmless(username), state, harmless(detail)];
  });
  try {
    await write(`${stem}.results.csv`, ['line', 'username', 'state', 'detail'], shown);
  } catch (reason) {
    // What became of people must not be lost for want of room on a disk.
    process.stdout.write(csv(shown));
    console.error(`No file was written: ${(reason as Error).message}. The results stand above.`);
    return false;
  }
  console.log(`See ${stem}.results.csv`);
  const kept: [name: string, states: Row['state'][]][] = [
    ['failed', ['rejected', 'not_sent']],
    ['unknown', ['unknown']],
  ];
  for (const [name, states] of kept) {
    const chosen = rows.filter(({ state }) => states.includes(state));
    const file = `${stem}.${name}.csv`;
    if (chosen.length > 0) {
      // As they came, or a second run would be about other people.
      const cells = chosen.map((row) => columns.map((column) => row.cells.get(column) ?? ''));
      await write(file, columns, cells);
      console.log(`See ${file}`);
    } else {
      // One of an earlier run would be taken for one of this.
      await rm(file, { force: true });
    }
  }
  return true;
}

async function run(lp: Client, path: string, dryRun: boolean, { columns, rows }: People): Promise<number> {
  await markKnown(lp, rows);
  const added = rows.filter(({ state }) => state !== 'there already');
  console.log(`${added.length} of ${rows.length} people are new.`);
  if (dryRun) {
    return 0;
  }
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => interruption.abort());
  }
  let written: boolean;
  try {
    const error = await add(lp, added, interruption.signal);
    if (error !== undefined) {
      console.error(`Stopped: ${error.message} ${advice(error)}`);
    }
  } catch (error) {
    if (!interruption.signal.aborted) {
      throw error;
    }
  } finally {
    // Whatever ended it, what is known of the people is kept.
    written = await writeResults(path, columns, rows);
  }
  const counts = new Map<Row['state'], number>();
  rows.forEach(({ state }) => counts.set(state, (counts.get(state) ?? 0) + 1));
  console.log([...counts].map(([state, count]) => `${count} ${state}`).join(', '));
  if (interruption.signal.aborted) {
    return 130;
  }
  const done = rows.every(({ state }) => ['applied', 'unchanged', 'there already'].includes(state));
  return written && done ? 0 : 1;
}

function advice(error: LastPassError): string {
  if (error instanceof RateLimitError) {
    return `Run the failed rows again in ${Math.round((error.retryAfter ?? 60_000) / 1000)} s.`;
  }
  if (error instanceof AuthenticationError || error instanceof ConfigurationError) {
    return 'Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, Enterprise API.';
  }
  return 'The rows say what is known of each.';
}

async function main(): Promise<number> {
  let parsedArguments;
  try {
    parsedArguments = parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (fault) {
    console.error(`${(fault as Error).message}; --help says what there is`);
    return 2;
  }
  const { values: options, positionals } = parsedArguments;
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    console.error('name a CSV file of people; --help says what there is');
    return 2;
  }
  let people: People;
  try {
    people = await read(path);
  } catch (fault) {
    console.error(`${path} cannot be used, and nothing was sent:\n${(fault as Error).message}`);
    return 2;
  }
  const dryRun = options['dry-run'];
  try {
    const lp = new Client({ readOnly: dryRun, apiUser: 'onboard.ts' });
    return await run(lp, path, dryRun, people);
  } catch (error) {
    if (!(error instanceof LastPassError)) {
      throw error;
    }
    // What fails while people are added is kept with its rows; this was before.
    console.error(`Nothing was sent: ${error.message} ${advice(error)}`);
    return error instanceof ConfigurationError || error instanceof InvalidArgumentError ? 2 : 1;
  }
}

process.exitCode = await main();
