//! From a method and a path to an operation, by the table of the contract.

use std::sync::LazyLock;

use super::Handler;
use super::problem::Problem;
use crate::contract::{OPERATIONS, Operation};
use crate::fault::distort;
use crate::quirks::Quirks;

pub(crate) struct Route {
    pub(crate) operation: &'static Operation,
    pub(crate) handler: Option<Handler>,
    segments: Vec<Segment>,
}

enum Segment {
    Literal(&'static str),
    Parameter(&'static str),
}

/// The ids in a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PathIds {
    pub(crate) company: Option<i64>,
    pub(crate) user: Option<i64>,
    pub(crate) admin_level: Option<i64>,
}

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let segment = |part: &'static str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => Segment::Parameter(name),
        None => Segment::Literal(part),
    };
    OPERATIONS
        .iter()
        .map(|operation| Route {
            operation,
            handler: super::handler(operation.id),
            segments: operation.path.split('/').skip(1).map(segment).collect(),
        })
        .collect()
});

/// The operation of a path below the base URL. An id that is no integer leads nowhere, as any unknown path.
pub(crate) fn find(method: &str, path: &str, quirks: &Quirks) -> Result<(&'static Route, PathIds), Problem> {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let mut allowed = Vec::new();
    for route in ROUTES.iter() {
        if let Some(ids) = route.matches(&parts) {
            if route.operation.method == method {
                return Ok((route, ids));
            }
            allowed.push(route.operation.method);
        }
    }
    if allowed.is_empty() {
        return Err(Problem::new(quirks.unknown_path_status, "There is nothing at this path."));
    }
    let allow = allowed.join(", ");
    let detail = format!("The path takes {allow} only.");
    Err(Problem { allow: Some(allow), ..Problem::new(quirks.wrong_method_status, detail) })
}

impl Route {
    fn matches(&self, parts: &[&str]) -> Option<PathIds> {
        if parts.len() != self.segments.len() {
            return None;
        }
        let mut ids = PathIds::default();
        for (segment, part) in self.segments.iter().zip(parts) {
            match segment {
                Segment::Literal(literal) if literal == part => {}
                Segment::Literal(_) => return None,
                Segment::Parameter(name) => *ids.slot(name)? = Some(distort::known_id(part.parse().ok()?)),
            }
        }
        Some(ids)
    }
}

impl PathIds {
    fn slot(&mut self, name: &str) -> Option<&mut Option<i64>> {
        match name {
            "child-company-id" => Some(&mut self.company),
            "user-id" => Some(&mut self.user),
            "admin-level-id" => Some(&mut self.admin_level),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_contract_is_served() {
        let unserved: Vec<_> =
            ROUTES.iter().filter(|route| route.handler.is_none()).map(|route| route.operation.id).collect();
        assert_eq!(unserved, [""; 0]);
    }

    #[test]
    fn paths_lead_to_operations() {
        let quirks = Quirks::default();
        let cases = [
            ("GET", "/v1/users", Ok("listUsers")),
            ("POST", "/v1/users", Ok("createUser")),
            ("GET", "/v1/users/80001", Ok("getUser")),
            ("GET", "/v1/managed-companies/5501/users/7", Ok("getManagedCompanyUser")),
            ("GET", "/v1/managed-companies-reports/billing-cycles", Ok("listBillingCycles")),
            ("PUT", "/v1/users", Err(405)),
            ("GET", "/v1/users/", Err(404)),
            ("GET", "/v1/managed-companies/reports", Err(404)),
            ("GET", "/v1/managed-companies/reports/billing-cycles", Err(404)),
            ("GET", "/v1/users/ada@example.com", Err(404)),
            ("GET", "/v2/users", Err(404)),
        ];
        for (method, path, expected) in cases {
            let found = find(method, path, &quirks);
            let found = found.map(|(route, _)| route.operation.id).map_err(|problem| problem.status);
            assert_eq!(found, expected, "{method} {path}");
        }
    }
}
