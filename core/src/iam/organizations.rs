//! The company, and the companies that it manages in the extended mode.

use std::sync::Arc;

use super::account::proven;
use super::call::{Call, Reach};
use super::levels::number;
use super::members::organization;
use super::records::Records;
use super::whole;
use crate::client::Client;
use crate::error::Result;
use crate::generated::{
    IamOrganization, ListManagedCompanies, ManagedCompany, UnifiedGetOrganization, UnifiedListOrganizations,
};
use crate::paging::Pager;
use crate::tape::{Item, NONE, Tape};

const WHAT: &str = "the account number of the company";
const COMPANIES: &str = "managed companies";

pub(crate) fn list(call: Call<'_>, query: &UnifiedListOrganizations) -> Pager<IamOrganization> {
    let extended = query.extended == Some(true);
    whole::pager(call, query.page_token.as_ref(), move |client| async move { all(&client, extended).await })
}

async fn all(client: &Client, extended: bool) -> Result<(Tape, Vec<u64>)> {
    let reach = Reach::of(client).await?;
    if extended {
        reach.business(COMPANIES)?;
    }
    let mut tape = Tape::blank(client);
    let mut records = Records::new(&mut tape);
    let mut organizations = Vec::new();
    if reach.cid.is_some() || !extended {
        let cid = proven(client, WHAT).await?;
        organizations.push(write(&mut records, &cid, Some(&cid)));
    }
    if extended {
        let mut companies = client.managed_companies().list(&ListManagedCompanies::default());
        while let Some(company) = companies.try_next().await? {
            organizations.extend(write_company(&mut records, &company));
        }
    }
    Ok((tape, organizations))
}

pub(crate) async fn get(call: Call<'_>, id: &str, query: &UnifiedGetOrganization) -> Result<IamOrganization> {
    let extended = query.extended == Some(true);
    call.run(async {
        crate::check::text("id", id)?;
        let reach = Reach::of(call.client).await?;
        if extended {
            reach.business(COMPANIES)?;
        }
        let mut tape = Tape::blank(call.client);
        let mut records = Records::new(&mut tape);
        let mut found = None;
        if reach.cid.is_some() || !extended {
            let cid = proven(call.client, WHAT).await?;
            found = (cid == id).then(|| write(&mut records, &cid, Some(&cid)));
        }
        if let (None, true, Some(company)) = (found, extended, number(id)) {
            let company = call.client.managed_companies().get(company).await?;
            found = write_company(&mut records, &company);
        }
        let root = found.ok_or_else(|| Call::not_found("there is no organization with this id"))?;
        Ok(IamOrganization::from_node(Arc::new(tape.with_root(root)).root()))
    })
    .await
}

fn write_company(records: &mut Records<'_>, company: &ManagedCompany) -> Option<u64> {
    Some(write(records, &company.id()?.to_string(), company.name()))
}

fn write(records: &mut Records<'_>, id: &str, name: Option<&str>) -> u64 {
    let id = records.tape.add_text(id);
    let name = name.map_or(NONE, |name| records.tape.add_text(name));
    let members = [(organization::ID, id), (organization::REMOTE_ID, id), (organization::NAME, name)];
    records.record(organization::SCHEMA, &members)
}
