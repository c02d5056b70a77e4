//! What happened yesterday?

use jiff::Zoned;
use lastpass_admin::{Client, EventQuery};

use crate::output::{self, Sample, or_dash};

/// Reads yesterday's audit events, the latest first.
///
/// The vendor prints times without a zone, in that of the account. What "yesterday" is can only be said with the zone's name.
pub async fn of_yesterday(client: &Client, time_zone: &str) -> anyhow::Result<()> {
    output::heading("Yesterday's audit events");
    let yesterday = Zoned::now().in_tz(time_zone)?.date().yesterday()?;
    let query = EventQuery {
        from: Some(yesterday.at(0, 0, 0, 0).into()),
        to: Some(yesterday.at(23, 59, 59, 0).into()),
        ..EventQuery::default()
    };

    let progress = output::progress("reading events");
    let mut table = Sample::new(["time (UTC)", "who", "action", "details"]);
    let mut events = client.provisioning().events().list(&query);
    while let Some(event) = events.try_next().await? {
        let instant = event.time().and_then(|time| time.instant());
        table.row([
            or_dash(instant),
            or_dash(event.username()),
            or_dash(event.action()),
            or_dash(event.data()),
        ]);
        progress.inc(1);
    }
    progress.finish_and_clear();
    table.print();
    println!("  {} events on {yesterday} in {time_zone}", table.len());
    Ok(())
}
