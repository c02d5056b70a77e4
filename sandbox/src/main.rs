//! `lastpass-sandbox`: both LastPass APIs on a local port, to test scripts against.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use lastpass_sandbox::{Sandbox, TenantOptions, Zone};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

/// Serves both LastPass APIs on 127.0.0.1, with invented data, until it is interrupted.
///
/// Prints one line of JSON: where the APIs are, the credentials, and the environment variables for a script.
#[derive(Debug, Parser)]
#[command(name = "lastpass-sandbox", version)]
struct Arguments {
    /// Users of the company.
    #[arg(long, default_value_t = 50)]
    users: usize,
    /// Managed companies.
    #[arg(long, default_value_t = 6)]
    companies: usize,
    /// Users of each managed company.
    #[arg(long, default_value_t = 4)]
    company_users: usize,
    /// Shared folders.
    #[arg(long, default_value_t = 6)]
    folders: usize,
    /// Events of the audit log.
    #[arg(long, default_value_t = 120)]
    events: usize,
    /// Time zone of the event report, an IANA name.
    #[arg(long, default_value = "America/New_York")]
    time_zone: Zone,
    /// Varies the invented data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many tenants to make, each with credentials of its own.
    #[arg(long, default_value_t = 1)]
    tenants: usize,
    /// Requests of each tenant that are kept for the control interface.
    #[arg(long, default_value_t = 1024)]
    recorded_requests: usize,
    /// Port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Milliseconds to the server and back, as on a slow network.
    #[arg(long, default_value_t = 0)]
    latency: u64,
    /// Serves HTTPS with a certificate authority made now; the line of JSON then has its certificate as `ca_pem`.
    #[cfg(feature = "tls")]
    #[arg(long)]
    tls: bool,
    /// Also ends when standard input ends, so that a test that dies takes the server with it.
    #[arg(long)]
    until_stdin_closes: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "lastpass-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> std::io::Result<()> {
    let builder = Sandbox::builder().port(arguments.port).latency(Duration::from_millis(arguments.latency));
    #[cfg(feature = "tls")]
    let builder = if arguments.tls { builder.tls() } else { builder };
    let sandbox = builder.start().await?;
    let tenants: Vec<Value> = (0..arguments.tenants)
        .map(|number| {
            let tenant = sandbox.tenant(options(&arguments, number));
            sandbox.credentials(&tenant)
        })
        .collect();
    let mut line = match <[Value; 1]>::try_from(tenants) {
        Ok([tenant]) => tenant,
        Err(tenants) => json!({
            "business_url": sandbox.business_url(),
            "provisioning_url": sandbox.provisioning_url(),
            "tenants": tenants,
        }),
    };
    #[cfg(feature = "tls")]
    if let Some(ca_pem) = sandbox.ca_pem() {
        line["ca_pem"] = ca_pem.into();
    }
    line["sandbox_url"] = format!("{}/sandbox", sandbox.origin()).into();
    // A reader that waits for the line must get it at once, also through a pipe.
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    out.flush()?;
    until_the_end(arguments.until_stdin_closes).await
}

fn options(arguments: &Arguments, number: usize) -> TenantOptions {
    TenantOptions {
        users: arguments.users,
        companies: arguments.companies,
        company_users: arguments.company_users,
        folders: arguments.folders,
        events: arguments.events,
        time_zone: arguments.time_zone.clone(),
        seed: arguments.seed + number as u64,
        recorded_requests: arguments.recorded_requests,
        ..TenantOptions::default()
    }
}

async fn until_the_end(of_stdin: bool) -> std::io::Result<()> {
    let stdin_ends = async {
        if !of_stdin {
            return std::future::pending().await;
        }
        let mut ignored = [0; 1024];
        let mut stdin = tokio::io::stdin();
        while stdin.read(&mut ignored).await.is_ok_and(|read| read > 0) {}
    };
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        () = terminated() => Ok(()),
        () = stdin_ends => Ok(()),
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
