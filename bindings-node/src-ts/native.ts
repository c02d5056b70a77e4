/** The part of the package that is made for one platform: what it offers, and how it is found. */

import { ConfigurationError } from './generated/errors.js';

/** What has happened, what it belongs to, and what there is to say. */
export type Event = [what: string, number: number, text: string];

/** The calls of this thread that are under way. */
export interface NativeCalls {
  take(): Event[];
  cancel(number: number): void;
  provide(ticket: number, credentials?: string, failure?: string): void;
  listen(level?: string): void;
}

/** Credentials, settings and connections. */
export interface NativeSession {
  withOptions(options: string): NativeSession;
  call(calls: NativeCalls, number: number, operation: string, args: string, options?: string): void;
  list(operation: string, args: string, options?: string): NativeReader;
  close(): void;
}

/** A list that is read page by page. */
export interface NativeReader {
  read(calls: NativeCalls, number: number): boolean;
  take(): string[];
  pause(): void;
  readonly pageToken: string | null;
  readonly summary: string;
}

interface Native {
  Calls: new (wake: () => void) => NativeCalls;
  Session: new (settings: string, calls: NativeCalls, provider?: number) => NativeSession;
}

let loaded: Native | undefined;

/** The part for this platform, loaded when a client is first made. */
export function native(): Native {
  return (loaded ??= load());
}

function load(): Native {
  const platform = `@lastpass-admin/${process.platform}-${process.arch}`;
  const names = process.platform === 'linux' ? [`${platform}-gnu`, `${platform}-musl`] : [platform];
  let failure: NodeJS.ErrnoException | undefined;
  for (const name of names) {
    try {
      return require(name) as Native;
    } catch (cause) {
      const here = cause as NodeJS.ErrnoException;
      const missing = here.code === 'MODULE_NOT_FOUND' && here.message.includes(name);
      failure = missing ? failure : here;
    }
  }
  throw new ConfigurationError(
    failure === undefined
      ? absent(names.length > 1 ? `${platform}-${libc()}` : platform)
      : `the part of lastpass-admin for this platform does not load: ${failure.message}`,
    { cause: failure },
  );
}

/** Which C library Linux stands on: the report of a program names the version of glibc, if it is that. */
function libc(): string {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime === undefined ? 'musl' : 'gnu';
}

function absent(name: string): string {
  return (
    `the optional package ${name} is not installed, the part of lastpass-admin for this platform. npm leaves it out ` +
    `with --omit=optional, and where node_modules or the lock file come from another platform: install again ` +
    `without either, or add it with \`npm install ${name}\`. If there is no such package, this platform is not ` +
    `supported yet`
  );
}
