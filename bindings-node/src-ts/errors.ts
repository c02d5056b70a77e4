/** The root of all errors; a class for each kind is generated. */

import type { Delivery } from './generated/enums.js';
import type { Outcome } from './results.js';

/** One field that the vendor found fault with. */
export interface FieldError {
  /** What is wrong. */
  readonly detail?: string;
  /** Where: a JSON pointer as it came, for example `/email`, or the position of the text. */
  readonly pointer?: string;
}

/** What an error tells beside its message. */
export interface ErrorFields {
  readonly operation?: string | undefined;
  readonly parameter?: string | undefined;
  readonly status?: number | undefined;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
  readonly fieldErrors?: readonly FieldError[];
  readonly attempts?: number;
  readonly delivery?: Delivery;
  readonly retryAfter?: number | undefined;
  readonly outcome?: Outcome | undefined;
  readonly cause?: unknown;
}

/**
 * A call that failed. Its class says what kind of failure it is.
 *
 * Neither a member nor what is printed holds a credential or the body of a request.
 */
export abstract class LastPassError extends Error {
  static {
    this.prototype.name = 'LastPassError';
  }

  /** The stable name of the kind, for example `not_found`; the same in every language. */
  abstract readonly code: string;
  /** The stable number of the kind. */
  abstract readonly number: number;
  /** The operation that failed, by its name in every language: `users.list`, `provisioning.shared_folders.get`. */
  declare readonly operation?: string;
  /** The parameter at fault, of an argument that was refused. */
  declare readonly parameter?: string;
  /** The HTTP status of the answer. The Provisioning API answers 200 for most failures. */
  declare readonly status?: number;
  /** The vendor's summary of the kind of problem. */
  declare readonly title?: string;
  /** The vendor's explanation of this occurrence. */
  declare readonly detail?: string;
  /** The vendor's reference of this occurrence. */
  declare readonly instance?: string;
  /** What the vendor found fault with, field by field or row by row. */
  readonly fieldErrors: readonly FieldError[];
  /** How many times the request was tried; 0 if it was refused before sending. */
  readonly attempts: number;
  /** Whether the request may have had an effect: `not_sent`, `unknown` or `answered`. */
  readonly delivery: Delivery;
  /** How many milliseconds the server asked to wait before the next request. */
  declare readonly retryAfter?: number;
  /** What is known of each user, for operations on several users. */
  declare readonly outcome?: Outcome;

  /** Makes an error; the client throws them. */
  constructor(message: string, fields: ErrorFields = {}) {
    const { cause, fieldErrors = [], attempts = 0, delivery = 'not_sent', ...others } = fields;
    super(message, cause === undefined ? undefined : { cause });
    this.fieldErrors = fieldErrors;
    this.attempts = attempts;
    this.delivery = delivery;
    for (const [name, value] of Object.entries(others)) {
      if (value !== undefined) {
        Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true });
      }
    }
  }
}
