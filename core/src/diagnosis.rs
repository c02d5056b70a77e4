//! Which of the credentials works, and why not.

use serde_json::json;

use crate::call::Request;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::{CompanyUserPage, UserDataReply, operations};
use crate::operation::Api;
use crate::provisioning::lookup;

/// What a check of the credentials found.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct CredentialReport {
    /// The API key; `None` if the client holds none.
    pub business: Option<CredentialStatus>,
    /// The CID and the provisioning hash; `None` if the client holds none.
    pub provisioning: Option<CredentialStatus>,
}

/// Whether a credential works.
#[derive(Debug)]
pub enum CredentialStatus {
    /// The API accepted it.
    Works,
    /// The API did not answer as it should; the error says why. Only
    /// [`ErrorKind::Authentication`](crate::ErrorKind::Authentication) means that the credential is dead.
    Fails(Error),
}

impl CredentialStatus {
    /// Whether the API accepted the credential.
    pub fn works(&self) -> bool {
        matches!(self, CredentialStatus::Works)
    }

    /// Why it does not work.
    pub fn error(&self) -> Option<&Error> {
        match self {
            CredentialStatus::Works => None,
            CredentialStatus::Fails(error) => Some(error),
        }
    }
}

impl CredentialReport {
    /// Whether every credential that the client holds works.
    pub fn all_work(&self) -> bool {
        [&self.business, &self.provisioning].into_iter().flatten().all(CredentialStatus::works)
    }
}

impl Client {
    /// Tries each credential that the client holds with the cheapest read there is, and says which one is dead, and why.
    ///
    /// Vendor: `GET /v1/users` for one user, and the command `getuserdata` for one user. It fails only where the credentials
    /// cannot be had at all.
    pub async fn check(&self) -> Result<CredentialReport> {
        let access = self.access().await?;
        let mut report = CredentialReport::default();
        if access.has(Api::Business) {
            report.business = Some(status(self.prove(Api::Business).await));
        }
        if access.has(Api::Provisioning) {
            report.provisioning = Some(status(self.prove(Api::Provisioning).await));
        }
        Ok(report)
    }

    /// The cheapest read of an API, which proves the credential.
    pub(crate) async fn prove(&self, api: Api) -> Result<()> {
        match api {
            Api::Business => {
                let request = Request {
                    path: operations::LIST_USERS.path.to_owned(),
                    query: vec![(operations::LIST_USERS_PAGING.size_name.into(), "1".to_owned())],
                    ..Request::default()
                };
                self.item::<CompanyUserPage>(&operations::LIST_USERS, request).await.map(drop)
            }
            Api::Provisioning => {
                let request =
                    Request::data(json!({ operations::PROVISIONING_USERS_LIST_PAGING.size_name: 1 }))?;
                let operation = &operations::PROVISIONING_USERS_LIST;
                let reply = self.item::<UserDataReply>(operation, request).await?;
                // Any object is taken for a reply; one without users proves nothing.
                operation.checked(lookup::has_users(&reply))
            }
        }
    }
}

fn status(result: Result<()>) -> CredentialStatus {
    match result {
        Ok(()) => CredentialStatus::Works,
        Err(error) => CredentialStatus::Fails(error),
    }
}
