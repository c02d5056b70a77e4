/** The client that is open, and the steps played through it. */

import { Client, LastPassError, Pager } from 'lastpass-admin';

import { canonical, record } from './answers.mjs';
import { options, places, settings } from './arguments.mjs';
import { read } from './listing.mjs';
import { camel } from './names.mjs';
import * as problem from './problem.mjs';

const PROTOCOL = 1;

/** The package lacks an operation. */
class Missing extends Error {}

/** The client that is open, if one is. */
export class Session {
  #client;

  /** Plays a step as a line; gives its outcome. */
  play(line) {
    return this.#outcome(JSON.parse(line));
  }

  async #outcome({ do: what, cancel_after: seconds, options: given = {}, ...step }) {
    const abort = new AbortController();
    const timer = seconds && setTimeout(() => abort.abort(), seconds * 1000);
    try {
      return { ok: (await this.#step(what, step, { ...options(given), signal: abort.signal })) ?? null };
    } catch (error) {
      if (abort.signal.aborted && error === abort.signal.reason) {
        return { ok: { cancelled: true } };
      }
      if (error instanceof Missing) {
        return { missing: error.message };
      }
      return error instanceof LastPassError
        ? { error: problem.canonical(error) }
        : { fault: String(error?.stack) };
    } finally {
      clearTimeout(timer);
    }
  }

  async #step(what, step, given) {
    if (what === 'open') {
      return this.#open(step);
    }
    if (what === 'close') {
      return this.#close();
    }
    if (this.#client === undefined) {
      throw new Error('no client is open');
    }
    switch (what) {
      case 'batch':
        return Promise.all(step.steps.map((step) => this.#outcome(step)));
      case 'call':
        return this.#call(step, given);
      case 'request': {
        const { method, path, ...content } = step;
        const { status, body = null } = await this.#client.request(method, path, content, given);
        return { status, body };
      }
      case 'command':
        return { body: await this.#client.command(step.command, step.data ?? undefined, given) };
      case 'check': {
        const { business = null, provisioning = null } = await this.#client.check(given);
        return canonical({ business, provisioning });
      }
      default:
        throw new Error(`this driver knows no step ${what}`);
    }
  }

  #open({ protocol, client }) {
    if (protocol !== PROTOCOL) {
      throw new Error(`this driver speaks version ${PROTOCOL} of the protocol and not ${protocol}`);
    }
    this.#close();
    this.#client = new Client(settings(client));
  }

  #close() {
    this.#client?.close();
    this.#client = undefined;
  }

  async #call({ operation, arguments: given, read: how = {} }, callOptions) {
    const steps = operation.split('.').map(camel);
    const name = steps.pop();
    const resource = steps.reduce((resource, step) => resource?.[step], this.#client);
    if (typeof resource?.[name] !== 'function') {
      throw new Missing(operation);
    }
    const values =
      operation === 'poll' ? [given.url, callOptions] : places(resource[name], given, callOptions);
    const called = resource[name](...values);
    if (called instanceof Pager) {
      return read(called, how);
    }
    const answer = await called;
    if (operation === 'provisioning.events.since') {
      return { events: answer.events.map(record), cursor: answer.cursor };
    }
    return operation === 'poll' ? { status: answer.status, body: answer.body } : canonical(answer);
  }
}
