//! Changes of managed companies that the vendor accepts and carries out later.

use http::uri::PathAndQuery;
use url::{Position, Url};

use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::{AsyncRequest, ListManagedCompanies, ManagedCompanies, ManagedCompany};
use crate::raw::RawResponse;

impl Client {
    /// Asks for the outcome of an accepted change at the URL that came with it.
    ///
    /// What the vendor answers there is not documented, so it is handed out as JSON. A URL on another host than the API's own is
    /// refused: the key goes to no other host.
    pub async fn poll(&self, accepted: &AsyncRequest) -> Result<RawResponse> {
        let url = accepted.url().ok_or_else(|| refused("the vendor gave no URL to ask"))?;
        self.poll_url(url).await
    }

    /// Asks for the outcome of an accepted change at a URL that was kept, see [`poll`](Self::poll).
    pub async fn poll_url(&self, url: &str) -> Result<RawResponse> {
        let none = || refused("the URL that the vendor gave is none");
        let url: Url = url.parse().map_err(|_| none())?;
        if url.origin() != self.shared.business_url.origin() {
            return Err(refused(
                "the URL is on another host than the API's own; it is not asked, to keep the key",
            ));
        }
        let target = &url[Position::BeforePath..Position::AfterQuery];
        self.get(PathAndQuery::try_from(target).map_err(|_| none())?).await
    }
}

fn refused(reason: &str) -> Error {
    Error::invalid_argument("accepted", reason)
}

impl ManagedCompanies<'_> {
    /// Finds a company by its exact name, for example one whose creation was accepted a while ago; `None` if it is not there (yet).
    ///
    /// The answer to a creation carries no company id. Vendor: `GET /v1/managed-companies` with the filter `name`.
    pub async fn find_by_name(self, name: &str) -> Result<Option<ManagedCompany>> {
        crate::check::text("name", name)?;
        let filter = ListManagedCompanies { name: Some(name.to_owned()), ..ListManagedCompanies::default() };
        let mut companies = self.list(&filter);
        while let Some(company) = companies.try_next().await? {
            if company.name() == Some(name) {
                return Ok(Some(company));
            }
        }
        Ok(None)
    }
}
