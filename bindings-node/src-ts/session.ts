/** What the resources of a client call: the way from an operation to its answer. */

import { answer, failed } from './answers.js';
import { isPlain, named, Refusal, type Members } from './arguments.js';
import { begin, calls, Failure, thrown } from './calls.js';
import { ARGUMENTS } from './generated/arguments.js';
import { InvalidArgumentError } from './generated/errors.js';
import { native, type NativeReader, type NativeSession } from './native.js';
import { OPTIONS, SETTINGS, type CallOptions, type CallSignal, type ClientSettings } from './options.js';
import { Pager } from './pager.js';
import { Provider } from './provider.js';

/** The operations of a client itself. */
const OWN: Readonly<Record<string, Members>> = {
  check: {},
  command: { command: 'command', data: 'data' },
  poll: { url: 'url' },
  request: { method: 'method', path: 'path', query: 'query', body: 'body' },
};

/** A call that is made: its texts, the signal that ends it, and how its parameters are called. */
interface Request {
  args: string;
  options: string | undefined;
  signal: CallSignal | undefined;
  members: Members;
}

/** Credentials, settings and connections. */
export class Session {
  readonly #native: NativeSession;
  readonly #signal: CallSignal | undefined;
  readonly #provider: Provider | undefined;

  private constructor(native: NativeSession, signal: CallSignal | undefined, provider: Provider | undefined) {
    this.#native = native;
    this.#signal = signal;
    this.#provider = provider;
  }

  /** A session with these settings. Nothing is sent before the first call. */
  static open(settings: ClientSettings): Session {
    return attempt(undefined, SETTINGS, () => {
      const given = JSON.stringify(named(checked(settings, 'settings'), SETTINGS));
      const { credentials, signal } = settings;
      if (credentials !== undefined && typeof credentials !== 'function') {
        throw new Refusal('credentials', 'must be a function that gives credentials');
      }
      const provider = credentials && new Provider(credentials);
      return new Session(new (native().Session)(given, calls(), provider?.number), signal, provider);
    });
  }

  /** The same session with other options for its calls. */
  withOptions(options: CallOptions): Session {
    return attempt(undefined, OPTIONS, () => {
      const given = JSON.stringify(named(checked(options), OPTIONS));
      return new Session(this.#native.withOptions(given), options.signal ?? this.#signal, this.#provider);
    });
  }

  /** Calls an operation. */
  async call<T>(operation: string, args: object, options?: CallOptions): Promise<T> {
    const request = this.#request(operation, args, options);
    const start = (own: ReturnType<typeof calls>, number: number): void =>
      this.#native.call(own, number, operation, request.args, request.options);
    try {
      return answer(await begin(start, request.signal)) as T;
    } catch (reason) {
      // Made here, so that its stack leads to whoever awaits the call.
      throw this.#failed(reason, request.members);
    }
  }

  /** A list of the operation. Nothing is sent before something of it is asked for. */
  list<T>(operation: string, args: object, options?: CallOptions): Pager<T> {
    const request = this.#request(operation, args, options);
    const open = (): NativeReader => this.#native.list(operation, request.args, request.options);
    const reader = attempt(operation, request.members, open);
    return new Pager<T>(reader, request.signal, (reason) => this.#failed(reason, request.members));
  }

  /** Closes the connections that no call uses, and refuses further calls. */
  close(): void {
    this.#native.close();
  }

  /** What a caller gets to see of a failure. A list or a call that may come to one holds the session. */
  #failed(reason: unknown, members: Members): unknown {
    return made(reason, members);
  }

  #request(operation: string, args: object, options: CallOptions | undefined): Request {
    const members = ARGUMENTS[operation] ?? OWN[operation] ?? {};
    return attempt(operation, members, () => {
      const request = { args: JSON.stringify(named(args, members)), members };
      if (options === undefined) {
        return { ...request, options, signal: this.#signal };
      }
      const given = JSON.stringify(named(checked(options), OPTIONS));
      return { ...request, options: given, signal: options.signal ?? this.#signal };
    });
  }
}

/** Options whose signal is one. */
function checked<T extends CallOptions>(options: T, path = 'options'): T {
  if (!isPlain(options)) {
    throw new Refusal(path, 'must be an object with named values');
  }
  if (options.signal !== undefined && typeof options.signal?.addEventListener !== 'function') {
    throw new Refusal('signal', 'must be an AbortSignal');
  }
  return options;
}

/** Does what may be refused before anything is sent. */
function attempt<T>(operation: string | undefined, members: Members, make: () => T): T {
  try {
    return make();
  } catch (reason) {
    if (reason instanceof Refusal) {
      const { message, parameter } = reason;
      const text = operation === undefined ? message : `${operation}: ${message}`;
      throw new InvalidArgumentError(text, { operation, parameter });
    }
    throw made(thrown(reason), members);
  }
}

/** What a caller gets to see of a failure; the reason of a signal is the caller's own. */
function made(reason: unknown, members: Members): unknown {
  return reason instanceof Failure ? failed(JSON.parse(reason.text), { ...OPTIONS, ...members }) : reason;
}
