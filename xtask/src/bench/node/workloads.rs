//! The workloads, and who does them.

use super::super::contest::Workload;

/// An empty Node takes 45 MiB, and parses a page of 1.1 MB at a time.
pub(super) const STREAM_PEAK_MIB: f64 = 128.0;

/// The undici pool, which ours is held against, takes the vendor's objects as they come; the others make those that the package
/// gives.
pub(super) const CLIENTS: [(&str, &str); 5] = [
    ("ours", "lastpass-admin"),
    ("undici", "undici pool, objects as they come"),
    ("undici-same", "undici pool"),
    ("fetch", "fetch"),
    ("axios", "axios"),
];

/// A list is held to its target where a script reads three members of each user; what it costs to read every member is shown.
pub(super) const ALL: [Workload; 6] = [
    Workload::new("w1", "three", "list users, Business API", Some(1.6)),
    Workload::new("w1", "every", "list users, Business API", None),
    Workload::new("w2", "every", "5,000 single reads, 32 in flight", Some(3.0)),
    Workload::new("w3", "every", "2,000 single reads, one by one", Some(2.1)),
    Workload::new("w4", "three", "list users, Provisioning API", Some(1.2)),
    Workload::new("w4", "every", "list users, Provisioning API", None),
];
