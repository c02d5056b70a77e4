//! Who is in the company, and where do they stand?

use std::collections::BTreeMap;

use lastpass_admin::{Client, ListUsers};

use crate::output::{self, Sample, or_dash};

/// Lists all users with their status.
pub async fn list(client: &Client) -> anyhow::Result<()> {
    output::heading("Users");
    let progress = output::progress("reading users");
    let mut table = Sample::new(["id", "name", "e-mail", "status"]);
    let mut by_status: BTreeMap<String, u64> = BTreeMap::new();

    // The pages come as the loop goes on, the next one while this one is worked on: a directory of any size will do.
    let mut users = client.users().list(&ListUsers::default());
    while let Some(user) = users.try_next().await? {
        let status = or_dash(user.account_status());
        table.row([or_dash(user.id()), or_dash(user.name()), or_dash(user.email()), status.clone()]);
        *by_status.entry(status).or_default() += 1;
        progress.inc(1);
    }
    progress.finish_and_clear();

    table.print();
    let counts: Vec<String> = by_status.iter().map(|(status, count)| format!("{count} {status}")).collect();
    println!("  {} users: {}", table.len(), counts.join(", "));
    Ok(())
}
