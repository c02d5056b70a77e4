//! Admin levels: role-based access control levels that a user may hold one of.

use serde::Serialize;

/// An admin level, with the members and their order of the Business API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminLevel {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Permissions in the own company.
    pub permissions: Option<Vec<String>>,
    /// Permissions in managed companies.
    pub managed_companies_permissions: Option<Vec<String>>,
    /// Kind of the level in managed companies.
    pub managed_companies_admin_level: Option<String>,
}

impl AdminLevel {
    fn new(id: i64, name: &str, description: Option<&str>, own: &[&str], managed: &[&str]) -> Self {
        let texts = |texts: &[&str]| Some(texts.iter().map(ToString::to_string).collect());
        Self {
            id,
            name: Some(name.to_owned()),
            description: description.map(str::to_owned),
            permissions: texts(own),
            managed_companies_permissions: texts(managed),
            managed_companies_admin_level: None,
        }
    }
}

/// The five levels that every company has, and custom ones up to `count`.
pub(crate) fn seeded(count: usize) -> Vec<AdminLevel> {
    let every_own = ["view-adoption-dashboard", "view-security-dashboard", "view-managed-companies"];
    let every_managed = ["view-adoption-dashboard", "view-security-dashboard", "view-users"];
    let mut levels = vec![
        AdminLevel::new(100, "Super admin", Some("Everything"), &every_own, &every_managed),
        AdminLevel::new(200, "Admin", Some("Everything but policies"), &every_own[..2], &[]),
        AdminLevel::new(300, "Helpdesk", None, &every_own[..1], &every_managed[2..]),
        AdminLevel::new(400, "Managed companies admin", None, &every_own[2..], &every_managed),
        AdminLevel::new(500, "Auditor", Some("Reads the dashboards"), &every_own[1..2], &[]),
    ];
    levels.extend((levels.len()..count).zip(501..).map(|(number, id)| {
        AdminLevel::new(id, &format!("Custom level {number:03}"), None, &every_own[..1], &[])
    }));
    levels
}
