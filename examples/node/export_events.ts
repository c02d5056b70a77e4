const HELP = `Exports one day of audit events to JSON Lines, for a log collector or an archive.

    node export_events.ts                                   # yesterday, to events-2026-11-21.jsonl
    node export_events.ts --day 2026-11-01 --out day.jsonl

A day is one of the account's time zone, from its first second to its last: 23 or 25 hours where daylight
saving begins or ends. Each line is an event, the latest first: \`time\` with the offset of the zone, \`instant\`
in UTC, \`timeIsAmbiguous\` where the local time comes twice that day, and an \`id\` that is the same in every
export, by which a collector drops what it has already.

The file appears only if the whole day was read, and replaces one of an earlier run. Events may reach the log
late, so run it an hour after midnight or later; to follow the log closely, see \`provisioning.events.since\`.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_TIME_ZONE, the zone of the account as an IANA name
such as America/New_York. \`lastpass-sandbox\` prints an environment to try it with.

Ends with 0 if the file is written, with 1 if the events could not be read, with 2 if it was called or set up
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
  RateLimitError,
  type Event,
  type Pager,
} from 'lastpass-admin';

const OPTIONS = {
  day: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Writes a page as it is read; gives how many events there were. */
async function write(events: Pager<Event>, file: FileHandle): Promise<number> {
  let count = 0;
  for await (const { items } of events.pages()) {
    await file.appendFile(items.map(line).join(''));
    count += items.length;
  }
  return count;
}

function line(event: Event): string {
  // Without an offset it is the vendor's text, which is no time that could be understood.
  const known = event.time !== undefined && /[+-]\d\d:\d\d$/.test(event.time);
  const instant = known ? new Date(event.time).toISOString() : undefined;
  return `${JSON.stringify({ ...event, instant })}\n`;
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

/** The program was called or set up wrongly. */
class Misuse extends Error {}

interface Wanted {
  day: string;
  zone: string;
  out: string;
}

function wanted({ day: given, out }: { day?: string | undefined; out?: string | undefined }): Wanted {
  const zone = process.env['LASTPASS_TIME_ZONE'] ?? '';
  const today = todayIn(zone);
  const day = given ?? dayOf(Date.parse(today) - 86_400_000);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || dayOf(midnight) !== day) {
    throw new Misuse(`${day} is no day, such as 2026-11-01`);
  }
  if (day >= today) {
    throw new Misuse(`${day} is not over yet in ${zone}`);
  }
  return { day, zone, out: out ?? `events-${day}.jsonl` };
}

function todayIn(zone: string): string {
  try {
    // Swedes write 2026-11-22.
    return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format();
  } catch {
    throw new Misuse('set LASTPASS_TIME_ZONE to an IANA name');
  }
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

async function main(): Promise<number> {
  let wants: Wanted;
  try {
    const { help, ...given } = parseArgs({ options: OPTIONS }).values;
    if (help) {
      console.log(HELP);
      return 0;
    }
    wants = wanted(given);
  } catch (fault) {
    console.error(`${(fault as Error).message}; --help says what there is`);
    return 2;
  }
  const { day, zone, out } = wants;

  // Times without an offset are local ones, as the vendor's own bounds are. So the day is whole however many hours
  // it has; a start with an offset and 24 hours more would not be.
  const bounds = { from: `${day} 00:00:00`, to: `${day} 23:59:59` };
  try {
    const lp = new Client({ readOnly: true, apiUser: 'export_events.ts' });
    const count = await writtenWhole(out, (file) => write(lp.provisioning.events.list(bounds), file));
    console.log(`${count} events of ${day} in ${zone}: ${out}`);
    return 0;
  } catch (error) {
    if (error instanceof LastPassError) {
      console.error(`No file was written: ${error.message} ${advice(error)}`);
      return error instanceof ConfigurationError || error instanceof InvalidArgumentError ? 2 : 1;
    }
    if (error instanceof Error && 'syscall' in error) {
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
