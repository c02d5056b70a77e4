//! The people, groups and folders that a tenant starts with: drawn from the seed, the same every time.

use std::sync::Arc;

use super::clock;
use super::directory::Directory;
use super::options::TenantOptions;
use super::user::{Details, Stage, User};

/// Id of the first user in the Business API.
pub(crate) const FIRST_USER_ID: i64 = 80_001;
/// Key of the first user in the Provisioning API.
pub(crate) const FIRST_USER_KEY: i64 = 700_101;

const FIRST_NAMES: [&str; 16] = [
    "Amelia",
    "Benedict",
    "Charlotte",
    "Dominic",
    "Eleanor",
    "Frederick",
    "Gabriella",
    "Harrison",
    "Isabella",
    "Jonathan",
    "Katharina",
    "Leonardo",
    "Margaret",
    "Nathaniel",
    "Octavia",
    "Percival",
];
const LAST_NAMES: [&str; 16] = [
    "Anderson",
    "Beaumont",
    "Castellan",
    "Delacroix",
    "Ellsworth",
    "Fitzgerald",
    "Grünwald",
    "Hawthorne",
    "Ishikawa",
    "Jørgensen",
    "Kowalski",
    "Lindqvist",
    "Montgomery",
    "Nakamura",
    "O'Sullivan",
    "Pemberton",
];
const NAMED_GROUPS: [&str; 6] = ["Eng", "Oncall", "Sales", "Support", "Finance & Legal", "Zürich"];

/// A number that looks random and depends on nothing but its argument (SplitMix64).
pub(crate) fn draw(of: u64) -> u64 {
    let mut z = of.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn pick<'a>(from: &[&'a str], draw: u64) -> &'a str {
    from[(draw % from.len() as u64) as usize]
}

pub(crate) fn full_name(drawn: u64) -> String {
    let middle = char::from(b'A' + (drawn >> 16) as u8 % 26);
    format!("{} {middle}. {}", pick(&FIRST_NAMES, drawn), pick(&LAST_NAMES, drawn >> 8))
}

/// Names of the groups, the longest-known first.
pub(crate) fn group_names(options: &TenantOptions) -> Vec<Arc<str>> {
    let count = options.groups.unwrap_or_else(|| (options.users / 50).max(NAMED_GROUPS.len()));
    (0..count)
        .map(|number| match NAMED_GROUPS.get(number) {
            Some(name) => Arc::from(*name),
            None => Arc::from(format!("Team {number:04}")),
        })
        .collect()
}

/// The users of the company itself.
pub(crate) fn users(options: &TenantOptions, groups: &[Arc<str>]) -> Directory {
    let mut directory = Directory::with_capacity(options.users);
    for (number, id) in (0..options.users).zip(FIRST_USER_ID..) {
        let user = match number {
            0 => ada(groups),
            1 => bob(),
            2 => eve(),
            _ => numbered(number, id, options.seed, groups),
        };
        directory.add(user);
    }
    directory
}

fn numbered(number: usize, id: i64, seed: u64, groups: &[Arc<str>]) -> User {
    let drawn = draw(seed ^ ((number as u64) << 20));
    // One user in five has some status other than enrolled, so that every page of a list has several.
    let (stage, disabled) = match drawn % 50 {
        0 | 1 => (Stage::PendingInvitation, false),
        2 => (Stage::ExpiredInvitation, false),
        3 | 4 => (Stage::Staged, false),
        5 => (Stage::AwaitingApproval, false),
        6..=9 => (Stage::Enrolled, true),
        _ => (Stage::Enrolled, false),
    };
    let mut of_groups = Vec::new();
    if !groups.is_empty() && !drawn.is_multiple_of(7) {
        of_groups.push(groups[(drawn >> 24) as usize % groups.len()].clone());
        let second = &groups[(drawn >> 40) as usize % groups.len()];
        if drawn.is_multiple_of(3) && !of_groups.contains(second) {
            of_groups.push(second.clone());
        }
    }
    User {
        id,
        key: FIRST_USER_KEY + number as i64,
        email: format!("user{number:05}@example.com").into(),
        name: (number % 40 != 39).then(|| full_name(drawn).into()),
        stage,
        disabled,
        admin_level: match number {
            3 => Some(300),
            4 => Some(200),
            _ if number % 500 == 5 => Some(500),
            _ => None,
        },
        groups: of_groups,
        details: None,
        differences: None,
    }
}

fn named(number: i64, email: &str, name: &str, details: Details) -> User {
    User {
        id: FIRST_USER_ID + number,
        key: FIRST_USER_KEY + number,
        email: email.into(),
        name: (!name.is_empty()).then(|| name.into()),
        stage: Stage::Enrolled,
        disabled: false,
        admin_level: None,
        groups: Vec::new(),
        details: Some(Box::new(details)),
        differences: None,
    }
}

fn ada(groups: &[Arc<str>]) -> User {
    let details = Details {
        master_password_strength: 100,
        created: clock::at(2021, 3, 2, 9, 14, 51),
        last_password_change: clock::at(2022, 1, 10, 17, 2, 33),
        last_login: Some(clock::at(2022, 6, 20, 8, 0, 7)),
        score: Some(714),
        legacy_score: None,
        has_sharing_keys: true,
        multifactor: Some("googleauth".into()),
        linked: Some("ada.private@example.org".into()),
        counters: Some([41, 7, 3, 0, 5]),
        password_expired: true,
        attribs: vec![("Department".into(), "R&D".into())],
        ..Details::default()
    };
    User {
        admin_level: Some(100),
        groups: groups.iter().take(2).cloned().collect(),
        ..named(0, "ada@example.com", "Ada Example", details)
    }
}

fn bob() -> User {
    let details = Details {
        created: clock::at(2022, 9, 5, 13, 40, 10),
        last_password_change: clock::at(2022, 9, 5, 13, 40, 10),
        duo_username: Some("bob@example.com".into()),
        password_reset_required: true,
        ..Details::default()
    };
    User { stage: Stage::Staged, ..named(1, "bob@example.com", "Bob Example", details) }
}

fn eve() -> User {
    let details = Details {
        master_password_strength: 75,
        created: clock::at(2020, 2, 17, 8, 5, 31),
        last_password_change: clock::at(2021, 7, 30, 15, 44, 2),
        last_login: Some(clock::at(2021, 11, 18, 7, 26, 40)),
        score: Some(0),
        counters: Some([0; 5]),
        ..Details::default()
    };
    User { disabled: true, ..named(2, "eve@example.com", "Eve Example", details) }
}

/// What the Provisioning API shows of a user that nobody has touched.
pub(crate) fn details(user: &User) -> Details {
    let drawn = draw(user.key as u64);
    let day = 86_400;
    let created = clock::at(2018, 1, 1, 6, 0, 0) + (drawn % (day * 2_000)) as i64;
    if !user.has_enrolled() {
        return Details {
            created,
            last_password_change: created,
            password_reset_required: true,
            ..Details::default()
        };
    }
    let changed = created + ((drawn >> 12) % (day * 700)) as i64;
    let counter = |shift: u32, below: u64| ((drawn >> shift) % below) as u32;
    let mut attribs: Vec<(Box<str>, Box<str>)> = vec![
        ("Department".into(), pick(&["R&D", "Sales", "Finance", "Operations"], drawn >> 5).into()),
        ("EmployeeNumber".into(), format!("E-{:06}", user.key % 1_000_000).into()),
    ];
    match user.key % 100 {
        // Both occur in real directories: a stored password in clear text, and JSON text under `name`.
        10 => attribs.push(("password".into(), format!("Clear-text-{}", user.key).into())),
        11 => attribs.push(("name".into(), format!(r#"{{"first":"Given","id":{}}}"#, user.key).into())),
        _ => {}
    }
    Details {
        master_password_strength: [25, 50, 75, 90, 100][(drawn >> 20) as usize % 5],
        created,
        last_password_change: changed,
        last_login: Some(changed + ((drawn >> 30) % (day * 90)) as i64),
        score: Some(counter(24, 1_001) as u16),
        legacy_score: Some(counter(34, 1_001) as u16),
        has_sharing_keys: !drawn.is_multiple_of(4),
        duo_username: None,
        securid_username: None,
        multifactor: match (drawn >> 44) % 4 {
            0 => Some("googleauth".into()),
            1 | 2 => Some("lastpassauth".into()),
            _ => None,
        },
        linked: drawn.is_multiple_of(9).then(|| format!("private{}@example.org", user.key).into()),
        counters: Some([counter(10, 200), counter(18, 40), counter(26, 12), counter(35, 4), counter(41, 9)]),
        password_reset_required: drawn.is_multiple_of(61),
        password_expired: drawn % 4 == 1,
        attribs,
    }
}
