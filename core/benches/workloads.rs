//! The workloads of `cargo xtask bench rust`: one of them, one client, one process, one line of JSON.
//!
//! Usage: `workloads <w1|w2|w3|w4|w5> <ours|ours-streaming|bare> every`, with the server and the credentials in the environment.
//!
//! - `w1` lists all users of the Business API, `w4` all users of the Provisioning API; `ours` collects them and `bare` does
//!   the same into plain structs, and both then read every member once; `ours-streaming` keeps nothing.
//! - `w5` lists the users of both APIs joined, and looks at address and status of each; `bare` reads the pages of both, one API
//!   after the other, with this client too, and looks at no user.
//! - `w2` makes 5,000 single reads with 32 in flight, `w3` 2,000 one after another.
#![allow(clippy::print_stdout, reason = "its output is what the benchmark reads")]

use std::collections::BTreeMap;
use std::time::Instant;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use lastpass_admin::{
    Client, CompanyUser, Item, ListUsers, ProvisioningUser, UnifiedListUsers, UserDataQuery,
};
use nix::sys::resource::{UsageWho, getrusage};
use serde::de::{Deserializer, MapAccess, Visitor};

type Result<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

const CONCURRENT: (usize, usize) = (5_000, 32);
const SEQUENTIAL: usize = 2_000;

fn main() -> Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [workload, client, _every] = arguments.as_slice() else {
        println!("run by `cargo xtask bench rust`");
        return Ok(());
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let start = Instant::now();
    let checksum = runtime.block_on(async {
        match client.as_str() {
            "bare" if workload == "w5" => read_both().await,
            "bare" => bare(workload).await,
            "ours" | "ours-streaming" => ours(workload, client == "ours-streaming").await,
            other => Err(format!("no client `{other}`").into()),
        }
    })?;
    let wall = start.elapsed();
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let cpu = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 * 1e3 + time.tv_usec() as f64 / 1e3;
    println!(
        "{{\"wall_ms\":{:.3},\"cpu_ms\":{:.3},\"peak_mib\":{:.2},\"checksum\":{checksum}}}",
        wall.as_secs_f64() * 1e3,
        cpu(usage.user_time()) + cpu(usage.system_time()),
        peak_mib()?,
    );
    Ok(())
}

/// What `getrusage` calls the peak begins at that of the program which started this one.
fn peak_mib() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak")?;
    let kib: f64 = peak.trim().trim_end_matches("kB").trim_end().parse()?;
    Ok(kib / 1024.0)
}

fn env(name: &str) -> Result<String> {
    std::env::var(name).map_err(|_| format!("{name} is not set").into())
}

/// The ids that the single reads ask for: those of the first page.
fn spread(ids: &[i64], reads: usize) -> impl Iterator<Item = i64> {
    ids.iter().copied().cycle().take(reads)
}

async fn ours(workload: &str, streaming: bool) -> Result<u64> {
    let client = Client::from_env()?;
    let page = async || -> Result<Vec<i64>> {
        let mut users = client.users().list(&ListUsers::default());
        let page = users.next_page().await?.ok_or("no page")?;
        Ok(page.iter().filter_map(|user| user.id()).collect())
    };
    match workload {
        "w1" if streaming => {
            let (mut users, mut sum) = (client.users().list(&ListUsers::default()), 0);
            while let Some(user) = users.try_next().await? {
                sum += touch(&user);
            }
            Ok(sum)
        }
        "w1" => Ok(client.users().list(&ListUsers::default()).collect().await?.iter().map(touch).sum()),
        "w4" if streaming => {
            let (mut users, mut sum) = (client.provisioning().users().list(&UserDataQuery::default()), 0);
            while let Some(user) = users.try_next().await? {
                sum += touch_provisioned(&user);
            }
            Ok(sum)
        }
        "w4" => {
            let users = client.provisioning().users().list(&UserDataQuery::default()).collect().await?;
            Ok(users.iter().map(touch_provisioned).sum())
        }
        "w2" => {
            let ids = page().await?;
            let reads = stream::iter(spread(&ids, CONCURRENT.0)).map(|id| client.users().get(id));
            let sums = reads.buffer_unordered(CONCURRENT.1).map_ok(|user| touch(&user));
            Ok(sums.try_fold(0, |sum, user| async move { Ok(sum + user) }).await?)
        }
        "w3" => {
            let mut sum = 0;
            for id in spread(&page().await?, SEQUENTIAL) {
                sum += touch(&client.users().get(id).await?);
            }
            Ok(sum)
        }
        "w5" => {
            let (mut users, mut count) = (client.iam().users().list(&UnifiedListUsers::default()), 0);
            while let Some(user) = users.try_next().await? {
                let status = user.status().and_then(|status| status.value());
                count += u64::from(user.id().is_some() && status.is_some());
            }
            Ok(count)
        }
        other => Err(format!("no workload `{other}`").into()),
    }
}

/// Reads both directories, one after the other, and does nothing with their users but count those of one.
async fn read_both() -> Result<u64> {
    let client = Client::from_env()?;
    let mut pages = client.users().list(&ListUsers::default());
    while pages.next_page().await?.is_some() {}
    let (mut pages, mut count) = (client.provisioning().users().list(&UserDataQuery::default()), 0);
    while let Some(page) = pages.next_page().await? {
        count += page.len() as u64;
    }
    Ok(count)
}

fn length(text: Option<&str>) -> u64 {
    text.map_or(0, |text| text.len() as u64)
}

fn touch(user: &CompanyUser) -> u64 {
    let status = user.account_status().map_or(0, |status| status.as_str().len() as u64);
    user.id().unwrap_or_default() as u64 + length(user.name()) + length(user.email()) + status
}

fn touch_provisioned(user: &ProvisioningUser) -> u64 {
    let flags = [user.never_logged_in(), user.disabled(), user.admin(), user.password_reset_required()];
    let counters = [user.sites(), user.notes(), user.form_fills(), user.applications(), user.attachments()];
    let times = [user.created(), user.last_password_change(), user.last_login()];
    length(user.id())
        + length(user.username())
        + length(user.full_name())
        + times.iter().flatten().map(|time| time.text().len() as u64).sum::<u64>()
        + flags.iter().flatten().filter(|flag| **flag).count() as u64
        + counters.iter().flatten().sum::<i64>() as u64
        + length(user.multifactor())
        + length(user.duo_username())
        + user.groups().map(|group| group.len() as u64).sum::<u64>()
        + user.attribs().map(|(name, value)| (name.len() + value.len()) as u64).sum::<u64>()
        + u64::from(user.extra().is_empty())
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct BarePage {
    items: Vec<BareUser>,
    next_page_token: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct BareUser {
    id: Option<i64>,
    name: Option<String>,
    email: Option<String>,
    account_status: Option<String>,
}

#[derive(serde::Deserialize)]
struct BareReply {
    total: usize,
    #[serde(rename = "Users", deserialize_with = "entries")]
    users: Vec<(String, BareProvisioned)>,
}

/// A map as a list of its entries: cheaper than any map that is only read from start to end.
fn entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, BareProvisioned)>, D::Error> {
    struct Entries;
    impl<'de> Visitor<'de> for Entries {
        type Value = Vec<(String, BareProvisioned)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a map of users")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }
    deserializer.deserialize_map(Entries)
}

/// The members of a user, as a script that knows them would declare them.
#[derive(serde::Deserialize)]
struct BareProvisioned {
    username: Option<String>,
    fullname: Option<String>,
    #[serde(rename = "mpstrength")]
    _mpstrength: Option<String>,
    created: Option<String>,
    last_pw_change: Option<String>,
    last_login: Option<String>,
    neverloggedin: Option<bool>,
    disabled: Option<bool>,
    admin: Option<bool>,
    #[serde(rename = "totalscore")]
    _totalscore: Option<String>,
    #[serde(rename = "legacytotalscore")]
    _legacytotalscore: Option<String>,
    #[serde(rename = "hasSharingKeys")]
    _has_sharing_keys: Option<bool>,
    duousername: Option<String>,
    multifactor: Option<String>,
    #[serde(rename = "linked")]
    _linked: Option<String>,
    sites: Option<i64>,
    notes: Option<i64>,
    formfills: Option<i64>,
    applications: Option<i64>,
    attachments: Option<i64>,
    password_reset_required: Option<bool>,
    groups: Option<Vec<String>>,
    attribs: Option<BTreeMap<String, String>>,
}

struct Bare {
    http: reqwest::Client,
    business: String,
    authorization: String,
}

impl Bare {
    fn new() -> Result<Self> {
        let http = reqwest::Client::builder().http1_only().build()?;
        let authorization = format!("api-key {}", env("LASTPASS_API_KEY")?);
        Ok(Bare { http, business: env("LASTPASS_BUSINESS_URL")?, authorization })
    }

    async fn get(&self, path: &str) -> Result<bytes::Bytes> {
        let url = format!("{}{path}", self.business);
        let response = self.http.get(url).header("authorization", &self.authorization).send().await?;
        Ok(response.error_for_status()?.bytes().await?)
    }

    async fn page(&self, token: Option<&str>) -> Result<BarePage> {
        let token = token.map(|token| format!("&page-token={token}")).unwrap_or_default();
        Ok(serde_json::from_slice(&self.get(&format!("/v1/users?max-results=500{token}")).await?)?)
    }

    async fn user(&self, id: i64) -> Result<u64> {
        let user: BareUser = serde_json::from_slice(&self.get(&format!("/v1/users/{id}")).await?)?;
        Ok(touch_bare(&user))
    }
}

fn touch_bare(user: &BareUser) -> u64 {
    user.id.unwrap_or_default() as u64
        + length(user.name.as_deref())
        + length(user.email.as_deref())
        + length(user.account_status.as_deref())
}

async fn bare(workload: &str) -> Result<u64> {
    let bare = Bare::new()?;
    let ids = async || -> Result<Vec<i64>> {
        Ok(bare.page(None).await?.items.iter().filter_map(|user| user.id).collect())
    };
    match workload {
        "w1" => {
            let (mut users, mut token) = (Vec::new(), None);
            loop {
                let page = bare.page(token.as_deref()).await?;
                users.extend(page.items);
                token = page.next_page_token;
                if token.is_none() {
                    return Ok(users.iter().map(touch_bare).sum());
                }
            }
        }
        "w2" => {
            let ids = ids().await?;
            let reads = stream::iter(spread(&ids, CONCURRENT.0)).map(|id| bare.user(id));
            reads.buffer_unordered(CONCURRENT.1).try_fold(0, |sum, user| async move { Ok(sum + user) }).await
        }
        "w3" => {
            let mut sum = 0;
            for id in spread(&ids().await?, SEQUENTIAL) {
                sum += bare.user(id).await?;
            }
            Ok(sum)
        }
        "w4" => bare_w4(&bare.http).await,
        other => Err(format!("no workload `{other}`").into()),
    }
}

async fn bare_w4(http: &reqwest::Client) -> Result<u64> {
    let url = env("LASTPASS_PROVISIONING_URL")?;
    let (cid, hash) = (env("LASTPASS_CID")?, env("LASTPASS_PROVHASH")?);
    let mut users = Vec::new();
    for page in 0.. {
        let body = serde_json::json!({
            "cid": cid, "provhash": hash, "cmd": "getuserdata", "data": { "pagesize": 2000, "pageindex": page },
        });
        let request = http.post(&url).header("content-type", "application/json").body(body.to_string());
        let reply: BareReply = serde_json::from_slice(&request.send().await?.bytes().await?)?;
        users.extend(reply.users);
        if users.len() >= reply.total {
            break;
        }
    }
    Ok(users.iter().map(|(id, user)| id.len() as u64 + touch_bare_provisioned(user)).sum())
}

fn touch_bare_provisioned(user: &BareProvisioned) -> u64 {
    let flags = [user.neverloggedin, user.disabled, user.admin, user.password_reset_required];
    let counters = [user.sites, user.notes, user.formfills, user.applications, user.attachments];
    let last_login = user.last_login.as_deref().filter(|time| !time.is_empty());
    length(user.username.as_deref())
        + length(user.fullname.as_deref())
        + length(user.created.as_deref())
        + length(user.last_pw_change.as_deref())
        + length(last_login)
        + flags.iter().flatten().filter(|flag| **flag).count() as u64
        + counters.iter().flatten().sum::<i64>() as u64
        + length(user.multifactor.as_deref())
        + length(user.duousername.as_deref())
        + user.groups.iter().flatten().map(|group| group.len() as u64).sum::<u64>()
        + user.attribs.iter().flatten().map(|(name, value)| (name.len() + value.len()) as u64).sum::<u64>()
        + 1
}
