//! An admin's first ten minutes: `cargo run --example quickstart`.
//!
//! It starts a sandbox inside this process and works on a made-up company in it. With `-- --live` it reads your own company
//! instead, and changes nothing. It then needs `LASTPASS_API_KEY`, or `LASTPASS_CID` with `LASTPASS_PROVHASH`, or all of them; and
//! `LASTPASS_TIME_ZONE` for the audit events.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

mod admin_levels;
mod colleague;
mod companies;
mod credentials;
mod events;
mod folders;
mod output;
mod users;

use std::process::ExitCode;

use clap::Parser;
use lastpass_admin::{Client, ClientBuilder, CredentialStatus, Credentials};
use lastpass_sandbox::{Sandbox, TenantOptions};

/// An admin's first ten minutes with LastPass.
#[derive(Parser)]
struct Arguments {
    /// Read your own company, with the credentials in the environment, instead of a made-up one. Changes nothing.
    #[arg(long)]
    live: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let tour = if Arguments::parse().live { live().await } else { in_sandbox().await };
    match tour {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The whole tour, on a company that exists in this process alone.
async fn in_sandbox() -> anyhow::Result<()> {
    let sandbox = Sandbox::start().await?;
    let tenant = sandbox.tenant(TenantOptions { users: 2_500, companies: 24, ..TenantOptions::default() });
    let time_zone = tenant.options().time_zone.name().to_owned();
    println!(
        "A sandbox is running at {}, with a company of {} users.",
        sandbox.origin(),
        tenant.user_count()
    );

    let client = Client::builder()
        .credentials(
            Credentials::new().api_key(tenant.api_key()).provisioning(tenant.cid(), tenant.provhash()),
        )
        // For your own company leave these two out: they are the vendor's by default.
        .business_url(sandbox.business_url())
        .provisioning_url(sandbox.provisioning_url())
        .time_zone(&time_zone)
        .build()?;

    credentials::check(&client).await?;
    users::list(&client).await?;
    let grace = colleague::joins(&client).await?;
    admin_levels::list(&client).await?;
    admin_levels::assign(&client, &grace).await?;
    companies::list(&client).await?;
    companies::bill(&client).await?;
    folders::list(&client).await?;
    events::of_yesterday(&client, &time_zone).await?;
    colleague::leaves(&client, &grace).await?;
    credentials::wrong_key(&sandbox).await?;

    println!("\nNow with your own company: cargo run --example quickstart -- --live");
    Ok(())
}

/// What only reads, on your own company. A part that fails, for want of a permission perhaps, does not end the tour.
async fn live() -> anyhow::Result<()> {
    // A read-only client refuses every operation that writes, before anything is sent.
    let client = ClientBuilder::from_env()?.read_only(true).build()?;
    let report = credentials::check(&client).await?;
    let works = |status: Option<CredentialStatus>| status.is_some_and(|status| status.works());

    if works(report.business) {
        output::attempt(users::list(&client)).await;
        output::attempt(admin_levels::list(&client)).await;
        output::attempt(companies::list(&client)).await;
        output::attempt(companies::bill(&client)).await;
    } else {
        output::skipped("users, admin levels and managed companies", "a working LASTPASS_API_KEY");
    }
    if works(report.provisioning) {
        output::attempt(folders::list(&client)).await;
        match std::env::var("LASTPASS_TIME_ZONE") {
            Ok(time_zone) if !time_zone.is_empty() => {
                output::attempt(events::of_yesterday(&client, &time_zone)).await
            }
            _ => output::skipped("audit events", "LASTPASS_TIME_ZONE, the time zone of your account"),
        }
    } else {
        output::skipped("shared folders and audit events", "a working LASTPASS_CID and LASTPASS_PROVHASH");
    }
    Ok(())
}
