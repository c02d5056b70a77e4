/**
 * From what a caller hands in to the names and values of the layer below. It crosses as JSON, so whatever JSON would
 * change without a word is refused: NaN, a date, a map, an instance of a class.
 */

import { EventCursor } from './cursor.js';

/**
 * How the members of an object are called below, and what they hold if that is more than JSON: members with names of
 * their own, in a list or not; a time; an event cursor; a number of milliseconds; what stays here. Under the name '' the
 * members of a member stand beside the others.
 */
export interface Members {
  readonly [name: string]: string | readonly [name: string, holds: Holds];
}

type Holds = Members | 'time' | 'cursor' | 'milliseconds' | 'here';

/** Why an argument is refused. */
export class Refusal extends Error {
  constructor(
    readonly parameter: string,
    reason: string,
  ) {
    super(`${parameter}: ${reason}`);
  }
}

/** The arguments that a method takes by their place, and the others. */
class Joined {
  constructor(
    readonly own: object,
    readonly others: object,
  ) {}
}

/** Joins the arguments that a method takes by their place to the others; they are looked at when the call is made. */
export function joined(own: object, others: object): object {
  return new Joined(own, others);
}

/** The values that are given, by their names below. */
export function named(given: object, members: Members, path = ''): Record<string, unknown> {
  if (given instanceof Joined) {
    const twice = Object.keys(given.own).find(
      (name) => isPlain(given.others) && Object.hasOwn(given.others, name),
    );
    if (twice !== undefined) {
      throw new Refusal(twice, 'is given by its place; leave it out here');
    }
    return { ...named(given.own, members), ...named(given.others, members) };
  }
  if (!isPlain(given)) {
    throw new Refusal(path || 'params', 'must be an object with named values');
  }
  const values: Record<string, unknown> = {};
  for (const [own, value] of Object.entries(given)) {
    const place = path ? `${path}.${own}` : own;
    if (!Object.hasOwn(members, own)) {
      const known = Object.keys(members).map((name) => `\`${name}\``);
      throw new Refusal(place, `there is nothing of this name; there are ${known.join(', ') || 'none'}`);
    }
    if (value === undefined) {
      continue;
    }
    if (value === null) {
      throw new Refusal(place, 'must not be null; leave out what is not given');
    }
    const [name, holds] = below(members[own]!);
    if (holds === 'here') {
      continue;
    }
    if (name === '' && typeof holds === 'object') {
      Object.assign(values, named(value, holds, place));
    } else {
      values[name] = holds === undefined ? json(value, place) : held(value, holds, place);
    }
  }
  return values;
}

/** A parameter in the caller's names, from one in the names below: `users[2].full_name`. */
export function ownNames(path: string, members: Members): string {
  const [, name = '', rest = ''] = /^([^.[]*)(.*)$/s.exec(path) ?? [];
  for (const own of Object.keys(members)) {
    const [known, holds] = below(members[own]!);
    if (known === '' && typeof holds === 'object' && Object.hasOwn(holds, name)) {
      return `${own}.${path}`;
    }
    if (known === name) {
      const [, index = '', inner] = /^((?:\[\d+\])?)\.(.*)$/s.exec(rest) ?? [];
      const deeper = inner !== undefined && typeof holds === 'object';
      return deeper ? `${own}${index}.${ownNames(inner, holds)}` : own + rest;
    }
  }
  return path;
}

function below(member: Members[string]): readonly [name: string, holds?: Holds] {
  return typeof member === 'string' ? [member] : member;
}

function held(value: unknown, holds: Exclude<Holds, 'here'>, path: string): unknown {
  switch (holds) {
    case 'time':
      return value instanceof Date ? instant(value, path) : json(value, path);
    case 'cursor':
      if (!(value instanceof EventCursor)) {
        throw new Refusal(path, 'must be an EventCursor');
      }
      return json(value.toJSON(), path);
    case 'milliseconds':
      if (typeof value !== 'number' || !(value >= 0)) {
        throw new Refusal(path, 'must be a number of milliseconds, from 0 up');
      }
      return json(value / 1000, path);
    default:
      return Array.isArray(value)
        ? value.map((row: object, index) => named(row, holds, `${path}[${index}]`))
        : named(value as object, holds, path);
  }
}

function instant(time: Date, path: string): string {
  if (Number.isNaN(time.getTime())) {
    throw new Refusal(path, 'must be a date that is valid');
  }
  return time.toISOString();
}

/** A copy of a value that JSON says as it is: what is refused here cannot come back when it is written. */
function json(value: unknown, path: string, depth = 0): unknown {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return whole(value, path);
    case 'number':
      if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
        throw new Refusal(path, `must be a number that is exact, not ${value}`);
      }
      return value;
    case 'object':
      if (depth > 100) {
        throw new Refusal(path, 'is nested too deeply');
      }
      if (value === null) {
        return value;
      }
      if (Array.isArray(value) || isPlain(value)) {
        const copy = Array.isArray(value) ? items(value, path, depth) : members(value, path, depth);
        if (!('toJSON' in value) || typeof value.toJSON !== 'function') {
          return copy;
        }
      }
  }
  throw new Refusal(path, `must be a value of JSON, not ${described(value)}`);
}

function items(list: unknown[], path: string, depth: number): unknown {
  return Array.from(list, (item, index) => json(item, `${path}[${index}]`, depth + 1));
}

function members(object: object, path: string, depth: number): unknown {
  const given = Object.entries(object).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    given.map(([name, member]) => [whole(name, path), json(member, `${path}.${name}`, depth + 1)]),
  );
}

function whole(text: string, path: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new Refusal(path, 'must be a text without half characters');
  }
  return text;
}

/** Whether it is an object that has been written as one, in this realm or in another. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function described(value: unknown): string {
  return typeof value === 'object' ? 'an object of another kind' : `a ${typeof value}`;
}
