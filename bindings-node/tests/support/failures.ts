/** Each kind of error, forced once. */

import assert from 'node:assert/strict';

import * as lastpass from 'lastpass-admin';
import type { Client, ClientSettings } from 'lastpass-admin';

import { ADA, SLOW, sandbox, type Tenant } from './sandbox.js';

/** How a kind of error comes about, and what its fields say. */
export interface Failure {
  kind: new (message: string) => lastpass.LastPassError;
  use(lp: Client): Promise<unknown>;
  fields: Record<string, unknown>;
  prepare?(tenant: Tenant): Promise<void>;
  settings?(tenant: Tenant): ClientSettings;
}

const get = (lp: Client) => lp.users.get(80001);
const create = (lp: Client) => lp.users.create({ email: ADA, creationAccountAction: 'stage' });

const UNSENT = { attempts: 0, delivery: 'not_sent', status: undefined };
const ANSWERED = { attempts: 1, delivery: 'answered' };

export const FAILURES: Record<string, Failure> = {
  invalid_argument: {
    kind: lastpass.InvalidArgumentError,
    use: async (lp) => lp.users.list({ pageSize: 0 }).toArray(),
    fields: { number: 1, parameter: 'pageSize', operation: 'users.list', ...UNSENT },
  },
  configuration: {
    kind: lastpass.ConfigurationError,
    use: get,
    fields: { number: 2, operation: 'users.get', ...UNSENT },
    settings: () => ({ apiKey: undefined }),
  },
  read_only: {
    kind: lastpass.ReadOnlyError,
    use: create,
    fields: { number: 3, operation: 'users.create', ...UNSENT },
    settings: () => ({ readOnly: true }),
  },
  authentication: {
    kind: lastpass.AuthenticationError,
    use: (lp) => lp.provisioning.users.get(ADA),
    fields: { number: 4, operation: 'provisioning.users.get', status: 200, ...ANSWERED },
    prepare: (tenant) => tenant.revoke('provhash'),
  },
  permission: {
    kind: lastpass.PermissionDeniedError,
    use: get,
    fields: { number: 5, status: 403, ...ANSWERED },
    settings: ({ forbiddenApiKey: apiKey }) => ({ apiKey }),
  },
  subscription_expired: {
    kind: lastpass.SubscriptionExpiredError,
    use: get,
    fields: { number: 6, status: 402, ...ANSWERED },
    settings: ({ expiredApiKey: apiKey }) => ({ apiKey }),
  },
  not_found: {
    kind: lastpass.NotFoundError,
    use: (lp) => lp.users.get(4),
    fields: {
      number: 7,
      status: 404,
      title: 'Not Found',
      detail: 'The user does not exist.',
      instance: '/business/v1/users/4',
      ...ANSWERED,
    },
  },
  conflict: {
    kind: lastpass.ConflictError,
    use: create,
    fields: { number: 8, status: 409, ...ANSWERED },
    prepare: (tenant) => tenant.quirks({ duplicate_email_status: 409 }),
  },
  invalid_request: {
    kind: lastpass.InvalidRequestError,
    use: (lp) => lp.managedCompanies.create({ name: 'New Ltd', type: 'other' }),
    fields: {
      number: 9,
      status: 422,
      fieldErrors: [{ detail: 'It must be one of managed, managed-msp.', pointer: '/type' }],
      ...ANSWERED,
    },
  },
  unsupported_media_type: {
    kind: lastpass.UnsupportedMediaTypeError,
    use: (lp) => lp.users.update(80001, { name: 'Ada' }),
    fields: { number: 10, status: 415, ...ANSWERED },
    prepare: (tenant) => tenant.quirks({ patch_media_type: 'merge-patch' }),
  },
  rate_limit: {
    kind: lastpass.RateLimitError,
    use: get,
    fields: { number: 11, status: 429, retryAfter: 300_000, ...ANSWERED },
    prepare: (tenant) => tenant.fault('getUser', { 'too-many-requests': { retry_after: { seconds: 300 } } }),
  },
  server: {
    kind: lastpass.ServerError,
    use: get,
    fields: { number: 12, status: 503, attempts: 3, delivery: 'answered' },
    prepare: (tenant) => tenant.fault('getUser', { status: { status: 503 } }),
  },
  rejected: {
    kind: lastpass.RejectedError,
    use: (lp) => lp.provisioning.users.reinvite('nobody@example.com'),
    fields: { number: 13, status: 200, ...ANSWERED },
  },
  partial: {
    kind: lastpass.PartialError,
    use: (lp) => lp.provisioning.users.disable([ADA, 'nobody@example.com']),
    fields: { number: 14, operation: 'provisioning.users.disable', delivery: 'answered' },
    prepare: (tenant) => tenant.quirks({ unknown_addresses_are_errors: true }),
  },
  unexpected_response: {
    kind: lastpass.UnexpectedResponseError,
    use: get,
    fields: { number: 15, status: 200, ...ANSWERED },
    prepare: (tenant) => tenant.fault('getUser', 'html'),
  },
  timeout: {
    kind: lastpass.RequestTimeoutError,
    use: get,
    fields: { number: 16, status: undefined, attempts: 1, delivery: 'unknown' },
    prepare: (tenant) => tenant.fault('getUser', SLOW),
    settings: () => ({ attemptTimeout: 50, maxRetries: 0 }),
  },
  connection: {
    kind: lastpass.RequestConnectionError,
    use: create,
    fields: { number: 17, status: undefined, attempts: 1, delivery: 'unknown' },
    prepare: (tenant) => tenant.fault('createUser', 'reset-after'),
  },
  paging: {
    kind: lastpass.PagingError,
    use: (lp) => lp.users.list({ pageSize: 10 }).toArray(),
    fields: { number: 18, operation: 'users.list', delivery: 'answered' },
    prepare: (tenant) => tenant.fault('listUsers', 'repeat-token'),
  },
  not_supported: {
    kind: lastpass.NotSupportedError,
    use: (lp) => lp.iam.listResourceTypes(),
    fields: { operation: 'iam.list_resource_types', ...UNSENT },
    settings: () => ({ provisioning: undefined }),
  },
};

/** Makes an error in a company of its own. */
export async function force({ use, prepare, settings }: Failure): Promise<lastpass.LastPassError> {
  const tenant = await sandbox.tenant();
  await prepare?.(tenant);
  return refused(() => use(tenant.client(settings?.(tenant))));
}

/** The error of this package that something fails with, thrown or rejected. */
export async function refused(use: () => unknown): Promise<lastpass.LastPassError> {
  let found;
  try {
    found = await use();
  } catch (error) {
    assert.ok(error instanceof lastpass.LastPassError, `another error: ${error}`);
    return error;
  }
  assert.fail(`no error but ${JSON.stringify(found)}`);
}
