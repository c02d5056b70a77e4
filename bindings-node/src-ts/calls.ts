/** Calls that are under way in this thread. One wake-up of the event loop brings the answers of all that have finished. */

import { setInterval } from 'node:timers';

import { InternalError } from './generated/errors.js';
import { write } from './log.js';
import { native, type NativeCalls } from './native.js';
import type { CallSignal } from './options.js';
import { provide } from './provider.js';

/** What a call failed with: all fields of the error, as JSON. */
export class Failure {
  constructor(readonly text: string) {}
}

/** What the native part throws: its message is a failure, or it is a fault of the package. */
export function thrown(reason: unknown): unknown {
  if (!(reason instanceof Error) || (reason as NodeJS.ErrnoException).code !== 'GenericFailure') {
    return reason;
  }
  return reason.message.startsWith('{') ? new Failure(reason.message) : new InternalError(reason.message);
}

interface Waiting {
  resolve(text: string): void;
  reject(reason: unknown): void;
  /** Lets go of the signal. */
  ended: (() => void) | undefined;
}

const waiting = new Map<number, Waiting>();
/** What is done when a signal is aborted. */
const watched = new WeakMap<CallSignal, Set<() => void>>();
let last = 0;
let known: NativeCalls | undefined;
/** Keeps the process running while a call is under way, and only then. */
let alive: NodeJS.Timeout | undefined;

/** The calls of this thread. */
export function calls(): NativeCalls {
  return (known ??= new (native().Calls)(wake));
}

/** Begins a call and gives the text of its answer, an empty one if all is here at once. The signal ends the call and its request. */
export function begin(
  start: (calls: NativeCalls, number: number) => boolean | void,
  signal: CallSignal | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const number = (last = (last + 1) >>> 0);
    try {
      if (start(calls(), number)) {
        resolve('');
        return;
      }
    } catch (reason) {
      reject(thrown(reason));
      return;
    }
    const ended = signal && whenAborted(signal, () => abort(number, signal));
    waiting.set(number, { resolve, reject, ended });
    if (waiting.size === 1) {
      alive = alive?.ref() ?? setInterval(nothing, 2 ** 31 - 1);
    }
  });
}

/** Stands here, since a function holds all that can be seen from where it stands: in `begin`, the first call and its client for good. */
function nothing(): void {}

/** Does something when the signal is aborted. A signal is listened to once, however much hangs on it. */
export function whenAborted(signal: CallSignal, act: () => void): () => void {
  let acts = watched.get(signal);
  if (acts === undefined) {
    watched.set(signal, (acts = new Set()));
    signal.addEventListener('abort', () => watched.get(signal)?.forEach((act) => act()));
  }
  acts.add(act);
  return () => acts.delete(act);
}

function abort(number: number, signal: CallSignal): void {
  calls().cancel(number);
  settled(number)?.reject(signal.reason);
}

function settled(number: number): Waiting | undefined {
  const call = waiting.get(number);
  call?.ended?.();
  waiting.delete(number);
  if (waiting.size === 0) {
    alive?.unref();
  }
  return call;
}

function wake(): void {
  for (const [what, number, text] of calls().take()) {
    switch (what) {
      case 'answer':
        settled(number)?.resolve(text);
        break;
      case 'failure':
        settled(number)?.reject(new Failure(text));
        break;
      case 'credentials':
        void provide(calls(), number, Number(text));
        break;
      default:
        write(what, text);
    }
  }
}
