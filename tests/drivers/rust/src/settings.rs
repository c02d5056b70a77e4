//! Settings of the client and options of a call, by their names in the SDK. Times are numbers of seconds.

use std::collections::BTreeMap;
use std::time::Duration;

use lastpass_admin::{CallOptions, Client, Credentials};
use serde_json::Value;

use crate::argument::{Argument, Arguments};
use crate::asked::Failure;

/// Sets one of the times.
type SetTime = fn(CallOptions, Duration) -> CallOptions;

/// A length of time.
struct Seconds(Duration);

impl Argument for Seconds {
    fn read(value: Value) -> Result<Self, Failure> {
        Duration::try_from_secs_f64(f64::read(value)?)
            .map(Seconds)
            .map_err(|error| Failure::Fault(error.to_string()))
    }
}

/// The client that a step asks for.
pub(crate) fn client(value: Value) -> Result<Client, Failure> {
    let mut given = Arguments::of(value)?;
    let mut credentials = Credentials::new();
    if let Some(key) = given.take::<Option<String>>("api_key")? {
        credentials = credentials.api_key(key);
    }
    if let (Some(cid), Some(hash)) =
        (given.take::<Option<i64>>("cid")?, given.take::<Option<String>>("provhash")?)
    {
        credentials = credentials.provisioning(cid, hash);
    }
    let mut builder = Client::builder().credentials(credentials).no_proxy();
    if let Some(url) = given.take::<Option<String>>("business_url")? {
        builder = builder.business_url(url);
    }
    if let Some(url) = given.take::<Option<String>>("provisioning_url")? {
        builder = builder.provisioning_url(url);
    }
    if let Some(label) = given.take::<Option<String>>("api_user")? {
        builder = builder.api_user(label);
    }
    if let Some(zone) = given.take::<Option<String>>("time_zone")? {
        builder = builder.time_zone(zone);
    }
    if let Some(read_only) = given.take("read_only")? {
        builder = builder.read_only(read_only);
    }
    if let Some(rate) = given.take("requests_per_second")? {
        builder = builder.requests_per_second(rate);
    }
    if let Some(suffix) = given.take::<Option<String>>("user_agent_suffix")? {
        builder = builder.user_agent_suffix(suffix);
    }
    if let Some(backoff) = given.take::<Option<Value>>("backoff")? {
        let mut backoff = Arguments::of(backoff)?;
        let Seconds(base) = backoff.take("base")?;
        let Seconds(cap) = backoff.take("cap")?;
        let Seconds(longest_asked) = backoff.take("longest_asked")?;
        backoff.finish()?;
        builder = builder.backoff(base, cap, longest_asked);
    }
    Ok(builder.options(all_options(given)?).build()?)
}

/// The options that a step gives to one call.
pub(crate) fn options(value: Value) -> Result<CallOptions, Failure> {
    let mut given = Arguments::of(value)?;
    let zone = given.take::<Option<String>>("time_zone")?;
    let options = all_options(given)?;
    Ok(match zone {
        Some(zone) => options.time_zone(&zone)?,
        None => options,
    })
}

fn all_options(mut given: Arguments) -> Result<CallOptions, Failure> {
    let mut options = CallOptions::new();
    let limits: [(&str, SetTime); 5] = [
        ("timeout", CallOptions::timeout),
        ("attempt_timeout", CallOptions::attempt_timeout),
        ("connect_timeout", CallOptions::connect_timeout),
        ("read_timeout", CallOptions::read_timeout),
        ("chunk_pause", CallOptions::chunk_pause),
    ];
    for (name, set) in limits {
        if let Some(Seconds(limit)) = given.take(name)? {
            options = set(options, limit);
        }
    }
    if let Some(retries) = given.take("max_retries")? {
        options = options.max_retries(retries);
    }
    if let Some(users) = given.take("chunk_size")? {
        options = options.chunk_size(users);
    }
    if let Some(yes) = given.take("gone_is_deleted")? {
        options = options.gone_is_deleted(yes);
    }
    for (name, value) in given.take::<Option<BTreeMap<String, String>>>("headers")?.unwrap_or_default() {
        options = options.header(&name, &value)?;
    }
    for (name, value) in given.take::<Option<BTreeMap<String, String>>>("query")?.unwrap_or_default() {
        options = options.query(name, value);
    }
    given.finish()?;
    Ok(options)
}
