/** What is read of the users, the same for all clients: the sums show that all of them read the same. */

export const READS = { w2: 5_000, w3: 2_000 };
export const IN_FLIGHT = { w2: 32, w3: 1 };

/** Single reads, as many at once as the workload says; of the users of the first page, over and over. */
export async function singleReads(workload, ids, get) {
  let next = 0;
  let total = 0;
  const work = async () => {
    while (next < READS[workload]) {
      const user = await get(ids[next++ % ids.length]);
      total += ofUser(user);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT[workload] }, work));
  return total;
}

/** Every member of a user of the Business API. */
export function ofUser({ id, name = '', email, accountStatus }) {
  return id + name.length + email.length + accountStatus.length;
}

/** Every member of a user of the Provisioning API, by the names of the package. */
export function ofProvisioned(user) {
  let total = length(user.id) + length(user.username) + length(user.fullName) + length(user.multifactor);
  total += length(user.linked) + length(user.duoUsername);
  total += time(user.created) + time(user.lastPasswordChange) + time(user.lastLogin);
  total += flag(user.neverLoggedIn) + flag(user.disabled) + flag(user.admin);
  total += flag(user.hasSharingKeys) + flag(user.passwordResetRequired);
  total += number(user.masterPasswordStrength) + number(user.totalScore) + number(user.legacyTotalScore);
  total += number(user.sites) + number(user.notes) + number(user.formFills);
  total += number(user.applications) + number(user.attachments);
  return total + lengths(user.groups, user.attribs);
}

/** The same by the names of the vendor. */
export function ofVendors(user) {
  let total = length(user.id) + length(user.username) + length(user.fullname) + length(user.multifactor);
  total += length(user.linked) + length(user.duousername);
  total += time(user.created) + time(user.last_pw_change) + time(user.last_login);
  total += flag(user.neverloggedin) + flag(user.disabled) + flag(user.admin);
  total += flag(user.hasSharingKeys) + flag(user.password_reset_required);
  total += number(user.mpstrength) + number(user.totalscore) + number(user.legacytotalscore);
  total += number(user.sites) + number(user.notes) + number(user.formfills);
  total += number(user.applications) + number(user.attachments);
  return total + lengths(user.groups, user.attribs);
}

function length(text) {
  return text ? text.length : 0;
}

function lengths(groups, attribs) {
  let total = 0;
  for (const group of groups ?? []) {
    total += group.length;
  }
  for (const name in attribs) {
    total += name.length + attribs[name].length;
  }
  return total;
}

/** The day and the seconds stand at the same place, with an offset or without. */
function time(text) {
  return text ? Number(text.slice(8, 10)) + Number(text.slice(17, 19)) : 0;
}

function flag(flag) {
  return flag ? 1 : 0;
}

/** Scores are numbers here, and texts there. */
function number(number) {
  return number ? Math.trunc(Number(number)) : 0;
}

/** Three members of each user: the id, the e-mail address and the status. */
const THREE = {
  w1: (user) => user.id + user.email.length + user.accountStatus.length,
  w4: (user) => user.id.length + user.username.length + flag(user.disabled),
};

/** What is read of each user of a list: `three` members, or else every one. */
export function reader(workload, members, every) {
  return members === 'three' ? THREE[workload] : every;
}

/** A sum over all. */
export function sum(items, of) {
  let total = 0;
  for (const item of items) {
    total += of(item);
  }
  return total;
}
