/** Programs of users, which run in processes of their own. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Tenant } from './sandbox.js';

/** How a program ended, and all that it has printed. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Its end; one that hangs is killed, and has no code. */
  readonly end: Promise<Ended>;
}

/** Starts a program of this folder with the credentials of a company. */
export function start(
  name: string,
  tenant: Tenant | undefined,
  args: readonly string[] = [],
  environment = {},
): Running {
  const file = fileURLToPath(new URL(`../programs/${name}`, import.meta.url));
  const options = ['--expose-gc', ...process.execArgv.filter((option) => !option.startsWith('--test'))];
  const child = spawn(process.execPath, [...options, file, ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NODE_TEST_CONTEXT: undefined,
      ...tenant?.environment,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  const ended: Ended = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (ended.out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (ended.err += text));
  const end = once(child, 'close').then(([code]) => ({ ...ended, code }));
  return { child, end };
}

/** Runs a program to its end. */
export function run(...args: Parameters<typeof start>): Promise<Ended> {
  return start(...args).end;
}
