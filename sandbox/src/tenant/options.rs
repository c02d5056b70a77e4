//! What a tenant starts with.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The size and the setting of a new tenant. The same options give the same data, apart from times that are counted
/// back from now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TenantOptions {
    /// Users of the company itself: ada, bob and eve first, then `user00003@example.com` and so on.
    pub users: usize,
    /// Managed companies, in a hierarchy of three levels.
    pub companies: usize,
    /// Users of each managed company.
    pub company_users: usize,
    /// Groups; `null` = one for about fifty users, at least six.
    pub groups: Option<usize>,
    /// Shared folders; the first five show every kind of row.
    pub folders: usize,
    /// Admin levels, at least five.
    pub admin_levels: usize,
    /// Billing cycles that are over.
    pub billing_cycles: usize,
    /// Events of the last days.
    pub events: usize,
    /// The zone in which event times are printed.
    pub time_zone: Zone,
    /// Varies what is drawn at random.
    pub seed: u64,
    /// A clock that stands still, for data that must not depend on the day of the test.
    pub now: Option<Timestamp>,
    /// How many requests are kept in full; hits are counted without a limit.
    pub recorded_requests: usize,
}

impl Default for TenantOptions {
    fn default() -> Self {
        Self {
            users: 50,
            companies: 6,
            company_users: 4,
            groups: None,
            folders: 6,
            admin_levels: 6,
            billing_cycles: 12,
            events: 120,
            time_zone: Zone::default(),
            seed: 1,
            now: None,
            recorded_requests: 1024,
        }
    }
}

impl TenantOptions {
    /// A tenant with nothing in it but the admin levels.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            users: 0,
            companies: 0,
            groups: Some(0),
            folders: 0,
            billing_cycles: 0,
            events: 0,
            ..Self::default()
        }
    }
}

/// A time zone by its IANA name: `"Europe/Berlin".parse()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// There is no zone of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownZone(String);

impl Zone {
    pub(crate) fn time_zone(&self) -> TimeZone {
        self.0.clone()
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
}

impl Default for Zone {
    /// `America/New_York`, the zone of the vendor's older documentation.
    fn default() -> Self {
        "America/New_York".parse().unwrap_or(Self(TimeZone::UTC))
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        TimeZone::get(name).map(Self).map_err(|_| UnknownZone(name.to_owned()))
    }
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the IANA name of a time zone, such as Europe/Berlin", self.0)
    }
}

impl std::error::Error for UnknownZone {}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
