/** Settings, options and arguments as a user of the package gives them. */

import { EventCursor } from 'lastpass-admin';

import { camel, renamed } from './names.mjs';

const TIMES = ['timeout', 'attempt_timeout', 'connect_timeout', 'read_timeout', 'chunk_pause'];

/** Settings of a client, which uses no proxy. */
export function settings({ cid, provhash, backoff, ...others }) {
  const provisioning = (cid ?? provhash) ? { provisioning: given({ cid, provhash }) } : {};
  const waits = backoff && { backoff: renamed(milliseconds(backoff), camel) };
  return { ...options(others), ...provisioning, ...waits, noProxy: true };
}

/** Options of a call. */
export function options(others) {
  const times = milliseconds(given(others), TIMES);
  return renamed(times, camel);
}

/** The arguments of a method by their places: those with names of their own, the others in one object, the options. */
export function places(method, given, callOptions) {
  const others = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [camel(name), native(name, value)]),
  );
  const names = parameters(method);
  const own = names.filter((name) => name !== 'params' && name !== 'options');
  const values = own.map((name) => {
    const value = others[name];
    delete others[name];
    return value;
  });
  if (names.includes('params')) {
    values.push(others);
  } else if (Object.keys(others).length > 0) {
    throw new Error(`${Object.keys(others)} are no arguments of this method`);
  }
  return [...values, callOptions];
}

/** What a method calls its arguments. */
function parameters(method) {
  const [, list] = /^(?:async )?\w+\(([^)]*)\)/.exec(method.toString());
  return list.split(',').map((parameter) => parameter.replace(/=.*/s, '').trim());
}

/** An argument as one would write it in JavaScript. */
function native(name, value) {
  switch (name) {
    case 'cursor':
      return EventCursor.from(value);
    case 'from':
    case 'to':
      return /(Z|[+-]\d\d:\d\d)$/.test(value) ? new Date(value) : value;
    case 'users':
    case 'changes':
      // `users` are rows for one operation, and a text for another.
      return Array.isArray(value) ? value.map((row) => renamed(row, camel)) : value;
    default:
      return value;
  }
}

/** Nothing is null here. */
function given(members) {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
  );
}

function milliseconds(members, names = Object.keys(members)) {
  const times = Object.entries(members).filter(
    ([name, value]) => names.includes(name) && typeof value === 'number',
  );
  return { ...members, ...Object.fromEntries(times.map(([name, seconds]) => [name, seconds * 1000])) };
}
