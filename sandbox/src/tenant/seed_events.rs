//! The audit events that a tenant starts with: every family of action, every form of `Data`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::events::{AuditLog, Event};
use super::seed::draw;

const HOUR: i64 = 3_600_000_000;

/// Action, data, whether an admin acted. Spellings vary as they do on the wire.
const SAMPLES: [(&str, &str, bool); 35] = [
    ("Log in", "portal.example", false),
    ("Log in", "LastPass via Chrome v4.120.1", false),
    ("Log in", "203.0.113.9:8443/app", false),
    ("Failed Login Attempt", "", false),
    ("Failed login attempt", "portal.example/login", false),
    ("Login to Admin Console", "ada", true),
    ("SAML login", "sso.example.oidc", false),
    ("Login Verification Email Sent", "", false),
    ("Created LastPass account", "ada@example.com-Shared-Infra", false),
    ("Username changed", "VID: 4900000000000000001", false),
    ("Move to shared folder", "VID: 4900000000000000001 to Shared-Infra", false),
    ("Site added", "VID: 4900000000000000001 from Shared-Infra", false),
    ("Move to Shared Folder", "portal.example to Shared-Infra", false),
    ("Move to shared folder", " to Shared-Infra", false),
    ("Move from shared folder", "portal.example from Shared-Infra", false),
    ("Delete shared sites", " from Shared-Infra", false),
    ("Move from shared folder", " from INVALID SHARED FOLDER", false),
    ("Add to Shared Folder", "'Shared-Infra' 'bob@example.com'", true),
    (
        "Update folder permissions",
        "'Shared-Infra' 'bob@example.com' 'Read only:no Admin:no Hide PW:no'",
        true,
    ),
    ("Remove from group", "'Eng' 'bob@example.com'", true),
    ("Adding User to Group", "bob@example.com - Eng", true),
    ("Create group", "'Eng'", true),
    ("Renamed shared folder", "'Old name' 'New name'", true),
    ("Rename Group", "'Old name' to 'New name'", true),
    ("Add secure note", "Secure Note (VID: 4900000000000000002)", false),
    ("Edit Secure Note", "Secure Note (Wifi)", false),
    ("Open secure note", "Secure Note (Wifi) from Shared-Infra", false),
    ("Add policy", "Length of master password New value: 14", true),
    ("Delete Policy", "Length of master password", true),
    ("Employee account created", "ada@example.com,bob@example.com", true),
    ("Deleted Sites", "a.example,b.example", false),
    ("Created Shared Folder", "Shared-Infra", false),
    ("Limit shared folder", "Shared Infra ada@example.com", true),
    ("従業員のアカウントを作成しました", "bob@example.com", true),
    ("ポリシーの編集", "Length of master password", true),
];

/// Fills the log with `count` events before `now`, about an hour apart, with five identical ones in one second.
pub(crate) fn fill(log: &mut AuditLog, count: usize, users: usize, seed: u64, now: i64) {
    // A short history is spread over the days of a test; a long one must not reach back further than the vendor keeps.
    let step = (HOUR * 24 * 600 / count.max(1) as i64).min(HOUR);
    let start = now - step * count as i64;
    let whole_second = |at: i64| at - at.rem_euclid(1_000_000);
    for number in 0..count {
        let drawn = draw(seed ^ (number as u64) << 8);
        let (action, data, admin) = SAMPLES[number % SAMPLES.len()];
        let identical = count > 20 && (10..15).contains(&number);
        let at = if identical { whole_second(start + step * 10) } else { start + step * number as i64 };
        let (action, data) = if identical { ("Failed login attempt", "") } else { (action, data) };
        let username = match drawn as usize % users.max(1) {
            _ if admin || identical => "ada@example.com".to_owned(),
            0 => "ada@example.com".to_owned(),
            1 => "bob@example.com".to_owned(),
            2 => "eve@example.com".to_owned(),
            user => format!("user{user:05}@example.com"),
        };
        let ip_address = match number % 29 {
            _ if identical => "203.0.113.7".to_owned(),
            7 => "not an address".to_owned(),
            8 => "2001:db8::7".to_owned(),
            _ => format!("203.0.113.{}", drawn % 250),
        };
        log.push(Event {
            at,
            id: 0,
            username: username.into(),
            ip_address: ip_address.into(),
            action: action.into(),
            data: data.into(),
            admin,
            session: (number % 10 == 3 && !identical).then(|| format!("session-{number:06}").into()),
        });
    }
}

/// Two events that print the same local time: one in each pass of the hour that the end of daylight saving repeats.
pub(crate) fn fill_repeated_hour(log: &mut AuditLog, zone: &TimeZone, now: Timestamp) {
    let mut transitions = zone.preceding(now).take(8).peekable();
    while let Some(transition) = transitions.next() {
        let Some(before) = transitions.peek() else { return };
        if transition.offset() < before.offset() {
            let at = transition.timestamp().as_microsecond();
            for (at, ip_address) in [(at - HOUR / 2, "203.0.113.1"), (at + HOUR / 2, "203.0.113.2")] {
                log.push(Event {
                    at,
                    id: 0,
                    username: "ada@example.com".into(),
                    ip_address: ip_address.into(),
                    action: "Log in".into(),
                    data: "portal.example".into(),
                    admin: false,
                    session: None,
                });
            }
            return;
        }
    }
}
