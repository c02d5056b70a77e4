//! The operations that meet each fault: of either API and of each class of repetition, with a state that shows what became
//! of them.

use lastpass_sandbox::{Stage, Tenant, User};
use serde_json::{Value, json};

/// What repeating an operation could do, as `x-repeat` in `spec/` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It reads.
    Safe,
    /// It sets a state.
    Idempotent,
    /// It does more when it is repeated.
    Once,
}

/// Whose requests an operation makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Api {
    /// The Business API.
    Business,
    /// The Provisioning API.
    Provisioning,
    /// The unified view, which reads both.
    View,
}

/// What a success carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// What was asked for.
    Needed,
    /// How a command ended.
    Status,
    /// A body that may as well be left out.
    Optional,
    /// Nothing.
    None,
}

/// An operation, and how to see what became of it.
pub struct Probe {
    /// Its name in the SDK.
    pub call: &'static str,
    /// The operation or command that the fault meets.
    pub on: &'static str,
    /// Whose requests it makes.
    pub api: Api,
    /// What repeating it could do.
    pub class: Class,
    pub(crate) arguments: Value,
    pub(crate) options: Value,
    pub(crate) body: Body,
    /// How many requests it makes when nothing goes wrong.
    pub(crate) requests: usize,
    /// What a single fault lets pass.
    pub(crate) after: u32,
    /// How much there is to do: rows of a call on many users, otherwise 1.
    pub(crate) whole: usize,
    /// How much of it has happened; more than the whole if something happened twice.
    pub(crate) effect: fn(&Tenant) -> usize,
    /// Whether the row of a user has taken effect.
    pub(crate) row: Option<fn(&Tenant, &str) -> bool>,
    /// How many items the list has.
    pub(crate) items: Option<fn(&Tenant) -> usize>,
    /// Whether its repetition meets 404, since the first one has removed what it is about.
    pub(crate) removes: bool,
    /// Whether the answer has to be about the user that was asked for (provisioning rule 18).
    pub(crate) is_by_name: bool,
    /// Whether its answer holds ids that are numbers.
    pub(crate) has_ids: bool,
    /// Whether reading the user shows what a command has done (provisioning rule 12).
    pub(crate) reads_back: bool,
}

impl Probe {
    fn new(call: &'static str, on: &'static str, api: Api, class: Class, arguments: Value) -> Self {
        let body = match (api, class) {
            (Api::Provisioning, Class::Idempotent | Class::Once) => Body::Status,
            _ => Body::Needed,
        };
        Probe {
            call,
            on,
            api,
            class,
            arguments,
            options: json!({}),
            body,
            requests: 1,
            after: 0,
            whole: 1,
            effect: |_| 0,
            row: None,
            items: None,
            removes: false,
            is_by_name: false,
            has_ids: false,
            reads_back: false,
        }
    }

    fn effect(self, effect: fn(&Tenant) -> usize) -> Self {
        Probe { effect, ..self }
    }

    fn body(self, body: Body) -> Self {
        Probe { body, ..self }
    }

    fn rows(self, whole: usize, row: fn(&Tenant, &str) -> bool) -> Self {
        Probe { whole, row: Some(row), ..self }
    }

    /// A list of several pages, of which a single fault meets the second.
    fn pages(self, requests: usize, items: fn(&Tenant) -> usize) -> Self {
        Probe { requests, after: u32::from(requests > 1), items: Some(items), ..self }
    }

    fn ids(self) -> Self {
        Probe { has_ids: true, ..self }
    }

    fn reads_back(self) -> Self {
        Probe { reads_back: true, ..self }
    }

    pub(crate) const fn writes(&self) -> bool {
        !matches!(self.class, Class::Safe)
    }
}

const ADA: &str = "ada@example.com";
const EVE: &str = "eve@example.com";
const BOB_ID: i64 = 80_002;
const EVE_ID: i64 = 80_003;
const COMPANY: i64 = 5_501;

/// All of them.
#[must_use]
pub fn probes() -> Vec<Probe> {
    let lists = [business_reads(), business_writes(), provisioning_reads(), provisioning_writes()];
    lists.into_iter().flatten().collect()
}

fn count(yes: bool) -> usize {
    usize::from(yes)
}

fn user(tenant: &Tenant, email: &str, is: fn(&User) -> bool) -> usize {
    count(tenant.user(email).as_ref().is_some_and(is))
}

fn business_reads() -> Vec<Probe> {
    let read = |call, on, arguments| Probe::new(call, on, Api::Business, Class::Safe, arguments);
    let cycles = json!({ "number_of_cycles": 12 });
    vec![
        read("users.get", "getUser", json!({ "user_id": BOB_ID })).ids(),
        read("users.list", "listUsers", json!({ "page_size": 10 })).pages(3, Tenant::user_count).ids(),
        read("admin_levels.list", "listAdminLevels", json!({ "page_size": 2 }))
            .pages(3, |tenant| tenant.admin_levels().len())
            .ids(),
        read("reports.list_billing_cycles", "listBillingCycles", cycles)
            .pages(1, |tenant| tenant.options().billing_cycles),
    ]
}

fn business_writes() -> Vec<Probe> {
    let write = |call, on, class, arguments| Probe::new(call, on, Api::Business, class, arguments);
    let sets = |call, on, arguments| write(call, on, Class::Idempotent, arguments);
    let once = |call, on, arguments| write(call, on, Class::Once, arguments);
    let limits =
        json!({ "child_company_id": COMPANY, "license_limit": 31, "status": "active", "addons": [] });
    let company = json!({ "name": "Fresh Ltd", "type": "managed", "license_limit": 5, "addons": [] });
    let person = json!({ "email": "grace@example.com", "creation_account_action": "invite" });
    let delete = sets("users.delete", "deleteUser", json!({ "user_id": EVE_ID }))
        .body(Body::None)
        .effect(|tenant| count(tenant.user_by_id(EVE_ID).is_none()));
    vec![
        Probe { removes: true, ..delete },
        sets("managed_companies.replace", "updateManagedCompany", limits).ids().effect(|tenant| {
            tenant.flush_company_changes();
            count(tenant.company(COMPANY).is_some_and(|company| company.license_limit == Some(31)))
        }),
        once("users.create", "createUser", person).ids().effect(|tenant| {
            tenant.users().iter().filter(|user| &*user.email == "grace@example.com").count()
        }),
        once("users.update", "partiallyUpdateUser", json!({ "user_id": BOB_ID, "name": "Robert" }))
            .body(Body::Optional)
            .ids()
            .effect(|tenant| user(tenant, "bob@example.com", |bob| bob.name.as_deref() == Some("Robert"))),
        once("users.invite", "inviteUser", json!({ "user_id": BOB_ID }))
            .body(Body::None)
            .effect(|tenant| user(tenant, "bob@example.com", |bob| bob.stage == Stage::PendingInvitation)),
        once(
            "admin_levels.add_user",
            "addUserToAdminLevel",
            json!({ "admin_level_id": 300, "user_id": EVE_ID }),
        )
        .ids()
        .effect(|tenant| user(tenant, EVE, |eve| eve.admin_level == Some(300))),
        once("managed_companies.create", "createManagedCompany", company).ids().effect(|tenant| {
            tenant.flush_company_changes();
            tenant.companies().iter().filter(|company| company.name == "Fresh Ltd").count()
        }),
    ]
}

fn provisioning_reads() -> Vec<Probe> {
    let read = |call, on, arguments| Probe::new(call, on, Api::Provisioning, Class::Safe, arguments);
    let year = json!({ "from": "2023-01-01 00:00:00", "to": "2024-06-15 07:59:59" });
    let expired = |tenant: &Tenant| {
        let is_expired =
            |user: &&User| user.details().password_expired && user.stage == Stage::Enrolled && !user.disabled;
        tenant.users().iter().filter(is_expired).count()
    };
    vec![
        Probe {
            is_by_name: true,
            ..read("provisioning.users.get", "getuserdata", json!({ "username": ADA }))
        },
        read("provisioning.users.list", "getuserdata", json!({ "page_size": 10 }))
            .pages(3, Tenant::user_count),
        read("provisioning.events.list", "reporting", year).pages(3, |tenant| tenant.options().events),
        read(
            "provisioning.reports.list_expired_master_passwords",
            "expiredmasterpwlist",
            json!({ "page_size": 1 }),
        )
        .pages(3, expired)
        .ids(),
        read("provisioning.shared_folders.list", "getsfdata", json!({}))
            .pages(1, |tenant| tenant.folders().len()),
        Probe::new("iam.users.list", "getuserdata", Api::View, Class::Safe, json!({ "page_size": 10 }))
            .pages(3, Tenant::user_count),
    ]
}

fn provisioning_writes() -> Vec<Probe> {
    let write = |call, on, class, arguments| Probe::new(call, on, Api::Provisioning, class, arguments);
    let sets = |call, on, arguments| write(call, on, Class::Idempotent, arguments).reads_back();
    let once = |call, on, arguments| write(call, on, Class::Once, arguments);
    let rows = json!({ "users": [
        { "username": "one@example.com" }, { "username": "two@example.com" }, { "username": "three@example.com" },
    ] });
    let is_disabled = |tenant: &Tenant, email: &str| user(tenant, email, |user| user.disabled) == 1;
    let is_user = |tenant: &Tenant, email: &str| tenant.user(email).is_some();
    let in_one = |tenant: &Tenant, email: &str| {
        tenant
            .groups()
            .iter()
            .any(|(name, members)| name == "One" && members.iter().any(|known| known == email))
    };
    let added = |tenant: &Tenant| {
        ["one@example.com", "two@example.com", "three@example.com"]
            .into_iter()
            .map(|email| tenant.users().iter().filter(|user| &*user.email == email).count())
            .sum()
    };
    let add = || {
        once("provisioning.users.add", "batchadd", rows.clone()).rows(3, is_user).effect(added).reads_back()
    };
    vec![
        sets("provisioning.users.disable", "disableuser", json!({ "usernames": [ADA, "bob@example.com"] }))
            .rows(2, is_disabled)
            .effect(|tenant| {
                [ADA, "bob@example.com"]
                    .into_iter()
                    .map(|email| user(tenant, email, |user| user.disabled))
                    .sum()
            }),
        sets("provisioning.users.update", "updateuser", json!({ "username": ADA, "full_name": "Ada L." }))
            .effect(|tenant| user(tenant, ADA, |ada| ada.name.as_deref() == Some("Ada L."))),
        sets("provisioning.users.remove_from_company", "deluser", json!({ "username": EVE }))
            .effect(|tenant| count(tenant.user(EVE).is_none())),
        add(),
        // A row each, of which a single fault meets the second.
        Probe { options: json!({ "chunk_size": 1, "chunk_pause": 0 }), requests: 3, after: 1, ..add() },
        once(
            "provisioning.groups.change_members",
            "batchchangegrp",
            json!({ "changes": [{ "username": ADA, "add": ["One"] }, { "username": EVE, "add": ["One"] }] }),
        )
        .rows(2, in_one)
        .effect(|tenant| {
            let groups = tenant.groups();
            groups.iter().filter(|(name, _)| name == "One").map(|(_, members)| members.len()).sum()
        })
        .reads_back(),
        once("provisioning.users.send_password_reset", "resetpassword", json!({ "username": ADA })).effect(
            |tenant| {
                let sent = |action: &str| action.eq_ignore_ascii_case("password reset");
                let before = tenant.options().events;
                tenant.events().iter().skip(before).filter(|event| sent(&event.action)).count()
            },
        ),
        once(
            "provisioning.sites.push",
            "pushsitestousers",
            json!({ "users": ADA, "url": "https://portal.example", "name": "Portal" }),
        )
        .effect(|tenant| tenant.pushed_sites().len()),
    ]
}
