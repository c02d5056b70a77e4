/** What the compiler knows: that this file compiles is most of the test. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  Client,
  EventCursor,
  LastPassError,
  NotFoundError,
  Pager,
  type AdminLevel,
  type BatchAddUser,
  type CallOptions,
  type ClientSettings,
  type CompanyUser,
  type CompanyUserAccountStatus,
  type Event,
  type IamUser,
  type ListSummary,
  type Page,
  type Provisioning,
  type ProvisioningUser,
  type UsersListParams,
} from 'lastpass-admin';

/** Whether two types are one. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Never called: the compiler reads it. */
async function compiled(lp: Client): Promise<void> {
  const same = <A, B>(_: Same<A, B>): void => {};

  const users = lp.users.list({ accountStatus: 'enrolled' });
  same<typeof users, Pager<CompanyUser>>(true);
  for await (const user of users) {
    same<typeof user, CompanyUser>(true);
    same<CompanyUser['id'], number | undefined>(true);
  }
  for await (const page of users.pages()) {
    same<typeof page, Page<CompanyUser>>(true);
  }
  const all = await users.toArray();
  same<typeof all, CompanyUser[]>(true);
  same<typeof users.summary, ListSummary>(true);
  const levels = await lp.adminLevels.list().toArray();
  same<typeof levels, AdminLevel[]>(true);
  const changed = await lp.users.update(1, { name: 'x' });
  same<typeof changed, CompanyUser | undefined>(true);
  const nothing = await lp.users.delete(1);
  same<typeof nothing, void>(true);
  const { events } = await lp.provisioning.events.since(new EventCursor('2024-05-02 00:00:00'));
  same<typeof events, readonly Event[]>(true);
  const iam: Pager<IamUser> = lp.iam.users.list();
  const { provisioning }: { provisioning: Provisioning } = lp;
  void [iam, provisioning];

  // Enums are open: known values are suggested, others allowed, and other types refused.
  const status: CompanyUserAccountStatus = 'enrolled';
  const ofTomorrow: CompanyUserAccountStatus = 'on-leave';
  // @ts-expect-error a number is no status
  const wrong: CompanyUserAccountStatus = 5;
  void [status, ofTomorrow, wrong];

  // Answers are read-only, and their members may be absent.
  const [first] = all;
  // @ts-expect-error an answer is not changed
  first!.name = 'x';
  // @ts-expect-error a member may be absent
  all[1]!.name.length;
  const extra: Readonly<Record<string, unknown>> | undefined = first!.extra;
  void extra;

  // What is required is asked for, what does not exist refused.
  // @ts-expect-error an action is required
  void lp.users.create({ email: 'a@b.c' });
  // @ts-expect-error there is no such member
  void lp.users.list({ status: 'enrolled' });
  // @ts-expect-error there is no such option
  void lp.users.get(1, { retries: 5 });
  // @ts-expect-error null is not given
  void lp.users.list({ email: null });
  // @ts-expect-error an id is a number
  void lp.users.get('1');
  // @ts-expect-error a row has a username
  void lp.provisioning.users.add([{ fullName: 'x' }]);
  // @ts-expect-error one is asked for, not several
  void lp.managedCompanyUsers.get(5501);
  // @ts-expect-error no method of what is not there
  void lp.users.promote(1);

  // Optional members may be given as undefined, lists may be read-only.
  const params: UsersListParams = { email: undefined };
  const options: CallOptions = { signal: undefined, timeout: 5_000, headers: { 'x-team': 'it' } };
  const settings: ClientSettings = { apiKey: undefined, credentials: async () => ({ apiKey: 'lpkey_' }) };
  const rows: readonly BatchAddUser[] = [{ username: 'a@b.c' }] as const;
  void [lp.users.list(params, options), settings, lp.provisioning.users.add(rows)];
  const names: readonly string[] = ['a@b.c'];
  void lp.provisioning.users.disable(names, { signal: AbortSignal.timeout(5) });

  try {
    await lp.users.get(1);
  } catch (error) {
    if (error instanceof NotFoundError) {
      same<typeof error.code, 'not_found'>(true);
      same<typeof error.status, number | undefined>(true);
    }
    if (error instanceof LastPassError) {
      same<typeof error.code, string>(true);
      same<typeof error.delivery, 'not_sent' | 'unknown' | 'answered'>(true);
    }
  }

  using closed = new Client();
  await using later = new Client();
  void [closed, later];
}

test('the types compile', () => {
  assert.equal(typeof compiled, 'function');
  const user: ProvisioningUser = { id: '1', username: 'ada@example.com' };
  assert.equal(user.username, 'ada@example.com', 'tests of a user may make answers');
});
