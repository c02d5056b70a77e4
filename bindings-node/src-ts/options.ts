/** What a client is made with, and what every call takes beside its arguments. */

import type { Members } from './arguments.js';

/** What of an `AbortSignal` a call needs. */
export interface CallSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
}

/** Options of `Client.request`, which has the query as an argument of its own; other calls have `CallOptions`. */
export interface RequestOptions {
  /** An `AbortSignal` that ends the call and its request: the call rejects with the reason of the signal. */
  signal?: CallSignal | undefined;
  /** Limit of the whole call with its retries and waits, in milliseconds; 120,000 by default. */
  timeout?: number | undefined;
  /** Limit of one attempt, in milliseconds; 30,000 by default, 60,000 for the bulk reads of the Provisioning API. */
  attemptTimeout?: number | undefined;
  /** Limit of making a connection, in milliseconds; 5,000 by default. */
  connectTimeout?: number | undefined;
  /** Limit between two pieces of an answer, in milliseconds; 15,000 by default. */
  readTimeout?: number | undefined;
  /** How often a call is sent again after a failure where that is safe; 2 by default. */
  maxRetries?: number | undefined;
  /** Further request headers. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Time zone of the account, as an IANA name such as `US/Eastern`. */
  timeZone?: string | undefined;
  /** How many users go into one request of an operation on many users. */
  chunkSize?: number | undefined;
  /** Pause between two such requests, in milliseconds. */
  chunkPause?: number | undefined;
  /** Take "not found" for a success where a deletion was sent a second time; off by default. */
  goneIsDeleted?: boolean | undefined;
}

/**
 * Options of a call, or of all calls of a client.
 *
 * Every method takes them as its last argument, a client takes them too, and `Client.withOptions` gives the same client
 * with other ones. `undefined` stands for an option that is not given.
 */
export interface CallOptions extends RequestOptions {
  /** Further query parameters of the Business API. */
  query?: Readonly<Record<string, string>> | undefined;
}

/** An API key, or a CID with its provisioning hash, or both. */
export interface Credentials {
  /** The API key of the Business API, `lpkey_…`, from the Admin Console under Advanced, LastPass API. */
  apiKey?: string | undefined;
  /** The credential of the Provisioning API, from the Admin Console under Advanced, Enterprise API. */
  provisioning?:
    | {
        /** The account number. */
        cid: number | string;
        /** The provisioning hash. */
        provhash: string;
      }
    | undefined;
}

/**
 * What a client is made with.
 *
 * What is not given is read from the environment: `LASTPASS_API_KEY`, or `LASTPASS_CID` with `LASTPASS_PROVHASH`, or all
 * three, if no credential is given; and `LASTPASS_TIME_ZONE`, `LASTPASS_BUSINESS_URL` and `LASTPASS_PROVISIONING_URL`.
 */
export interface ClientSettings extends Credentials, CallOptions {
  /** A function that gives the credentials, asked when the first request needs them, and not again. */
  credentials?: (() => Credentials | Promise<Credentials>) | undefined;
  /** Refuse every operation that writes, before anything is sent. */
  readOnly?: boolean | undefined;
  /** Where the Business API is; `https://api.lastpass.com/business` by default. */
  businessUrl?: string | undefined;
  /** Where the Provisioning API is; `https://lastpass.com/enterpriseapi.php` by default. */
  provisioningUrl?: string | undefined;
  /** The label under which calls of the Provisioning API show up in the audit events; `lastpass-admin` by default. */
  apiUser?: string | undefined;
  /** A fixed limit for each API, over all clients of the same credential that set it. */
  requestsPerSecond?: number | undefined;
  /** What to put behind the client's own name in `User-Agent`, for example `my-tool/1.2`. */
  userAgentSuffix?: string | undefined;
  /** Waits before a request is sent again, in milliseconds. */
  backoff?:
    | {
        /** The first one; 500 by default. */
        base: number;
        /** The longest; 8,000 by default. */
        cap: number;
        /** The longest that the server may ask for; 60,000 by default. */
        longestAsked: number;
      }
    | undefined;
  /** A proxy for all requests, in place of the one that `HTTPS_PROXY` and its like name. */
  proxy?: string | undefined;
  /** Use no proxy, whatever the environment says. */
  noProxy?: boolean | undefined;
  /** Certificates to trust beside the system's, in PEM. */
  caPem?: string | undefined;
}

/** Options of calls as they are called below. */
export const OPTIONS: Members = {
  signal: ['signal', 'here'],
  timeout: ['timeout', 'milliseconds'],
  attemptTimeout: ['attempt_timeout', 'milliseconds'],
  connectTimeout: ['connect_timeout', 'milliseconds'],
  readTimeout: ['read_timeout', 'milliseconds'],
  maxRetries: 'max_retries',
  headers: 'headers',
  query: 'query',
  timeZone: 'time_zone',
  chunkSize: 'chunk_size',
  chunkPause: ['chunk_pause', 'milliseconds'],
  goneIsDeleted: 'gone_is_deleted',
};

/** Credentials as they are called below. */
export const CREDENTIALS: Members = {
  apiKey: 'api_key',
  provisioning: ['', { cid: 'cid', provhash: 'provhash' }],
};

/** Settings as they are called below. */
export const SETTINGS: Members = {
  ...CREDENTIALS,
  credentials: ['credentials', 'here'],
  readOnly: 'read_only',
  businessUrl: 'business_url',
  provisioningUrl: 'provisioning_url',
  apiUser: 'api_user',
  requestsPerSecond: 'requests_per_second',
  userAgentSuffix: 'user_agent_suffix',
  backoff: [
    'backoff',
    {
      base: ['base', 'milliseconds'],
      cap: ['cap', 'milliseconds'],
      longestAsked: ['longest_asked', 'milliseconds'],
    },
  ],
  proxy: 'proxy',
  noProxy: 'no_proxy',
  caPem: 'ca_pem',
  ...OPTIONS,
};
