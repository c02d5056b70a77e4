/** The sandbox program, and companies in it: made, put in trouble and looked into by its control interface. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, type ClientSettings } from 'lastpass-admin';

for (const name of Object.keys(process.env)) {
  if ((name.startsWith('LASTPASS_') && name !== 'LASTPASS_SANDBOX') || /_proxy$/i.test(name)) {
    delete process.env[name];
  }
}

/** A fault: no answer within the time that any test takes. */
export const SLOW = { delay: { before_ms: 30_000 } };
export const ADA = 'ada@example.com';

let seed = 0;

/** Waits until a condition holds, and fails if it does not come to hold. */
export async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await sleep(5);
  }
}

/** One request to the control interface, on a connection of its own. */
async function control(url: string, method = 'GET', body?: unknown): Promise<any> {
  const asked = request(url, { method, agent: false });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = await once(asked, 'response');
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += piece;
  }
  assert.ok(answer.statusCode < 300, `${method} ${url}: ${text}`);
  return text && JSON.parse(text);
}

/** A request as the server saw it; `status` is null as long as it is not answered. */
export interface Seen {
  operation: string | null;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: any;
  status: number | null;
}

/** A running sandbox, which ends with this process. */
export class Sandbox {
  private constructor(private readonly url: string) {}

  static async start(): Promise<Sandbox> {
    const program = process.env['LASTPASS_SANDBOX'];
    assert.ok(program, 'LASTPASS_SANDBOX names the program lastpass-sandbox');
    const sizes = ['users', 'companies', 'events'].flatMap((name) => [`--${name}`, '0']);
    const child = spawn(program, [...sizes, '--until-stdin-closes'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    for (const each of [child, child.stdin, child.stdout]) {
      (each as unknown as { unref(): void }).unref();
    }
    return new Sandbox(JSON.parse(line).sandbox_url);
  }

  /** A company of its own, with a key that no other company has: a key's limits are those of the process. */
  async tenant(size: Record<string, unknown> = { users: 25, companies: 3, events: 0 }): Promise<Tenant> {
    return new Tenant(await control(`${this.url}/tenants`, 'POST', { seed: ++seed, ...size }));
  }

  /** What goes on at the server over all companies, without the connection that asks. */
  async traffic(): Promise<{ connections: number; inFlight: number; aborted: number }> {
    const now = await control(this.url);
    return {
      connections: now.open_connections - 1,
      inFlight: now.requests_in_flight,
      aborted: now.aborted_requests,
    };
  }

  /** Waits until clients have dropped so many requests, and no other one is under way. */
  async untilDropped(requests = 1): Promise<void> {
    await until(async () => (await this.traffic()).aborted >= requests, `${requests} dropped requests`);
    await until(async () => (await this.traffic()).inFlight === 0, 'no request in flight');
    assert.equal((await this.traffic()).aborted, requests);
  }

  /** Waits until no client holds a connection. */
  async untilUnconnected(): Promise<void> {
    await until(async () => (await this.traffic()).connections === 0, 'no connection left');
  }
}

/** A company. */
export class Tenant {
  readonly apiKey: string;
  readonly cid: number;
  readonly provhash: string;
  readonly expiredApiKey: string;
  readonly forbiddenApiKey: string;
  readonly environment: Record<string, string>;
  readonly #url: string;

  constructor(made: any) {
    this.apiKey = made.api_key;
    this.cid = made.cid;
    this.provhash = made.provhash;
    this.expiredApiKey = made.expired_api_key;
    this.forbiddenApiKey = made.forbidden_api_key;
    this.environment = made.environment;
    this.#url = made.control_url;
  }

  /** Settings of a client of this company, which does not wait long before it sends again. */
  get settings(): ClientSettings {
    return {
      apiKey: this.apiKey,
      provisioning: { cid: this.cid, provhash: this.provhash },
      businessUrl: this.environment['LASTPASS_BUSINESS_URL'],
      provisioningUrl: this.environment['LASTPASS_PROVISIONING_URL'],
      timeZone: this.environment['LASTPASS_TIME_ZONE'],
      backoff: { base: 1, cap: 10, longestAsked: 60_000 },
    };
  }

  /** A client of this company; `undefined` takes a setting away. */
  client(over: ClientSettings = {}): Client {
    return new Client({ ...this.settings, ...over });
  }

  /** Lets something go wrong: `times` says how often, `after` how many requests pass first. */
  async fault(on: string, kind: unknown, when: { times?: number; after?: number } = {}): Promise<void> {
    await control(`${this.#url}/faults`, 'POST', { on, kind, ...when });
  }

  /** Lets everything go well again. */
  async clearFaults(): Promise<void> {
    await control(`${this.#url}/faults`, 'DELETE');
  }

  /** Turns switches of the sandbox. */
  async quirks(quirks: Record<string, unknown>): Promise<void> {
    await control(`${this.#url}/quirks`, 'PATCH', quirks);
  }

  /** Adds an event to the audit log. */
  async event(time: string, event: Record<string, unknown> = {}, times = 1): Promise<void> {
    const whole = { time, username: ADA, action: 'Log in', ip_address: '203.0.113.7', ...event };
    await control(`${this.#url}/events`, 'POST', { event: whole, times });
  }

  /** Takes back the `api-key` or the `provhash`. */
  async revoke(credential: 'api-key' | 'provhash'): Promise<void> {
    await control(`${this.#url}/${credential}/revoke`, 'POST');
  }

  /** How often an operation was asked for, or all of them together. */
  async hits(operation?: string): Promise<number> {
    const hits: Record<string, number> = await control(`${this.#url}/hits`);
    return operation === undefined
      ? Object.values(hits).reduce((sum, times) => sum + times, 0)
      : (hits[operation] ?? 0);
  }

  /** All requests so far. */
  async seen(): Promise<Seen[]> {
    const requests: any[] = await control(`${this.#url}/requests`);
    return requests.map((each) => ({
      ...each,
      query: Object.fromEntries(each.query),
      headers: Object.fromEntries(each.headers),
    }));
  }

  /** The last request. */
  async last(): Promise<Seen> {
    const last = (await this.seen()).at(-1);
    assert.ok(last, 'nothing was asked');
    return last;
  }

  /** Waits until an operation has been asked for. */
  async untilAsked(operation: string, times = 1): Promise<void> {
    await until(async () => (await this.hits(operation)) >= times, `${times} requests ${operation}`);
  }
}

/** The sandbox of this file of tests, with companies of all of them in it. */
export const sandbox = await Sandbox.start();
