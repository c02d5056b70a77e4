/** Lists that are read as far as they are asked for. */

import { response, summary } from './answers.js';
import { begin, thrown, whenAborted } from './calls.js';
import type { NativeReader } from './native.js';
import type { CallSignal } from './options.js';
import type { ListSummary, ResponseInfo } from './results.js';

/** A page of a list, as the vendor cut it. */
export interface Page<T> {
  /** The items. A list may go on behind an empty page. */
  readonly items: readonly T[];
  /** The position of this page: reading on from it begins with this page. */
  readonly token: string;
  /** The position of the next page; absent on the last one. */
  readonly nextToken?: string;
  /** What came with the page: status, headers, attempts, time. */
  readonly response: ResponseInfo;
}

/**
 * A list that is read as far as it is asked for.
 *
 * `for await` gives its items, `pages()` its pages, `toArray()` all items at once. From the second page on, the next page
 * is on its way while you work on the one at hand; leaving the loop ends that. Nothing is sent before something of the
 * list is asked for.
 *
 * An error ends the list: what came before it is not the whole list. Asking again tries the same page again.
 */
export class Pager<T> implements AsyncIterable<T> {
  readonly #reader: NativeReader;
  readonly #signal: CallSignal | undefined;
  readonly #failed: (reason: unknown) => unknown;
  /** The page at hand, and how many of its items were given. */
  #page: Page<T> | undefined;
  #taken = 0;
  /** Pages that were read for someone who did not come to the end: they are not lost. */
  #kept: Page<T>[] = [];
  /** Where the list goes on behind the pages that were read. */
  #next: string | undefined;
  /** Lets go of the signal. */
  #unwatch: (() => void) | undefined;
  /** How many wait for a page, and the last one of them. */
  #waiting = 0;
  #last: Promise<void> | undefined;

  /** @internal */
  constructor(reader: NativeReader, signal: CallSignal | undefined, failed: (reason: unknown) => unknown) {
    this.#reader = reader;
    this.#signal = signal;
    this.#failed = failed;
    this.#next = reader.pageToken ?? undefined;
  }

  /** The items that are left. */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    let left = false;
    return {
      next: () => {
        if (left) {
          return Promise.resolve({ done: true, value: undefined });
        }
        // Nobody waits for an item of the page at hand, unless others wait for one too.
        const item = this.#waiting === 0 ? this.#take() : undefined;
        return item === undefined
          ? this.#inTurn(() => this.#item())
          : Promise.resolve({ done: false, value: item });
      },
      return: () => {
        left = true;
        this.#pause();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  /** The pages of the list. Items of a page at hand that were not taken are passed over. */
  async *pages(): AsyncGenerator<Page<T>, undefined> {
    const turn = (): Promise<Page<T> | undefined> => this.#inTurn(() => this.#turn(true));
    try {
      for (let page = await turn(); page !== undefined; page = await turn()) {
        yield page;
      }
    } finally {
      this.#pause();
    }
  }

  /** All items that are left. A failure in the middle is a failure of the whole list, and takes nothing. */
  toArray(): Promise<T[]> {
    return this.#inTurn(async () => {
      for (let page = await this.#read(); page !== undefined; page = await this.#read()) {
        this.#kept.push(page);
      }
      const left = this.#page?.items.slice(this.#taken) ?? [];
      const all = left.concat(this.#kept.flatMap(({ items }) => items));
      this.#page = undefined;
      this.#kept = [];
      return all;
    });
  }

  /**
   * Where the list stands, to be kept and given as `pageToken` later; absent at its end.
   *
   * While items of a page are left, this is the page itself: an item may come twice after resuming, none is lost.
   */
  get pageToken(): string | undefined {
    const left = this.#page !== undefined && this.#taken < this.#page.items.length;
    return (left ? this.#page : this.#kept[0])?.token ?? this.#next;
  }

  /** What is known of the list so far. */
  get summary(): ListSummary {
    return summary(this.#reader.summary);
  }

  /** The next item of the page at hand. */
  #take(): T | undefined {
    const item = this.#page?.items[this.#taken];
    this.#taken += item === undefined ? 0 : 1;
    return item;
  }

  /** The next item, of a later page if need be. */
  async #item(): Promise<IteratorResult<T, undefined>> {
    let item = this.#take();
    while (item === undefined && (await this.#turn(false))) {
      item = this.#take();
    }
    return item === undefined ? { done: true, value: undefined } : { done: false, value: item };
  }

  /** Turns to the next page, to give its items or all of it. */
  async #turn(whole: boolean): Promise<Page<T> | undefined> {
    const page = this.#kept.shift() ?? (await this.#read());
    if (page !== undefined) {
      this.#page = page;
      this.#taken = whole ? page.items.length : 0;
    }
    return page;
  }

  /** One after another, in the order in which they ask: each page is given once. */
  async #inTurn<R>(read: () => Promise<R>): Promise<R> {
    const before = this.#last;
    let over!: () => void;
    this.#last = new Promise((resolve) => (over = resolve));
    this.#waiting += 1;
    try {
      await before;
      return await read();
    } finally {
      this.#waiting -= 1;
      over();
    }
  }

  #pause(): void {
    this.#unwatch?.();
    this.#reader.pause();
  }

  /** The JSON of the page behind all that were read: its place, then its items in parts. Behind the last one, nothing. */
  async #texts(): Promise<string[]> {
    this.#unwatch?.();
    try {
      await begin((calls, number) => this.#reader.read(calls, number), this.#signal);
      return this.#reader.take();
    } catch (reason) {
      throw this.#failed(thrown(reason));
    }
  }

  /** Reads the page behind all that were read. */
  async #read(): Promise<Page<T> | undefined> {
    const [place, ...parts] = await this.#texts();
    if (place === undefined) {
      return undefined;
    }
    const { token, nextToken, response: info } = JSON.parse(place);
    const items = ([] as T[]).concat(...parts.map((part) => JSON.parse(part)));
    this.#next = nextToken ?? undefined;
    if (this.#signal !== undefined && nextToken !== null) {
      // The next page is on its way. Weak, since a list that is forgotten ends it by itself.
      const reader = new WeakRef(this.#reader);
      this.#unwatch = whenAborted(this.#signal, () => reader.deref()?.pause());
    }
    return { items, token, ...(nextToken === null ? {} : { nextToken }), response: response(info) };
  }
}
