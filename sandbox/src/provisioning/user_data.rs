//! getuserdata: users by their keys, the groups of the page, invited addresses.

use std::collections::BTreeMap;
use std::fmt::Write;

use bytes::Bytes;
use serde_json::json;

use super::Call;
use super::reply::{json, printed};
use crate::json_text::{number, text, text_or_null};
use crate::quirks::{EmptyMap, InvitedSpelling, PastTheEnd, Quirks};
use crate::reply::Reply;
use crate::tenant::pages::PageKey;
use crate::tenant::{KnownTo, User, seconds_text};

const MAXIMUM_SIZE: usize = 2000;
const COUNTERS: [&str; 5] = ["sites", "notes", "formfills", "applications", "attachments"];

/// The users of one answer.
struct Selection<'a> {
    users: Vec<&'a User>,
    total: usize,
    first_page: bool,
}

pub(super) fn read(call: &mut Call<'_>) -> Reply {
    let size = call.page_size("pagesize", MAXIMUM_SIZE);
    let index = usize::try_from(call.integer("pageindex").unwrap_or(0)).unwrap_or(0);
    let filtered = ["username", "disabled", "admin"].iter().any(|name| !call.data[name].is_null());
    let ordinary = !filtered && call.paging == crate::fault::Paging::default();
    let key = PageKey { list: "getuserdata", company: 0, start: index, size: size.unwrap_or(0) };
    if ordinary && let Some(page) = call.state.pages.get(key) {
        return printed(page);
    }
    let some = filtered || call.state.has_one_sided;
    let selection = if some { filter(call, size, index) } else { page(call, size, index) };
    if selection.users.is_empty() && index > 0 && call.quirks.past_the_end == PastTheEnd::Error {
        return json(&json!({"status": "FAIL", "error": "pageindex is out of range"}));
    }
    let body = print(call, &selection);
    if ordinary {
        call.state.pages.keep(key, &body);
    }
    printed(body)
}

/// A page of everybody; without a size, everybody.
fn page<'a>(call: &'a Call<'_>, size: Option<usize>, index: usize) -> Selection<'a> {
    let all = call.state.directory.users();
    let users = match size {
        None => all,
        Some(size) => {
            let start = call.paging.start(index.saturating_mul(size), index, all.len()).min(all.len());
            &all[start..start.saturating_add(size).min(all.len())]
        }
    };
    Selection { users: users.iter().collect(), total: all.len(), first_page: index == 0 }
}

fn filter<'a>(call: &'a Call<'_>, size: Option<usize>, index: usize) -> Selection<'a> {
    let directory = &call.state.directory;
    let (disabled, admin) = (call.flag("disabled"), call.flag("admin"));
    let wanted = |user: &&User| {
        user.known_to() != KnownTo::Business
            && disabled.is_none_or(|disabled| user.disabled == disabled)
            && admin.is_none_or(|admin| user.admin_level.is_some() == admin)
    };
    let matching: Vec<&User> = match call.text("username") {
        Some(username) => directory.find(username).into_iter().filter(wanted).collect(),
        None => directory.users().iter().filter(wanted).collect(),
    };
    let total = matching.len();
    let users = match size {
        None => matching,
        Some(size) => {
            let start = call.paging.start(index.saturating_mul(size), index, total);
            matching.into_iter().skip(start).take(size).collect()
        }
    };
    Selection { users, total, first_page: index == 0 }
}

fn print(call: &Call<'_>, selection: &Selection<'_>) -> Bytes {
    let quirks = call.quirks;
    let users = &selection.users;
    let mut out = Vec::with_capacity(256 + 700 * users.len());
    out.push(b'{');
    if quirks.totals {
        out.extend_from_slice(b"\"total\":");
        number(&mut out, selection.total as i64);
        out.extend_from_slice(b",\"count\":");
        number(&mut out, users.len() as i64);
        out.push(b',');
    }
    out.extend_from_slice(b"\"Users\":");
    if users.is_empty() {
        out.extend_from_slice(b"[]");
    } else {
        for (at, user) in users.iter().enumerate() {
            out.extend_from_slice(if at == 0 { b"{\"" } else { b",\"" });
            number(&mut out, user.key);
            out.extend_from_slice(b"\":");
            print_user(&mut out, user, quirks);
        }
        out.push(b'}');
    }
    print_groups(&mut out, call, users);
    let invited = &call.state.invited;
    if !invited.is_empty() && (selection.first_page || !quirks.invited_on_first_page_only) {
        out.extend_from_slice(match quirks.invited_spelling {
            InvitedSpelling::Lower => b",\"invited\":",
            InvitedSpelling::Capital => b",\"Invited\":",
        });
        list(&mut out, invited.iter().map(String::as_str));
    }
    out.push(b'}');
    Bytes::from(out)
}

fn list<'a>(out: &mut Vec<u8>, texts: impl Iterator<Item = &'a str>) {
    out.push(b'[');
    for (at, item) in texts.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        text(out, item);
    }
    out.push(b']');
}

/// The groups of the page's users, or all of them (provisioning mock rule 9).
fn print_groups(out: &mut Vec<u8>, call: &Call<'_>, users: &[&User]) {
    let quirks = call.quirks;
    if quirks.groups_are_left_out {
        return;
    }
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    if quirks.groups_on_every_page {
        groups.extend(call.state.members());
    } else {
        for user in users {
            for group in &user.groups {
                groups.entry(group).or_default().push(user.username());
            }
        }
    }
    if !quirks.empty_groups_vanish {
        for (name, _) in call.state.groups.iter().filter(|(_, members)| **members == 0) {
            groups.entry(name).or_default();
        }
    }
    if groups.is_empty() {
        if quirks.empty_maps == EmptyMap::Array {
            out.extend_from_slice(b",\"Groups\":[]");
        }
        return;
    }
    for (at, (name, members)) in groups.into_iter().enumerate() {
        out.extend_from_slice(if at == 0 { b",\"Groups\":{" } else { b"," });
        text(out, name);
        out.push(b':');
        list(out, members.into_iter());
    }
    out.push(b'}');
}

fn print_user(out: &mut Vec<u8>, user: &User, quirks: &Quirks) {
    let details = user.details();
    let member = |out: &mut Vec<u8>, name: &str| {
        out.extend_from_slice(b",\"");
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
    };
    let flag = |out: &mut Vec<u8>, name: &str, value: bool| {
        member(out, name);
        out.extend_from_slice(if value { b"true" } else { b"false" });
    };
    out.extend_from_slice(b"{\"username\":");
    text(out, user.username());
    member(out, "fullname");
    text(out, user.name.as_deref().unwrap_or(""));
    member(out, "mpstrength");
    text(out, &details.master_password_strength.to_string());
    member(out, "created");
    text(out, &seconds_text(details.created));
    member(out, "last_pw_change");
    text(out, &seconds_text(details.last_password_change));
    member(out, "last_login");
    text(out, &details.last_login.map(seconds_text).unwrap_or_default());
    flag(out, "neverloggedin", details.last_login.is_none() && !quirks.never_logged_in_is_false);
    flag(out, "disabled", user.disabled);
    flag(out, "admin", user.admin_level.is_some());
    member(out, "totalscore");
    score(out, details.score, quirks.score_as_number);
    member(out, "legacytotalscore");
    score(out, details.legacy_score, false);
    flag(out, "hasSharingKeys", details.has_sharing_keys);
    member(out, "duousername");
    text_or_null(out, details.duo_username.as_deref());
    // These two are left out, not null, for who has none.
    for (name, value) in [("multifactor", &details.multifactor), ("linked", &details.linked)] {
        if let Some(value) = value {
            member(out, name);
            text(out, value);
        }
    }
    for (at, name) in COUNTERS.into_iter().enumerate() {
        member(out, name);
        match details.counters {
            None => out.extend_from_slice(b"null"),
            Some(counters) if quirks.counters_as_strings => text(out, &counters[at].to_string()),
            Some(counters) => number(out, i64::from(counters[at])),
        }
    }
    flag(out, "password_reset_required", details.password_reset_required);
    if !user.groups.is_empty() || quirks.groups_print_empty {
        member(out, "groups");
        list(out, user.groups.iter().map(|name| &**name));
    }
    if !details.attribs.is_empty() {
        for (at, (name, value)) in details.attribs.iter().enumerate() {
            out.extend_from_slice(if at == 0 { b",\"attribs\":{" } else { b"," });
            text(out, name);
            out.push(b':');
            text(out, value);
        }
        out.push(b'}');
    }
    out.push(b'}');
}

/// A score in tenths: "71.4", "0", or null.
fn score(out: &mut Vec<u8>, tenths: Option<u16>, as_number: bool) {
    let Some(tenths) = tenths else { return out.extend_from_slice(b"null") };
    let mut digits = (tenths / 10).to_string();
    if tenths % 10 != 0 {
        // Writing into a string does not fail.
        let _ = write!(digits, ".{}", tenths % 10);
    }
    if as_number {
        out.extend_from_slice(digits.as_bytes());
    } else {
        text(out, &digits);
    }
}
