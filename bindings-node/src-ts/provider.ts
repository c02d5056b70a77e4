/** Functions of callers that give credentials, asked when a request needs them. */

import { named } from './arguments.js';
import type { NativeCalls } from './native.js';
import { CREDENTIALS, type Credentials } from './options.js';

const providers = new Map<number, WeakRef<Provider>>();
const gone = new FinalizationRegistry<number>((number) => providers.delete(number));
let last = 0;

/** A function that gives credentials. Whoever may need them holds it; nobody else does. */
export class Provider {
  /** The number under which it is asked. */
  readonly number = ++last;
  /** What it last failed with. */
  failure: unknown;

  constructor(readonly ask: () => Credentials | Promise<Credentials>) {
    providers.set(this.number, new WeakRef(this));
    gone.register(this, this.number);
  }
}

/** What the function with this number last failed with. */
export function failureOf(number: number): unknown {
  return providers.get(number)?.deref()?.failure;
}

/** Asks a function, and hands over what it gives. */
export async function provide(calls: NativeCalls, ticket: number, number: number): Promise<void> {
  const provider = providers.get(number)?.deref();
  try {
    const ask = provider?.ask;
    const given = await ask?.();
    calls.provide(ticket, JSON.stringify(named(given ?? {}, CREDENTIALS)));
  } catch (failure) {
    if (provider !== undefined) {
      provider.failure = failure;
    }
    calls.provide(ticket, undefined, String(failure instanceof Error ? failure.message : failure));
  }
}
