/** An error as JSON: every field that a user can read. */

import { deepStrictEqual } from 'node:assert';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';

import * as modules from 'lastpass-admin';

import { canonical as answer } from './answers.mjs';
import { snake } from './names.mjs';

const required = createRequire(import.meta.url)('lastpass-admin');

/** Kinds whose class has another name than theirs. */
const NAMES = {
  permission: 'PermissionDeniedError',
  timeout: 'RequestTimeoutError',
  connection: 'RequestConnectionError',
};

/** The error, if it is of the class of its kind, be that imported or required. */
export function canonical(error) {
  const plain = error.code.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());
  const name = NAMES[error.code] ?? `${plain}Error`;
  deepStrictEqual([error.constructor, error.name], [modules[name], name]);
  deepStrictEqual(
    error instanceof required[name] && error instanceof Error,
    true,
    `no ${name} where it is required`,
  );
  const {
    code: kind,
    number,
    message,
    operation,
    status,
    title,
    detail,
    instance,
    attempts,
    delivery,
  } = error;
  return {
    ...{ kind, number, message, operation, status, title, detail, instance, attempts, delivery },
    parameter: error.parameter
      ?.split('.')
      .filter((step) => step !== 'provisioning')
      .map(snake)
      .join('.'),
    field_errors: error.fieldErrors,
    retry_after: error.retryAfter && error.retryAfter / 1000,
    outcome: answer(error.outcome),
    printed: `${inspect(error, { depth: null })} ${error.stack} ${JSON.stringify(error)}`,
  };
}
