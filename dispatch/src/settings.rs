//! Settings of a client and options of a call, by their names. Times are numbers of seconds.

use std::collections::BTreeMap;
use std::time::Duration;

use lastpass_admin::{CallOptions, ClientBuilder, Credentials, Error, Result};
use serde_json::{Map, Value};

use crate::arguments::{Arguments, Members, Refusal, Seconds};

/// Sets one of the times.
type SetTime = fn(CallOptions, Duration) -> CallOptions;

const TIMES: [(&str, SetTime); 5] = [
    ("timeout", CallOptions::timeout),
    ("attempt_timeout", CallOptions::attempt_timeout),
    ("connect_timeout", CallOptions::connect_timeout),
    ("read_timeout", CallOptions::read_timeout),
    ("chunk_pause", CallOptions::chunk_pause),
];

/// Sets what is given: every setting of a [`ClientBuilder`] but for the credentials, and the options of its calls.
///
/// A setting that is not given stays as it was; options are set as a whole.
pub fn apply(mut builder: ClientBuilder, settings: Map<String, Value>) -> Result<ClientBuilder> {
    let mut given = Arguments::new(settings);
    if let Some(url) = given.maybe::<String>("business_url")? {
        builder = builder.business_url(url);
    }
    if let Some(url) = given.maybe::<String>("provisioning_url")? {
        builder = builder.provisioning_url(url);
    }
    if let Some(label) = given.maybe::<String>("api_user")? {
        builder = builder.api_user(label);
    }
    if let Some(zone) = given.maybe::<String>("time_zone")? {
        builder = builder.time_zone(zone);
    }
    if let Some(read_only) = given.maybe("read_only")? {
        builder = builder.read_only(read_only);
    }
    if let Some(rate) = given.maybe("requests_per_second")? {
        builder = builder.requests_per_second(rate);
    }
    if let Some(suffix) = given.maybe::<String>("user_agent_suffix")? {
        builder = builder.user_agent_suffix(suffix);
    }
    if let Some(Backoff { base, cap, longest_asked }) = given.maybe("backoff")? {
        builder = builder.backoff(base, cap, longest_asked);
    }
    if let Some(url) = given.maybe::<String>("proxy")? {
        builder = builder.proxy(url);
    }
    if given.maybe("no_proxy")? == Some(true) {
        builder = builder.no_proxy();
    }
    if let Some(pem) = given.maybe::<String>("ca_pem")? {
        builder = builder.ca_pem(pem);
    }
    let options = call_options(&mut given)?;
    given.finish()?;
    Ok(builder.options(options))
}

/// Takes the credentials out of settings: `api_key`, or `cid` with `provhash`, or all three; `None` if none is given.
pub fn credentials(settings: &mut Map<String, Value>) -> Result<Option<Credentials>> {
    let mut take = |name: &str| match settings.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Number(number)) if name == "cid" => Ok(Some(number.to_string())),
        Some(_) => Err(Error::invalid_argument(name, "must be a text")),
    };
    let (api_key, cid, provhash) = (take("api_key")?, take("cid")?, take("provhash")?);
    let nothing = api_key.is_none() && cid.is_none() && provhash.is_none();
    let credentials = api_key.into_iter().fold(Credentials::new(), Credentials::api_key);
    let credentials = match (cid, provhash) {
        (Some(cid), Some(hash)) => credentials.provisioning(cid, hash),
        (None, None) => credentials,
        (Some(_), None) => return Err(Error::invalid_argument("provhash", "is not given, but `cid` is")),
        (None, Some(_)) => return Err(Error::invalid_argument("cid", "is not given, but `provhash` is")),
    };
    Ok((!nothing).then_some(credentials))
}

/// The options of a call.
pub fn options(options: Map<String, Value>) -> Result<CallOptions> {
    let mut given = Arguments::new(options);
    let mut options = call_options(&mut given)?;
    if let Some(zone) = given.maybe::<String>("time_zone")? {
        options = options.time_zone(&zone)?;
    }
    given.finish()?;
    Ok(options)
}

/// All options but for the time zone, which a client has as a setting of its own.
fn call_options(given: &mut Arguments) -> Result<CallOptions> {
    let mut options = CallOptions::new();
    for (name, set) in TIMES {
        if let Some(Seconds(time)) = given.maybe(name)? {
            options = set(options, time);
        }
    }
    if let Some(retries) = given.maybe("max_retries")? {
        options = options.max_retries(retries);
    }
    if let Some(users) = given.maybe("chunk_size")? {
        options = options.chunk_size(users);
    }
    if let Some(yes) = given.maybe("gone_is_deleted")? {
        options = options.gone_is_deleted(yes);
    }
    for (name, value) in given.maybe::<BTreeMap<String, String>>("headers")?.unwrap_or_default() {
        options = options.header(&name, &value)?;
    }
    for (name, value) in given.maybe::<BTreeMap<String, String>>("query")?.unwrap_or_default() {
        options = options.query(name, value);
    }
    Ok(options)
}

/// The waits between attempts.
struct Backoff {
    base: Duration,
    cap: Duration,
    longest_asked: Duration,
}

impl Members for Backoff {
    fn take(given: &mut Arguments) -> Result<Self, Refusal> {
        let Seconds(base) = given.take("base")?;
        let Seconds(cap) = given.take("cap")?;
        let Seconds(longest_asked) = given.take("longest_asked")?;
        Ok(Backoff { base, cap, longest_asked })
    }
}
