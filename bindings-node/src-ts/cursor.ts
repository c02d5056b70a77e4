/** How far a job has read the audit log. */

/**
 * How far a job has read the audit log, for `provisioning.events.since`.
 *
 * Keep it, as `JSON.stringify(cursor)`, once the events that came with it are safely stored: a job that dies in between
 * gives them again, and never loses one. The text is the same in every language.
 */
export class EventCursor {
  /** The latest time that was read, in the zone of the account; or where to begin. */
  readonly latest: string;
  /** How late an event may arrive and still be found, in milliseconds. */
  readonly overlap: number;
  /** The ids of the events that were given within the overlap. */
  readonly given: readonly string[];

  /**
   * Begins at a time in the zone of the account, such as `2024-05-02 10:15:00`. Events that arrive up to an hour late are
   * still found; `overlap` says otherwise, in milliseconds.
   */
  constructor(start: string, { overlap = 3_600_000, given = [] as readonly string[] } = {}) {
    if (typeof start !== 'string' || !Number.isFinite(overlap) || overlap < 0 || !Array.isArray(given)) {
      throw new TypeError(
        'a cursor begins at a text such as 2024-05-02 10:15:00; its overlap is in milliseconds',
      );
    }
    this.latest = start;
    this.overlap = overlap;
    this.given = Object.freeze([...(given as readonly string[])]);
    Object.freeze(this);
  }

  /** The cursor that was kept as JSON. */
  static parse(text: string): EventCursor {
    return EventCursor.from(JSON.parse(text));
  }

  /** The cursor that was kept as JSON and is parsed already. */
  static from(kept: unknown): EventCursor {
    const { latest, overlap_seconds: overlap, given } = (kept ?? {}) as Record<string, unknown>;
    if (typeof latest !== 'string' || typeof overlap !== 'number' || !Array.isArray(given)) {
      throw new TypeError('this is no cursor; keep it as `JSON.stringify(cursor)` gives it');
    }
    return new EventCursor(latest, { overlap: overlap * 1000, given: given as string[] });
  }

  /** What is kept of it. */
  toJSON(): { latest: string; overlap_seconds: number; given: readonly string[] } {
    return { latest: this.latest, overlap_seconds: Math.trunc(this.overlap / 1000), given: this.given };
  }
}
