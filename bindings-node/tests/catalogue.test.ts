/** Every operation by its typed method, against a company that has something of everything. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { EventCursor, Pager, type Client } from 'lastpass-admin';

import { ADA, sandbox, type Tenant } from './support/sandbox.js';

const BOB = 'bob@example.com';
const EVE = 'eve@example.com';
const CAROL = 'carol@example.com';
const GRACE = 'grace@example.com';

/** What is answered where nothing is, or where the vendor does not document what. */
const NOTHING = undefined;

/**
 * Calls, in an order in which each finds what it needs, and something of what they answer. A function tells what it wants
 * to see of the answer; a value is the whole of it.
 */
const CALLS: Record<
  string,
  readonly [use: (lp: Client) => unknown, expected: unknown, see?: (found: any) => unknown]
> = {
  'users.list': [(lp) => lp.users.list({ email: 'ada%' }), ADA, ([user]) => user.email],
  'users.get': [
    (lp) => lp.users.get(80001),
    { id: 80001, name: 'Ada Example', email: ADA, accountStatus: 'enrolled' },
  ],
  'users.create': [
    (lp) => lp.users.create({ email: GRACE, name: 'Grace Hopper', creationAccountAction: 'stage' }),
    ['Grace Hopper', GRACE, 'staged'],
    ({ name, email, accountStatus }) => [name, email, accountStatus],
  ],
  'users.update': [(lp) => lp.users.update(80001, { name: 'Ada L.' }), 'Ada L.', ({ name }) => name],
  'users.invite': [(lp) => lp.users.invite(80002), NOTHING],
  'users.delete': [(lp) => lp.users.delete(80010), NOTHING],
  'admin_levels.list': [(lp) => lp.adminLevels.list(), 'Super admin', ([level]) => level.name],
  'admin_levels.get': [(lp) => lp.adminLevels.get(300), 'Helpdesk', ({ name }) => name],
  'admin_levels.list_users': [
    (lp) => lp.adminLevels.listUsers(100),
    [80001],
    (found) => found.map(({ id }: any) => id),
  ],
  'admin_levels.add_user': [
    (lp) => lp.adminLevels.addUser(200, { userId: 80003 }),
    { id: 80003, name: 'Eve Example', email: EVE, adminLevelId: 200 },
  ],
  'admin_levels.remove_user': [(lp) => lp.adminLevels.removeUser(200, 80003), NOTHING],
  'managed_companies.list': [
    (lp) => lp.managedCompanies.list({ status: ['active'] }),
    [5501, 5502, 5503],
    (found) => found.map(({ id }: any) => id),
  ],
  'managed_companies.get': [(lp) => lp.managedCompanies.get(5501), 'Example Child Ltd', ({ name }) => name],
  'managed_companies.find_by_name': [
    (lp) => lp.managedCompanies.findByName('Example Child Ltd'),
    5501,
    ({ id }) => id,
  ],
  'managed_companies.create': [
    (lp) =>
      lp.managedCompanies.create({ name: 'New Ltd', type: 'managed', licenseLimit: 5, addons: ['mfa'] }),
    'http',
    ({ url }) => url.slice(0, 4),
  ],
  'managed_companies.update': [
    (lp) => lp.managedCompanies.update(5501, { licenseLimit: 30 }),
    'number',
    ({ id }) => typeof id,
  ],
  'managed_companies.replace': [
    (lp) => lp.managedCompanies.replace(5501, { licenseLimit: 31, status: 'active', addons: [] }),
    'number',
    ({ id }) => typeof id,
  ],
  'managed_companies.detach': [(lp) => lp.managedCompanies.detach(5503), NOTHING],
  'managed_company_users.list': [
    (lp) => lp.managedCompanyUsers.list(5501, { email: 'admin%' }),
    ['admin@company0000.example'],
    (found) => found.map(({ email }: any) => email),
  ],
  'managed_company_users.get': [(lp) => lp.managedCompanyUsers.get(5501, 80026), 80026, ({ id }) => id],
  'managed_company_users.create': [
    (lp) => lp.managedCompanyUsers.create(5501, { email: GRACE, creationAccountAction: 'stage' }),
    GRACE,
    (made) => made?.email ?? GRACE,
  ],
  'managed_company_users.update': [
    (lp) => lp.managedCompanyUsers.update(5501, 80026, { name: 'Root' }),
    'Root',
    ({ name }) => name,
  ],
  'managed_company_users.invite': [
    (lp) => invitable(lp).then((id) => lp.managedCompanyUsers.invite(5501, id)),
    NOTHING,
  ],
  'managed_company_users.delete': [
    (lp) => invitable(lp).then((id) => lp.managedCompanyUsers.delete(5501, id)),
    NOTHING,
  ],
  'managed_company_admin_levels.list': [
    (lp) => lp.managedCompanyAdminLevels.list(5501),
    'number',
    ([level]) => typeof level.id,
  ],
  'managed_company_admin_levels.get': [
    (lp) => lp.managedCompanyAdminLevels.get(5501, 300),
    'Helpdesk',
    ({ name }) => name,
  ],
  'managed_company_admin_levels.list_users': [
    (lp) => lp.managedCompanyAdminLevels.listUsers(5501, 300),
    [80026],
    (found) => found.map(({ id }: any) => id),
  ],
  'managed_company_admin_levels.add_user': [
    (lp) => lp.managedCompanyAdminLevels.addUser(5501, 100, { userId: 80026 }),
    100,
    (made) => made?.adminLevelId ?? 100,
  ],
  'managed_company_admin_levels.remove_user': [
    (lp) => lp.managedCompanyAdminLevels.removeUser(5501, 100, 80026),
    NOTHING,
  ],
  'reports.list_admin_users': [
    (lp) => lp.reports.listAdminUsers(),
    { id: 5502, name: 'Example Company 0001' },
    (found) => found.find(({ company }: any) => company.id === 5502).company,
  ],
  'reports.list_billing_cycles': [
    (lp) => lp.reports.listBillingCycles({ numberOfCycles: 1 }),
    [{ startDate: '2024-05-01', endDate: '2024-05-31' }],
  ],
  'reports.list_billing_records': [
    (lp) => lp.reports.listBillingRecords({ startDate: '2024-01-01', endDate: '2024-12-31' }),
    { number: 'INV-5501-2024-05-01', lines: [] },
    ([record]) => record.extra.sandboxInvoice,
  ],
  'provisioning.users.list': [
    (lp) => lp.provisioning.users.list({ admin: true }),
    [ADA, true],
    (found) => [found[0].username, found.every(({ admin }: any) => admin)],
  ],
  'provisioning.users.get': [
    (lp) => lp.provisioning.users.get(ADA),
    { Department: 'R&D' },
    ({ attribs }) => attribs,
  ],
  'provisioning.users.add': [
    (lp) =>
      lp.provisioning.users.add([{ username: 'hal@example.com', fullName: 'Hal', attribs: { aKey: 'x' } }]),
    ['hal@example.com'],
    ({ applied }) => applied,
  ],
  'provisioning.users.update': [
    (lp) => lp.provisioning.users.update({ username: 'hal@example.com', fullName: 'Hal 9000' }),
    NOTHING,
  ],
  'provisioning.users.disable': [
    (lp) => lp.provisioning.users.disable([BOB]),
    [BOB],
    ({ applied }) => applied,
  ],
  'provisioning.users.enable': [(lp) => lp.provisioning.users.enable([EVE]), [EVE], ({ applied }) => applied],
  'provisioning.users.list_invited': [
    (lp) => lp.provisioning.users.listInvited(),
    true,
    (found) => found.includes(CAROL),
  ],
  'provisioning.users.reinvite': [(lp) => lp.provisioning.users.reinvite(CAROL), NOTHING],
  'provisioning.users.uninvite': [(lp) => lp.provisioning.users.uninvite(CAROL), NOTHING],
  'provisioning.users.send_password_reset': [(lp) => lp.provisioning.users.sendPasswordReset(ADA), NOTHING],
  'provisioning.users.require_password_change': [
    (lp) => lp.provisioning.users.requirePasswordChange(ADA),
    NOTHING,
  ],
  'provisioning.users.disable_mfa': [(lp) => lp.provisioning.users.disableMfa(ADA), NOTHING],
  'provisioning.users.change_email': [
    (lp) => lp.provisioning.users.changeEmail(EVE, 'eve.b@example.com'),
    NOTHING,
  ],
  'provisioning.users.deactivate': [
    (lp) => lp.provisioning.users.deactivate('user00020@example.com'),
    NOTHING,
  ],
  'provisioning.users.remove_from_company': [
    (lp) => lp.provisioning.users.removeFromCompany('user00021@example.com'),
    NOTHING,
  ],
  'provisioning.users.delete_permanently': [
    (lp) =>
      lp.provisioning.users.deletePermanently('user00022@example.com', {
        confirmUsername: 'user00022@example.com',
      }),
    NOTHING,
  ],
  'provisioning.users.delete_many': [
    (lp) => lp.provisioning.users.deleteMany(['user00023@example.com'], { action: 'deactivate', atMost: 1 }),
    ['user00023@example.com'],
    ({ applied }) => applied,
  ],
  'provisioning.groups.list': [
    (lp) => lp.provisioning.groups.list(),
    true,
    (found) => found.some(({ name }: any) => name === 'Zürich'),
  ],
  'provisioning.groups.get': [(lp) => lp.provisioning.groups.get('Oncall'), ADA, ({ members }) => members[0]],
  'provisioning.groups.change_members': [
    (lp) => lp.provisioning.groups.changeMembers([{ username: ADA, add: ['Fresh'], remove: ['Oncall'] }]),
    [ADA],
    ({ applied }) => applied,
  ],
  'provisioning.shared_folders.list': [
    (lp) => lp.provisioning.sharedFolders.list(),
    { id: '5001', name: 'Shared-Infra', isDeleted: false },
    ([{ id, name, isDeleted }]) => ({ id, name, isDeleted }),
  ],
  'provisioning.shared_folders.get': [
    (lp) => lp.provisioning.sharedFolders.get('5001'),
    ['admin', false],
    ({ users: [member] }) => [member.role, member.isSuperAdmin],
  ],
  'provisioning.shared_folders.list_detailed': [
    (lp) => lp.provisioning.sharedFolders.listDetailed(),
    ['203.0.113.9:8443/app', 'bank.example'],
    ([folder]) => folder.users[0].sites,
  ],
  'provisioning.events.list': [
    (lp) => lp.provisioning.events.list({ from: '2024-05-02 00:00:00', to: '2024-05-02 23:59:59' }),
    ['2024-05-02T10:15:00-04:00', 'Log in', '203.0.113.7', 'portal.example', 0, 32],
    ([{ time, action, ipAddress, data, ordinal, id }]) => [time, action, ipAddress, data, ordinal, id.length],
  ],
  'provisioning.events.since': [
    (lp) => lp.provisioning.events.since(new EventCursor('2024-05-02 00:00:00')),
    ['Log in', true],
    ({ events, cursor }) => [events[0].action, cursor instanceof EventCursor],
  ],
  'provisioning.sites.push': [
    (lp) =>
      lp.provisioning.sites.push({
        users: ADA,
        url: 'https://portal.example',
        name: 'Portal',
        favorite: true,
      }),
    'string',
    ({ pushId }) => typeof pushId,
  ],
  'provisioning.reports.list_expired_master_passwords': [
    (lp) => lp.provisioning.reports.listExpiredMasterPasswords(),
    { userId: 700101, username: ADA, lastPasswordChange: '2022-01-10T17:02:33-05:00' },
    ([first]) => first,
  ],
  'iam.me': [(lp) => lp.iam.me(), 'api_key', ({ authType }) => authType.value],
  'iam.list_resource_types': [(lp) => lp.iam.listResourceTypes(), ['shared_folder']],
  'iam.list_resource_users': [
    (lp) => lp.iam.listResourceUsers({ resourceId: '5001' }),
    [ADA, '5001'],
    ([user]) => [user.id, user.permissions[0].resources[0].id],
  ],
  'iam.list_resource_groups': [
    (lp) => lp.iam.listResourceGroups({ resourceId: '5001' }),
    'Eng',
    ([group]) => group.id,
  ],
  'iam.check_permissions': [
    (lp) => lp.iam.checkPermissions({ userId: ADA, resourceId: '5001', action: 'read' }),
    true,
    ({ allowed }) => allowed,
  ],
  'iam.users.list': [
    (lp) => lp.iam.users.list({ email: ADA, extended: true }),
    [[80001, '2022-06-20T12:00:07Z']],
    (found) => found.map((user: any) => [user.unifiedCustomFields.businessId, user.lastLoginAt]),
  ],
  'iam.users.get': [
    (lp) => lp.iam.users.get(ADA, { splitNames: true }),
    [ADA, 'Ada'],
    ({ id, firstName }) => [id, firstName],
  ],
  'iam.groups.list': [(lp) => lp.iam.groups.list(), 'Eng', ([group]) => group.id],
  'iam.groups.get': [(lp) => lp.iam.groups.get('Eng'), 'group', ({ type }) => type.value],
  'iam.roles.list': [
    (lp) => lp.iam.roles.list(),
    true,
    (found) => found.some(({ id }: any) => id === 'admin'),
  ],
  'iam.roles.get': [(lp) => lp.iam.roles.get('admin'), 'admin', ({ type }) => type.value],
  'iam.organizations.list': [
    (lp) => lp.iam.organizations.list({ extended: true }),
    'string',
    ([first]) => typeof first.id,
  ],
  'iam.organizations.get': [
    async (lp) => lp.iam.organizations.get((await lp.iam.organizations.list().toArray())[0]!.id!),
    'string',
    ({ id }) => typeof id,
  ],
};

/** A user of the managed company who can be invited. */
async function invitable(lp: Client): Promise<number> {
  const user = await lp.managedCompanyUsers.create(5501, {
    email: `user${Date.now()}@example.com`,
    creationAccountAction: 'stage',
  });
  return user!.id!;
}

/** The methods of a client and of all that hangs off it: `users.list`, by the names that they have in all languages. */
function methods(resource: object, path = ''): string[] {
  const own = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(resource)) as Record<
    string,
    PropertyDescriptor
  >;
  return Object.entries(own).flatMap(([name, { get, value }]) => {
    const place = path + name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return get ? methods(get.call(resource), `${place}.`) : name === 'constructor' || !value ? [] : [place];
  });
}

/** What in an answer is not as it should be: a null, or a name that is not camelCase; what `extra` holds is as it came. */
function odd(value: unknown, path = ''): string[] {
  if (value === null) {
    return [`${path} is null`];
  }
  if (typeof value !== 'object' || value instanceof EventCursor) {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]) => {
    const place = `${path}.${name}`;
    const bad = /^([a-z][A-Za-z0-9]*|\d+)$/.test(name) ? [] : [`${place} is its name`];
    return name === 'extra' || name === 'attribs' ? bad : [...bad, ...odd(member, place)];
  });
}

describe('every operation', () => {
  let tenant: Tenant;
  let lp: Client;

  before(async () => {
    tenant = await sandbox.tenant({ users: 25, companies: 3, events: 0, now: '2024-06-15T12:00:00Z' });
    await tenant.quirks({ push_sites_available: true });
    await tenant.event('2024-05-02 10:15:00', { data: 'portal.example' });
    lp = tenant.client();
  });
  after(() => lp.close());

  test('is called below', () => {
    const resources = Object.getPrototypeOf(Object.getPrototypeOf(lp)) as object;
    const all = Object.entries(Object.getOwnPropertyDescriptors(resources)).flatMap(([name, { get }]) => {
      const place = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return get ? methods(get.call(lp), `${place}.`) : [];
    });
    assert.deepEqual(all.sort(), Object.keys(CALLS).sort());
  });

  for (const [operation, [use, expected, see = (found: any): unknown => found]] of Object.entries(CALLS)) {
    test(operation, async () => {
      const asked = await tenant.hits();
      const given = use(lp);
      const found = await (given instanceof Pager ? given.toArray() : given);
      assert.deepEqual(see(found), expected);
      assert.deepEqual(odd(found), []);
      assert.ok((await tenant.hits()) > asked, 'something was sent');
    });
  }
});
