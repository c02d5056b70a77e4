/** What calls give, as JSON that is the same in every language. */

import { deepStrictEqual } from 'node:assert';

import { LastPassError, Outcome } from 'lastpass-admin';

import { snake } from './names.mjs';
import * as problem from './problem.mjs';

/** Members that are times of the vendor's, without a zone. The unified view has its texts alone. */
const TIMES = ['time', 'created', 'lastPasswordChange', 'lastLogin'];
/** Members whose own members are data, and have the names that they came with. */
const DATA = ['extra', 'attribs', 'body', 'cursor'];

/** The value with the names of the SDK. */
export function canonical(value) {
  if (value instanceof LastPassError) {
    return problem.canonical(value);
  }
  if (value instanceof Outcome) {
    return outcome(value);
  }
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  return typeof value === 'object' && value !== null ? members(value) : value;
}

/** A record of the vendor's: it is plain, so that a copy of it is the same. */
export function record(value) {
  deepStrictEqual(structuredClone(value), value, 'a record is no plain object');
  return canonical(value);
}

function members(value, times = TIMES) {
  const shown = Object.entries(value).filter(([name]) => !name.endsWith('IsAmbiguous'));
  return Object.fromEntries(
    shown.map(([name, member]) => {
      if (times.includes(name)) {
        return [snake(name), time(member, value[`${name}IsAmbiguous`] ?? false)];
      }
      if (name === 'unifiedCustomFields') {
        return [snake(name), members(member, [])];
      }
      return [snake(name), DATA.includes(name) ? member : canonical(member)];
    }),
  );
}

/** A time with the text that the vendor sent: where the zone is known, it came with an offset. */
function time(text, ambiguous) {
  const [, date, clock] = /^(\S+)T(\S+)[+-]\d\d:\d\d$/.exec(text) ?? [];
  if (date === undefined) {
    return { text, instant: null, ambiguous };
  }
  const instant = new Date(text).toISOString().replace('.000Z', 'Z');
  return { text: `${date} ${clock}`, instant, ambiguous };
}

function outcome({ rows, messages, applied, unchanged, failed }) {
  deepStrictEqual([...applied, ...unchanged, ...failed.map(({ username }) => username)].length, rows.length);
  return { rows, messages };
}
