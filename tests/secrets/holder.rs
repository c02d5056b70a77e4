//! Uses clients with secrets as a program in Rust does; see README.md. It overwrites its own copies: what is left is the library's.
#![allow(clippy::print_stdout, reason = "all that is printed is searched")]

use std::hint::black_box;
use std::io::{self, Error, ErrorKind};
use std::str::from_utf8;

use lastpass_admin::{BatchAddUser, CallOptions, Client, Credentials, ListUsers, PushSite, Result};

/// Reads a line, without its end.
fn read_line() -> io::Result<String> {
    let mut line = String::new();
    match io::stdin().read_line(&mut line)? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        _ => Ok(line.trim_end().to_owned()),
    }
}

/// Reads a secret, which comes as numbers that are each one higher than a byte of it; into memory that is made in one piece.
fn read_secret() -> io::Result<Vec<u8>> {
    let line = read_line()?;
    let mut secret = Vec::with_capacity(line.len());
    for number in line.split(' ') {
        secret.push(number.parse::<u8>().map_err(Error::other)? - 1);
    }
    Ok(secret)
}

/// Prints all of what a call failed with.
fn attempt<T>(outcome: Result<T>) -> Option<T> {
    outcome.inspect_err(|error| println!("{error} {error:?} {error:#?} {:?}", error.outcome())).ok()
}

/// What a client is used for, which succeeds or fails as its credentials and its server are.
async fn use_it(client: &Client, password: &str) {
    println!("{client:?}");
    attempt(client.users().list(&ListUsers::default()).collect().await);
    attempt(client.users().get(1).await);
    for username in ["grace@example.com", "nobody"] {
        let mut row = BatchAddUser::new(username);
        row.password = Some(password.into());
        println!("{row:?}");
        attempt(client.provisioning().users().add(&[row]).await);
    }
    let mut site = PushSite::new("all", "https://wiki.example.com", "wiki");
    site.password = Some(password.into());
    println!("{site:?}");
    attempt(client.provisioning().sites().push(&site).await);
}

/// Says how far it is, and waits until it is told to go on.
fn reached(place: &str) -> io::Result<()> {
    println!("{place}");
    read_line().map(drop)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let (business, provisioning, cid) = (read_line()?, read_line()?, read_line()?);
    let mut secrets = [read_secret()?, read_secret()?, read_secret()?];
    {
        let [key, hash, password] = secrets.each_ref().map(|secret| from_utf8(secret).unwrap_or_default());
        let nowhere = "http://127.0.0.1:9";
        let mut clients = Vec::new();
        for (key, hash, business, provisioning) in [
            (key, hash, &*business, &*provisioning),
            ("lpkey_of-nobody", "of-nobody", &business, &provisioning),
            (key, hash, nowhere, nowhere),
            (hash, key, &business, &provisioning),
        ] {
            let builder = Client::builder()
                .credentials(Credentials::new().api_key(key).provisioning(&cid, hash))
                .business_url(business)
                .provisioning_url(provisioning)
                .options(CallOptions::new().max_retries(1))
                .no_proxy();
            if let Some(client) = attempt(builder.build()) {
                use_it(&client, password).await;
                clients.push(client);
            }
        }
        reached("OPEN")?;
        drop(clients);
        // The connections are tasks, which end when they are next looked at.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    secrets.iter_mut().for_each(|secret| secret.fill(0));
    black_box(&secrets);
    reached("CLOSED")
}
