/** The log of all clients. */

import { calls } from './calls.js';
import { InvalidArgumentError } from './generated/errors.js';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** How weighty a line of the log is. */
export type LogLevel = (typeof LEVELS)[number];

/** What takes the lines of a log: `console`, or a logger such as pino's or winston's. */
export type Logger = { readonly [level in LogLevel]: (line: string) => void };

let own: Logger | undefined;

/**
 * Hands the log of all clients of the process to a logger, in place of the one before; `undefined` ends that.
 *
 * An attempt is a line at `debug`, a request that is sent again one at `warn`, with operation, method, path template,
 * status, attempt and time, never with a query value, a body or a secret. Without a logger, `LASTPASS_LOG=debug` in the
 * environment prints the log on standard error.
 */
export function setLogger(logger: Logger | undefined, level: LogLevel = 'debug'): void {
  if (logger === null || !['object', 'function', 'undefined'].includes(typeof logger)) {
    throw new InvalidArgumentError('logger: must be an object with methods for lines of the log', {
      parameter: 'logger',
    });
  }
  if (!LEVELS.includes(level)) {
    throw new InvalidArgumentError(`level: must be one of ${LEVELS.join(', ')}`, { parameter: 'level' });
  }
  own = logger;
  calls().listen(logger === undefined ? undefined : level);
}

/** Hands a line over. A logger that fails must not fail the call. */
export function write(level: string, line: string): void {
  try {
    own?.[level as LogLevel](JSON.parse(line) as string);
  } catch {
    // Nobody is left to tell.
  }
}
