/** What calls answer that is no record of the vendor's. */

import type { EventCursor } from './cursor.js';
import type { LastPassError } from './errors.js';
import type { RowState } from './generated/enums.js';
import type { Event } from './generated/types.js';

/** What became of one user of a call on many. */
export interface RowOutcome {
  /** The user, as the caller gave it. */
  readonly username: string;
  /** What is known: `applied`, `unchanged`, `rejected`, `unknown` or `not_sent`. */
  readonly state: RowState;
  /** What the vendor said of this row, or why it was not sent. */
  readonly detail?: string;
}

/** What became of all users of a call on many, in the caller's order. */
export class Outcome {
  /** One entry for each row of the caller. */
  readonly rows: readonly RowOutcome[];
  /** Remarks of the vendor on requests that it took. */
  readonly messages: readonly string[];

  /** Makes an outcome; calls answer them. */
  constructor(rows: readonly RowOutcome[], messages: readonly string[] = []) {
    this.rows = rows;
    this.messages = messages;
  }

  /** The users for whom the operation took effect. */
  get applied(): string[] {
    return this.#users('applied');
  }

  /** The users whom the vendor left as they were: already in the state, or not known to it. */
  get unchanged(): string[] {
    return this.#users('unchanged');
  }

  /** The rows that did not take effect, or may not have. */
  get failed(): RowOutcome[] {
    return this.rows.filter(({ state }) => state !== 'applied' && state !== 'unchanged');
  }

  #users(wanted: RowState): string[] {
    return this.rows.filter(({ state }) => state === wanted).map(({ username }) => username);
  }
}

/** A group and its members. */
export interface Group {
  /** The name, by which the vendor knows the group. */
  readonly name: string;
  /** The e-mail addresses of the members, in order. */
  readonly members: readonly string[];
}

/** What came with an answer beside its body. */
export interface ResponseInfo {
  /** The HTTP status. The Provisioning API answers 200 for failures too. */
  readonly status: number;
  /** The headers, with names in lower case; cookies are left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** How many attempts the answer took. */
  readonly attempts: number;
  /** How long the last attempt took, in milliseconds. */
  readonly elapsed: number;
}

/** An answer as it came. */
export interface RawResponse extends ResponseInfo {
  /** The body; absent if there was none. */
  readonly body?: unknown;
}

/** What is known of a list that is being read. */
export interface ListSummary {
  /** Items given so far. */
  readonly items: number;
  /** Items that came a second time, because the list shifted while it was read, and were left out. */
  readonly duplicates: number;
  /** What the vendor says the list holds, where it says so and no filter is set. */
  readonly total?: number;
  /** Whether the last page has been read. */
  readonly complete: boolean;
  /** Whether the list was read on from a stored position, so that the items before it are not counted. */
  readonly resumed: boolean;
  /** Whether a list that was read from its start to its end holds another number of items than the vendor says. */
  readonly isInconsistent: boolean;
}

/** Whether a credential works. */
export interface CredentialStatus {
  /** Whether the vendor accepts it. */
  readonly works: boolean;
  /** Why it does not. */
  readonly error?: LastPassError;
}

/** Which of the credentials of a client work. */
export interface CredentialReport {
  /** The API key; absent if the client holds none. */
  readonly business?: CredentialStatus;
  /** CID and provisioning hash; absent if the client holds none. */
  readonly provisioning?: CredentialStatus;
  /** Whether every credential that the client holds works. */
  readonly allWork: boolean;
}

/** New events, the earliest first, and the cursor behind them. */
export interface EventBatch {
  /** Events that were not given before. */
  readonly events: readonly Event[];
  /** Where to go on. */
  readonly cursor: EventCursor;
}
