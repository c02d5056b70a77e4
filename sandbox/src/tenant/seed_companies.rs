//! The managed companies and the bills that a tenant starts with.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::companies::Company;
use super::directory::Directory;
use super::levels::AdminLevel;
use super::seed::{draw, full_name};
use super::user::{Stage, User};

/// Id of the first managed company.
pub(crate) const FIRST_COMPANY_ID: i64 = 5501;

/// Companies in a hierarchy: every tenth is a managed MSP with the following ones below it, and the last of those
/// has the next one below itself.
pub(crate) fn companies(
    count: usize,
    users: usize,
    seed: u64,
    first_user_id: i64,
    levels: &Arc<Vec<AdminLevel>>,
) -> Vec<Company> {
    let mut next_user_id = first_user_id;
    let mut companies = Vec::with_capacity(count);
    for (number, id) in (0..count).zip(FIRST_COMPANY_ID..) {
        let drawn = draw(seed ^ id as u64);
        let parent = match number % 10 {
            0 | 1 => None,
            9 => Some(id - 1),
            tail => Some(id - tail as i64 + 1),
        };
        let mut directory = Directory::with_capacity(users);
        for user in 0..users {
            directory.add(company_user(number, user, next_user_id, draw(drawn ^ user as u64)));
            next_user_id += 1;
        }
        companies.push(Company {
            id,
            name: if number == 0 {
                "Example Child Ltd".to_owned()
            } else {
                format!("Example Company {number:04}")
            },
            license_limit: if number == 0 { Some(25) } else { Some((drawn % 40) as i64 * 5) },
            status: if number % 8 == 5 { "suspended" } else { "active" }.to_owned(),
            kind: if number % 10 == 1 { "managed-msp" } else { "managed" }.to_owned(),
            addons: match if number == 0 { 1 } else { drawn % 4 } {
                0 => vec![],
                1 => vec!["mfa".to_owned()],
                2 => vec!["sso".to_owned()],
                _ => vec!["mfa".to_owned(), "sso".to_owned()],
            },
            parent,
            directory,
            levels: levels.clone(),
        });
    }
    companies
}

fn company_user(company: usize, number: usize, id: i64, drawn: u64) -> User {
    // A company in seven has no admin of its own and so cannot be detached.
    let local_admin = number == 0 && company % 7 != 6;
    User {
        id,
        key: id + 1_000_000,
        email: match number {
            0 => format!("admin@company{company:04}.example"),
            _ => format!("user{number:03}@company{company:04}.example"),
        }
        .into(),
        name: Some(full_name(drawn).into()),
        stage: match drawn % 10 {
            _ if number == 0 => Stage::Enrolled,
            0 => Stage::Staged,
            1 => Stage::PendingInvitation,
            _ => Stage::Enrolled,
        },
        disabled: number > 0 && drawn % 11 == 3,
        admin_level: local_admin.then_some(if company.is_multiple_of(3) { 300 } else { 100 }),
        groups: Vec::new(),
        details: None,
        differences: None,
    }
}

/// A billing cycle: a calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cycle {
    pub(crate) start: Date,
    pub(crate) end: Date,
}

/// The last `count` months that are over, the latest first.
pub(crate) fn cycles(today: Date, count: usize) -> Vec<Cycle> {
    let mut cycles = Vec::with_capacity(count);
    let mut end = today.first_of_month().yesterday().unwrap_or(today);
    for _ in 0..count {
        let start = end.first_of_month();
        cycles.push(Cycle { start, end });
        end = start.yesterday().unwrap_or(start);
    }
    cycles
}

/// The license type that a company is billed by.
pub(crate) fn license_type(company: &Company) -> &'static str {
    match company.kind.as_str() {
        "managed-msp" => "managed-msp",
        _ if company.id % 10 == 3 => "msp-distributor",
        _ => "msp-managed-company",
    }
}

/// A bill of one company for one cycle. Its members are invented, on purpose: the real ones are not known, and a client
/// that reads any of them reads what may not be there.
pub(crate) fn billing_record(cycle: Cycle, company: &Company) -> Value {
    let mut record = Map::new();
    record.insert("companyId".into(), company.id.into());
    record.insert("companyName".into(), company.name.as_str().into());
    record.insert("licenseType".into(), license_type(company).into());
    record.insert("startDate".into(), cycle.start.to_string().into());
    record.insert("endDate".into(), cycle.end.to_string().into());
    record.insert("userCount".into(), company.directory.len().into());
    record.insert("licenseLimit".into(), company.license_limit.into());
    record.insert("purchaseOrder".into(), Value::Null);
    record.insert(
        "sandboxInvoice".into(),
        json!({"number": format!("INV-{}-{}", company.id, cycle.start), "lines": []}),
    );
    Value::Object(record)
}
