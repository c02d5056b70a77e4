//! Are the credentials good, and what does it look like when they are not?

use lastpass_admin::{Client, CredentialReport, CredentialStatus, Credentials, ErrorKind, ListUsers};
use lastpass_sandbox::Sandbox;

use crate::output;

/// Tries each credential with a cheap read: the first thing to do in a script that runs unattended.
pub async fn check(client: &Client) -> anyhow::Result<CredentialReport> {
    output::heading("Credentials");
    let report = client.check().await?;
    for (name, status) in [("API key", &report.business), ("CID and hash", &report.provisioning)] {
        match status {
            None => output::line(name, "not given"),
            Some(CredentialStatus::Works) => output::line(name, "works"),
            Some(CredentialStatus::Fails(error)) => output::line(name, error),
        }
    }
    Ok(report)
}

/// A key that the vendor does not know, and a hash where a key belongs.
pub async fn wrong_key(sandbox: &Sandbox) -> anyhow::Result<()> {
    output::heading("A wrong key");
    let client = Client::builder()
        .credentials(Credentials::new().api_key("lpkey_000000000000_00000000000000000000000000000000"))
        .business_url(sandbox.business_url())
        .build()?;
    if let Err(error) = client.users().list(&ListUsers::default()).try_next().await {
        output::line("kind", error.kind());
        output::line("means", error.kind().title());
        output::line("says", error.message());
        output::line("delivery", error.delivery());
        // The kinds are an enum, the same in every language: decide by them, not by the text.
        match error.kind() {
            ErrorKind::Authentication => output::line("so", "the job stops, and a person looks at the key"),
            ErrorKind::RateLimit | ErrorKind::Server => output::line("so", "the job tries again later"),
            _ => output::line("so", "the job stops"),
        }
    }

    // This mistake is found before anything is sent.
    let mistaken = Client::builder().credentials(Credentials::new().api_key("0123456789abcdef")).build();
    if let Err(error) = mistaken {
        output::line("not a key", error);
    }
    Ok(())
}
