const HELP = `The billing records of all managed companies, as one CSV file.

    node billing.ts --cycles 3 --out billing.csv     # the last three billing cycles

Each row is a record as the vendor sent it, with the cycle that it belongs to. Which members a record has is
not documented, so the columns are those that the records have; what is no plain value stands as JSON.

The file appears only if all records were read, and replaces that of an earlier run. It opens as UTF-8 in
spreadsheets, and no value in it is taken for a formula.

Needs LASTPASS_API_KEY of a managed service provider; \`lastpass-sandbox\` prints an environment to try it with.

    --cycles NUMBER      how many of the last cycles, 1 to 12; default: 1
    --license-type TYPE  only records of this type, such as managed-msp
    --out FILE           default: billing.csv

Ends with 0 if the file is written, with 1 if the records could not be read, with 2 if it was called or set up
wrongly.
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
  PermissionDeniedError,
  RateLimitError,
} from 'lastpass-admin';

type Row = Record<string, unknown>;

const OPTIONS = {
  cycles: { type: 'string', default: '1' },
  'license-type': { type: 'string' },
  out: { type: 'string', default: 'billing.csv' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The records of the last cycles, cycle after cycle, a page at a time as they are read. */
async function* records(
  lp: Client,
  numberOfCycles: number,
  licenseType: string | undefined,
): AsyncGenerator<Row[]> {
  for (const cycle of await lp.reports.listBillingCycles({ numberOfCycles })) {
    const { startDate, endDate } = cycle;
    if (startDate === undefined || endDate === undefined) {
      throw new NotComplete(`a billing cycle has no dates: ${JSON.stringify(cycle)}`);
    }
    const common = { cycle_start: startDate, cycle_end: endDate };
    // A page holds 50 records at most; the pages are followed.
    const list = lp.reports.listBillingRecords({ startDate, endDate, licenseType });
    for await (const { items } of list.pages()) {
      yield items.map(({ extra }) => ({ ...common, ...extra }));
    }
  }
}

/** Records were read, and yet they are not those that were asked for. */
class NotComplete extends Error {}

/**
 * Writes the records as CSV; gives how many there were.
 *
 * The columns are known only at the end, so the records go through another file, and not through memory.
 */
async function write(source: AsyncIterable<Row[]>, file: FileHandle, spool: FileHandle): Promise<number> {
  const columns = new Set(['cycle_start', 'cycle_end']);
  let count = 0;
  for await (const rows of source) {
    rows.forEach((row) => Object.keys(row).forEach((name) => columns.add(name)));
    await spool.appendFile(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    count += rows.length;
  }
  const names = [...columns];
  // With the mark that tells spreadsheets that it is UTF-8.
  await file.appendFile(`\uFEFF${csv(names)}`);
  let lines: string[] = [];
  for await (const line of spool.readLines({ start: 0, autoClose: false })) {
    const row = JSON.parse(line) as Row;
    lines.push(csv(names.map((name) => row[name])));
    if (lines.length === 1000) {
      await file.appendFile(lines.join(''));
      lines = [];
    }
  }
  await file.appendFile(lines.join(''));
  return count;
}

/** A row of CSV. A text such as `=1+1` has a quote in front, or a spreadsheet would work it out as a formula. */
function csv(values: unknown[]): string {
  const cells = values.map((value) => {
    const text = typeof value === 'string' ? value.replace(/^[=+\-@\t\r]/, "'$&") : plain(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(',')}\r\n`;
}

function plain(value: unknown): string {
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** A file that gets its name when it is complete. */
function writtenWhole<T>(path: string, fill: (file: FileHandle) => Promise<T>): Promise<T> {
  return passing(path, async (file, name) => {
    const filled = await fill(file);
    await file.sync();
    await rename(name, path);
    return filled;
  });
}

/** A file beside another one that is gone in the end, unless it has got another name. */
async function passing<T>(beside: string, use: (file: FileHandle, name: string) => Promise<T>): Promise<T> {
  const name = join(dirname(beside), `.${basename(beside)}.${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  try {
    return await use(file, name);
  } finally {
    await file.close();
    await rm(name, { force: true });
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
  const { cycles, out, 'license-type': licenseType } = options;
  try {
    const lp = new Client({ readOnly: true, apiUser: 'billing.ts' });
    const source = records(lp, Number(cycles), licenseType);
    const count = await passing(out, (spool) => writtenWhole(out, (file) => write(source, file, spool)));
    console.log(`${count} records of ${cycles} cycles: ${out}`);
    return 0;
  } catch (error) {
    if (error instanceof LastPassError) {
      console.error(`No file was written: ${error.message} ${advice(error)}`);
      return error instanceof ConfigurationError || error instanceof InvalidArgumentError ? 2 : 1;
    }
    if (error instanceof NotComplete || isOfSystem(error)) {
      console.error(`No file was written: ${error.message}`);
      return 1;
    }
    throw error;
  }
}

function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function advice(error: LastPassError): string {
  if (error instanceof RateLimitError) {
    return `Run it again in ${Math.round((error.retryAfter ?? 60_000) / 1000)} s.`;
  }
  if (error instanceof AuthenticationError || error instanceof ConfigurationError) {
    return 'Take LASTPASS_API_KEY from the Admin Console: Advanced, LastPass API.';
  }
  if (error instanceof PermissionDeniedError) {
    return 'Billing is for managed service providers, with a key that may read their companies.';
  }
  return 'It only reads, so it can be run again at any time.';
}

process.exitCode = await main();
