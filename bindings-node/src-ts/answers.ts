/** From the JSON of the native part to what callers get. */

import { ownNames, type Members } from './arguments.js';
import { EventCursor } from './cursor.js';
import type { LastPassError } from './errors.js';
import { BY_KIND, InternalError } from './generated/errors.js';
import { failureOf } from './provider.js';
import {
  Outcome,
  type CredentialReport,
  type ListSummary,
  type RawResponse,
  type ResponseInfo,
} from './results.js';

/** JSON of the native part. */
type Plain = any;

/** What an operation answers, from `{"kind":"record","value":{…}}`. */
export function answer(text: string): unknown {
  const { kind, value } = JSON.parse(text) as { kind: string; value: Plain };
  const make = MAKE[kind];
  return make === undefined ? value : make(value);
}

const MAKE: Record<string, (value: Plain) => unknown> = {
  nothing: () => undefined,
  outcome,
  report,
  raw: ({ info, body }): RawResponse => ({ ...response(info), ...present({ body }) }),
  events: ({ events, cursor }) => ({ events, cursor: EventCursor.from(cursor) }),
};

function outcome({ rows, messages }: Plain): Outcome {
  return new Outcome(rows.map(present), messages);
}

function report({ business, provisioning }: Plain): CredentialReport {
  const found = Object.entries(present({ business, provisioning })).map(([name, { error }]: Plain) => {
    return [name, error === null ? { works: true } : { works: false, error: failed(error, {}) }];
  });
  return { ...Object.fromEntries(found), allWork: found.every(([, { works }]) => works) };
}

/** What came with an answer. */
export function response(info: Plain): ResponseInfo {
  return { ...info, elapsed: info.elapsed * 1000 };
}

/** What is known of a list. */
export function summary(text: string): ListSummary {
  const { is_inconsistent: isInconsistent, ...known } = JSON.parse(text);
  return { ...present(known), isInconsistent };
}

/** An error, its parameter in the names of the caller. */
export function failed(fields: Plain, members: Members): LastPassError {
  const {
    kind,
    number,
    text,
    message,
    parameter,
    field_errors,
    retry_after,
    outcome: rows,
    ...others
  } = fields;
  const { cause, provider, ...known } = others;
  const own = parameter === null ? undefined : ownNames(parameter, members);
  const said = own === undefined ? text : text.replace(`${parameter}: `, () => `${own}: `);
  return new (BY_KIND[kind] ?? InternalError)(said, {
    ...present(known),
    parameter: own,
    fieldErrors: field_errors.map(present),
    retryAfter: retry_after === null ? undefined : retry_after * 1000,
    outcome: rows === null ? undefined : outcome(rows),
    cause: provider === undefined ? causeOf(cause) : failureOf(provider),
  });
}

/** What led to an error: another one, an error of the operating system, or what is known in words. */
function causeOf(cause: Plain): unknown {
  if (cause === null) {
    return undefined;
  }
  if ('kind' in cause) {
    return failed(cause, {});
  }
  const error = new Error(cause.text);
  return cause.number === null ? error : Object.assign(error, { errno: -cause.number });
}

/** The members that are there. */
function present(members: Plain): Plain {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
