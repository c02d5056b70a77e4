//! The managed companies of a tenant, and how accepted changes reach them.

use std::time::Instant;

use super::companies::{AcceptedChange, Company, CompanyChange};
use super::directory::Directory;
use super::state::State;

/// Id of the first asynchronous request.
pub(super) const FIRST_REQUEST_ID: i64 = 4711;

impl State {
    fn company_position(&self, id: i64) -> Option<usize> {
        self.companies.binary_search_by_key(&id, |company| company.id).ok()
    }

    pub(crate) fn company(&self, id: i64) -> Option<&Company> {
        self.company_position(id).map(|at| &self.companies[at])
    }

    pub(crate) fn company_mut(&mut self, id: i64) -> Option<&mut Company> {
        self.company_position(id).map(|at| &mut self.companies[at])
    }

    /// Takes a company out; those below it become top-level.
    pub(crate) fn detach_company(&mut self, id: i64) -> Option<Company> {
        let at = self.company_position(id)?;
        for company in &mut self.companies {
            if company.parent == Some(id) {
                company.parent = None;
            }
        }
        Some(self.companies.remove(at))
    }

    /// Notes a change for later and gives the id of the request.
    pub(crate) fn accept(&mut self, due: Option<Instant>, change: CompanyChange) -> i64 {
        let id = self.next_request_id;
        self.next_request_id += 1;
        self.accepted.push(AcceptedChange { id, due, change });
        id
    }

    /// Applies accepted changes: those that are due, or all; gives their number.
    pub(crate) fn apply_changes(&mut self, all: bool) -> usize {
        if self.accepted.is_empty() {
            return 0;
        }
        let now = Instant::now();
        let is_due = |change: &AcceptedChange| all || change.due.is_some_and(|due| due <= now);
        let due: Vec<_> = self.accepted.extract_if(.., |change| is_due(change)).collect();
        let applied = due.len();
        for accepted in due {
            self.apply(accepted.change);
        }
        if applied > 0 {
            self.touch();
        }
        applied
    }

    fn apply(&mut self, change: CompanyChange) {
        match change {
            CompanyChange::Create { name, license_limit, kind, addons, parent } => {
                self.add_company(name, license_limit, kind, addons, parent);
            }
            CompanyChange::Update { company, license_limit, status, addons } => {
                // A company that was detached meanwhile is no longer ours to change.
                let Some(company) = self.company_mut(company) else { return };
                if license_limit.is_some() {
                    company.license_limit = license_limit;
                }
                if let Some(status) = status {
                    company.status = status;
                }
                if let Some(addons) = addons {
                    company.addons = addons;
                }
            }
        }
    }

    pub(crate) fn add_company(
        &mut self,
        name: String,
        license_limit: Option<i64>,
        kind: String,
        addons: Vec<String>,
        parent: Option<i64>,
    ) -> i64 {
        let id = self.next_company_id;
        self.next_company_id += 1;
        self.companies.push(Company {
            id,
            name,
            license_limit,
            status: "active".to_owned(),
            kind,
            addons,
            parent,
            directory: Directory::default(),
            levels: self.levels.clone(),
        });
        id
    }

    /// Whether an accepted change has been applied.
    pub(crate) fn is_applied(&self, request: i64) -> Option<bool> {
        (FIRST_REQUEST_ID..self.next_request_id)
            .contains(&request)
            .then(|| self.accepted.iter().all(|change| change.id != request))
    }
}
