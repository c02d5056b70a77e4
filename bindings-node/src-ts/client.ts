/** The client. */

/// <reference lib="esnext.disposable" preserve="true" />

import { joined } from './arguments.js';
import { Resources } from './generated/resources.js';
import type { AsyncRequest } from './generated/types.js';
import type { CallOptions, ClientSettings, RequestOptions } from './options.js';
import type { CredentialReport, RawResponse } from './results.js';
import { Session } from './session.js';

/**
 * A client of one company.
 *
 * ```ts
 * const lp = new Client(); // LASTPASS_API_KEY, LASTPASS_CID, LASTPASS_PROVHASH
 * for await (const user of lp.users.list({ accountStatus: 'enrolled' })) {
 *   console.log(user.id, user.email);
 * }
 * ```
 *
 * It keeps connections for the next call, and does not keep the process running. See `ClientSettings` for what it takes.
 *
 * @throws InvalidArgumentError if a setting cannot work; it is named.
 * @throws ConfigurationError if no credential is given.
 */
export class Client extends Resources {
  constructor(settings?: ClientSettings);
  constructor(settings: ClientSettings | Session = {}) {
    super(settings instanceof Session ? settings : Session.open(settings));
  }

  /**
   * The same client with other options for the calls that it makes. It shares connections and limits with this one, and
   * need not be closed by itself.
   */
  withOptions(options: CallOptions): Client {
    // A session stands for settings here, and nowhere else.
    return new Client(this.session.withOptions(options) as ClientSettings);
  }

  /**
   * Tells for each credential of the client whether it works, and why not.
   *
   * Reads one item with each. A credential that the vendor refuses is an answer; a network that fails is an error.
   */
  check(options?: CallOptions): Promise<CredentialReport> {
    return this.session.call('check', {}, options);
  }

  /**
   * Sends any request of the Business API, with the same credential, limits and errors as every operation.
   *
   * A GET may be sent again after a failure; anything else is sent once.
   *
   * @param method The HTTP method.
   * @param path The path below the API's address, for example `/v1/users`.
   * @param content Parameters of the query, and the body, which is sent as JSON.
   */
  request(
    method: string,
    path: string,
    content: { query?: Readonly<Record<string, string>>; body?: unknown } = {},
    options?: RequestOptions,
  ): Promise<RawResponse> {
    return this.session.call('request', joined({ method, path }, content), options);
  }

  /**
   * Sends any command of the Provisioning API, with the same credential, limits and errors as every operation.
   *
   * @param command The vendor's name of the command, for example `getuserdata`.
   * @param data What is sent as `data`.
   */
  command(command: string, data?: unknown, options?: CallOptions): Promise<unknown> {
    return this.session.call('command', { command, data }, options);
  }

  /**
   * Asks for the outcome of a change that the vendor accepted and carries out later.
   *
   * What the vendor answers is not documented, so it is given as it comes. A URL on another host than the API's own is
   * refused.
   *
   * @param accepted What the change answered, or its URL.
   */
  poll(accepted: AsyncRequest | string, options?: CallOptions): Promise<RawResponse> {
    const url = typeof accepted === 'object' ? accepted?.url : accepted;
    return this.session.call('poll', { url }, options);
  }

  /** Closes the connections that no call uses. Further calls are refused. */
  close(): void {
    this.session.close();
  }

  /** `using client = new Client()` closes it at the end of its block. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** `await using client = new Client()` closes it at the end of its block. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}
