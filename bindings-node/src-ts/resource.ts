/** What all resources of a client have in common. */

import type { Session } from './session.js';

/** Operations of one kind. */
export abstract class Resource {
  /** @internal */
  declare protected readonly session: Session;

  /** @internal */
  constructor(session: Session) {
    // Nothing to see where an object is printed.
    Object.defineProperty(this, 'session', { value: session });
  }
}
