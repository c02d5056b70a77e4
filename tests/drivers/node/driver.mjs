/**
 * The Node driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out.
 *
 * It plays the steps through the public interface of the package alone; `tests/README.md` describes the protocol.
 */

import { createInterface } from 'node:readline';

import { Session } from './session.mjs';

const session = new Session();
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await session.play(line)));
}
