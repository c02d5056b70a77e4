//! A colleague joins, and leaves again.

use lastpass_admin::{Client, CompanyUser, CreateUserRequest, ListUsers, UserAccountCreationAction};

use crate::output::{self, Sample, or_dash};

const EMAIL: &str = "grace@example.com";

/// Creates a user, finds her, and sends the invitation.
pub async fn joins(client: &Client) -> anyhow::Result<CompanyUser> {
    output::heading("A new colleague");

    // Staged first: the account can be put into groups and folders before she hears of it. `Invite` would mail at once.
    let mut request = CreateUserRequest::new(EMAIL, UserAccountCreationAction::Stage);
    request.name = Some("Grace Hopper".to_owned());
    let created = client.users().create(&request).await?;
    output::line("created", describe(&created));

    if let Some(id) = created.id() {
        client.users().invite(id).await?;
        output::line("invited", EMAIL);
    }

    // The filter takes `%` as the wildcard; a list is the way to find a user by anything else than the id.
    let filter = ListUsers { email: Some(EMAIL.to_owned()), ..ListUsers::default() };
    let found = client.users().list(&filter).try_next().await?;
    let found = found.ok_or_else(|| anyhow::anyhow!("{EMAIL} is not in the list"))?;
    output::line("found", describe(&found));

    // The other API knows her by the same address, but under another id.
    let seen = client.provisioning().users().get(EMAIL).await?;
    output::line(
        "also as",
        format!("key {}, never logged in: {}", or_dash(seen.id()), or_dash(seen.never_logged_in())),
    );
    Ok(found)
}

/// Takes the access away at once; account and vault stay, so that it can be undone.
pub async fn leaves(client: &Client, user: &CompanyUser) -> anyhow::Result<()> {
    output::heading("A colleague leaves");
    let grace = user.email().unwrap_or(EMAIL);
    // eve was disabled before. Any number of users may be given; they are sent in portions.
    let outcome = client.provisioning().users().disable(&[grace, "eve@example.com"]).await?;
    let mut table = Sample::new(["user", "outcome"]);
    for row in &outcome.rows {
        table.row([row.username.clone(), row.state.to_string()]);
    }
    table.print();
    if let Some(id) = user.id() {
        output::line("now", describe(&client.users().get(id).await?));
    }
    Ok(())
}

fn describe(user: &CompanyUser) -> String {
    format!(
        "{} <{}>, id {}, {}",
        or_dash(user.name()),
        or_dash(user.email()),
        or_dash(user.id()),
        or_dash(user.account_status())
    )
}
