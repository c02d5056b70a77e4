/** A user as the package gives it, made of the vendor's; but for the offset of its times, which takes a library of zones. */
export function provisioningUser(id, user) {
  return {
    id,
    username: user.username,
    fullName: user.fullname,
    masterPasswordStrength: number(user.mpstrength),
    created: user.created,
    lastPasswordChange: user.last_pw_change || undefined,
    lastLogin: user.last_login || undefined,
    neverLoggedIn: user.neverloggedin,
    disabled: user.disabled,
    admin: user.admin,
    totalScore: number(user.totalscore),
    legacyTotalScore: number(user.legacytotalscore),
    hasSharingKeys: user.hasSharingKeys,
    duoUsername: user.duousername,
    multifactor: user.multifactor,
    linked: user.linked,
    sites: user.sites,
    notes: user.notes,
    formFills: user.formfills,
    applications: user.applications,
    attachments: user.attachments,
    passwordResetRequired: user.password_reset_required,
    groups: user.groups,
    attribs: user.attribs,
  };
}

function number(text) {
  return text === undefined ? undefined : Number(text);
}
