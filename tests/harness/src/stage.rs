//! The stage: a sandbox, and a company of its own for each scenario.

use anyhow::{Context, Result, ensure};
use lastpass_sandbox::{Sandbox, Tenant, User};
use serde_json::{Map, Value, json};

use crate::names::Names;
use crate::scenario::Scenario;
use crate::step::{Act, Credential};

/// The sandbox that all scenarios play on.
#[derive(Debug)]
pub struct Stage {
    sandbox: Sandbox,
}

/// The company of one scenario.
pub(crate) struct Company<'a> {
    sandbox: &'a Sandbox,
    tenant: Tenant,
    /// What the whole server had counted before.
    aborted_before: usize,
    foreign_before: usize,
}

impl Stage {
    /// Starts a sandbox on a thread of its own.
    pub fn start() -> Result<Stage> {
        let sandbox = Sandbox::builder().threads(1).start_blocking().context("the sandbox does not start")?;
        Ok(Stage { sandbox })
    }

    pub(crate) fn company(&self, scenario: &Scenario) -> Result<Company<'_>> {
        let tenant = self.sandbox.tenant(scenario.tenant.clone());
        let company = Company {
            sandbox: &self.sandbox,
            tenant,
            aborted_before: self.sandbox.aborted_requests(),
            foreign_before: self.sandbox.foreign_requests().len(),
        };
        company.quirks(&scenario.quirks)?;
        scenario.faults.iter().for_each(|fault| company.tenant.inject(fault.clone()));
        Ok(company)
    }
}

/// Where no server listens.
pub(crate) fn nobody() -> Result<String> {
    let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    Ok(format!("http://{free}"))
}

impl Company<'_> {
    /// The values that a scenario may name from its beginning.
    pub(crate) fn names(&self) -> Names {
        let mut names = Names::default();
        names.set("api_key", self.tenant.api_key().into());
        names.set("cid", self.tenant.cid().into());
        names.set("account_number", self.tenant.cid().to_string().into());
        names.set("provhash", self.tenant.provhash().into());
        names.set("expired_api_key", self.tenant.expired_api_key().into());
        names.set("forbidden_api_key", self.tenant.forbidden_api_key().into());
        names.set("business_url", self.sandbox.business_url().into());
        names.set("provisioning_url", self.sandbox.provisioning_url().into());
        names
    }

    /// Settings of a client of this company that waits no longer than it must.
    pub(crate) fn settings(&self) -> Map<String, Value> {
        let settings = json!({
            "api_key": self.tenant.api_key(),
            "cid": self.tenant.cid(),
            "provhash": self.tenant.provhash(),
            "business_url": self.sandbox.business_url(),
            "provisioning_url": self.sandbox.provisioning_url(),
            "time_zone": self.tenant.options().time_zone.name(),
            "backoff": { "base": 0.001, "cap": 0.005, "longest_asked": 2 },
        });
        settings.as_object().cloned().unwrap_or_default()
    }

    /// Complaints of credentials in what a driver printed.
    pub(crate) fn leaks(&self, line: &str) -> Option<String> {
        let secrets = [
            self.tenant.api_key(),
            self.tenant.provhash(),
            self.tenant.expired_api_key(),
            self.tenant.forbidden_api_key(),
        ];
        let leaks = secrets.iter().any(|secret| !secret.is_empty() && line.contains(secret));
        leaks.then(|| format!("a credential stands in what came: {line}"))
    }

    /// The company itself.
    pub(crate) fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    pub(crate) fn act(&self, act: &Act) -> Result<()> {
        let tenant = &self.tenant;
        match act {
            Act::Fault(fault) => tenant.inject(fault.clone()),
            Act::Quirks(changes) => self.quirks(changes)?,
            Act::Revoke(Credential::ApiKey) => tenant.revoke_api_key(),
            Act::Revoke(Credential::Provhash) => tenant.revoke_provhash(),
            Act::Join { email, groups } => {
                let joined = groups.iter().all(|group| tenant.add_to_group(email, group));
                ensure!(joined, "{email} is no user, or is in one of {groups:?} already");
            }
            Act::Attribute { email, name, value } => {
                ensure!(tenant.set_attrib(email, name, value), "{email} is no user");
            }
            Act::Users(changes) => {
                for (email, change) in changes {
                    let changed = tenant.change_user(email, change);
                    ensure!(changed.map_err(|error| anyhow::anyhow!("{error}"))?, "{email} is no user");
                }
            }
            Act::Share(grants) => {
                for (folder, grants) in grants {
                    let shared = grants.iter().all(|grant| tenant.share(*folder, grant.clone()));
                    ensure!(shared, "there is no folder {folder}");
                }
            }
            Act::Invited(addresses) => tenant.set_invited(addresses.clone()),
            Act::Event { event, times } => {
                tenant.push_events(event, *times).map_err(|error| anyhow::anyhow!("{error}"))?;
            }
            Act::ConfirmEmailChange(old) => {
                ensure!(tenant.confirm_email_change(old), "no change of {old} was started");
            }
            Act::FlushCompanyChanges => drop(tenant.flush_company_changes()),
        }
        Ok(())
    }

    fn quirks(&self, changes: &Map<String, Value>) -> Result<()> {
        let mut quirks = serde_json::to_value(self.tenant.current_quirks())?;
        if let Value::Object(quirks) = &mut quirks {
            quirks.extend(changes.clone());
        }
        let changed = serde_json::from_value(quirks).context("the switches of the sandbox")?;
        self.tenant.quirks(|quirks| *quirks = changed);
        Ok(())
    }

    /// How often each operation and command was asked for.
    pub(crate) fn hits(&self) -> Value {
        self.tenant.all_hits().into_iter().map(|(name, hits)| (name.to_owned(), json!(hits))).collect()
    }

    /// The requests, the oldest first. Headers and query are objects; `data` is that of a command.
    pub(crate) fn requests(&self) -> Vec<Value> {
        let requests = self.tenant.requests().into_iter().map(|request| {
            let object = |pairs: &[(String, String)]| -> Value {
                pairs.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect()
            };
            json!({
                "operation": request.operation,
                "method": request.method,
                "path": request.path,
                "query": object(&request.query),
                "headers": object(&request.headers),
                "data": request.body.as_ref().and_then(|body| body.get("data")),
                "body": request.body,
                "changed": request.changed,
                "status": request.status,
            })
        });
        requests.collect()
    }

    /// Requests that the server is at.
    pub(crate) fn requests_in_flight(&self) -> usize {
        self.sandbox.requests_in_flight()
    }

    /// Requests that the client dropped before they were answered.
    pub(crate) fn aborted(&self) -> usize {
        self.sandbox.aborted_requests().saturating_sub(self.aborted_before)
    }

    /// Requests that came to another host than the API's own.
    pub(crate) fn foreign(&self) -> usize {
        self.sandbox.foreign_requests().len().saturating_sub(self.foreign_before)
    }

    /// The company as it stands.
    pub(crate) fn picture(&self) -> Value {
        let tenant = &self.tenant;
        let people = |users: Vec<User>| -> Value {
            users.into_iter().map(|user| (user.email.to_string(), person(&user))).collect()
        };
        let companies = tenant.companies().into_iter().map(|company| {
            let picture = json!({
                "name": company.name,
                "license_limit": company.license_limit,
                "status": company.status,
                "type": company.kind,
                "addons": company.addons,
                "parent_id": company.parent,
                "users": people(tenant.company_users(company.id)),
            });
            (company.id.to_string(), picture)
        });
        let groups = tenant.groups().into_iter().map(|(name, members)| (name, json!(members)));
        json!({
            "user_count": tenant.user_count(),
            "users": people(tenant.users()),
            "groups": groups.collect::<Value>(),
            "companies": companies.collect::<Value>(),
            "invited": tenant.invited(),
            "email_changes": tenant.email_changes(),
            "pushed_sites": tenant.pushed_sites().into_iter().map(|(_, site)| site).collect::<Vec<_>>(),
        })
    }
}

fn person(user: &User) -> Value {
    let details = user.details();
    let attribs = details.attribs.iter().map(|(name, value)| (name.to_string(), Value::from(&**value)));
    json!({
        "id": user.id,
        "name": user.name,
        "status": user.account_status(),
        "admin_level": user.admin_level,
        "groups": user.groups.iter().map(|group| &**group).collect::<Vec<_>>(),
        "multifactor": details.multifactor,
        "duo_username": details.duo_username,
        "securid_username": details.securid_username,
        "password_reset_required": details.password_reset_required,
        "attribs": attribs.collect::<Value>(),
    })
}

impl Drop for Company<'_> {
    fn drop(&mut self) {
        self.tenant.remove();
    }
}
