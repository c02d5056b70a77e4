//! For managed service providers: which companies are managed, and what do they owe?

use lastpass_admin::{Client, Item, ListBillingCycles, ListBillingReports, ListManagedCompanies};

use crate::output::{self, Sample, or_dash};

/// So many members of a billing record are shown.
const COLUMNS: usize = 6;

/// Lists the managed companies.
pub async fn list(client: &Client) -> anyhow::Result<()> {
    output::heading("Managed companies");
    let progress = output::progress("reading companies");
    let mut table = Sample::new(["id", "name", "type", "status", "licenses", "add-ons", "below"]);
    let mut companies = client.managed_companies().list(&ListManagedCompanies::default());
    while let Some(company) = companies.try_next().await? {
        let addons: Vec<String> = company.addons().map(|addon| addon.to_string()).collect();
        table.row([
            or_dash(company.id()),
            or_dash(company.name()),
            or_dash(company.r#type()),
            or_dash(company.status()),
            or_dash(company.license_limit()),
            addons.join(", "),
            or_dash(company.parent_id()),
        ]);
        progress.inc(1);
    }
    progress.finish_and_clear();
    table.print();
    Ok(())
}

/// What the last billing cycle comes to.
pub async fn bill(client: &Client) -> anyhow::Result<()> {
    output::heading("The last bill");
    let cycles = client.reports().list_billing_cycles(&ListBillingCycles::default()).await?;
    let dates = cycles.first().and_then(|cycle| Some((cycle.start_date()?, cycle.end_date()?)));
    let Some((start, end)) = dates else {
        output::line("no cycle", "there is nothing to bill yet");
        return Ok(());
    };
    output::line("cycle", format!("{start} to {end}"));

    let request = ListBillingReports::new(start.parse()?, end.parse()?);
    let records = client.reports().list_billing_records(&request).collect().await?;
    let Some(first) = records.first() else { return Ok(()) };

    // The vendor documents no member of a record, so the columns are what the first one has.
    let columns: Vec<String> = first.extra().keys().take(COLUMNS).cloned().collect();
    let mut table = Sample::new(&columns);
    for record in &records {
        let members = record.extra();
        table.row(columns.iter().map(|column| or_dash(members.get(column).map(plain))));
    }
    table.print();
    Ok(())
}

/// A value as one reads it, texts without their quotes.
fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
