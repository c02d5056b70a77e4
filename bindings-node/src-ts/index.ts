/**
 * Administration of LastPass Business: the Business REST API and the Provisioning API, from one client.
 *
 * What it promises:
 * - An answer that is not understood is an error, never an empty list.
 * - A write is never repeated where repeating it could do more than the caller asked for; every error says whether the
 *   request may have taken effect (`LastPassError.delivery`).
 * - No secret is printed: not by an error, a log line or a stack.
 *
 * It is no client of a vault, and speaks neither SCIM nor the MFA API. It is not made by LastPass.
 *
 * @packageDocumentation
 */

export { Client } from './client.js';
export { EventCursor } from './cursor.js';
export { LastPassError, type ErrorFields, type FieldError } from './errors.js';
export * from './generated/index.js';
export { setLogger, type Logger, type LogLevel } from './log.js';
export type { CallOptions, CallSignal, ClientSettings, Credentials, RequestOptions } from './options.js';
export { Pager, type Page } from './pager.js';
export * from './results.js';

/** The version of the package. */
export const version: string = (require('../package.json') as { version: string }).version;
