//! Who can reach which shared folder, through which group, in which role: `cargo run --example access_review`.
//!
//! ```sh
//! access_review                              # a table for each folder
//! access_review --folder 5001 --as groups    # one folder, group by group
//! access_review --output access.csv          # a file for a spreadsheet; --csv writes the same to standard output
//! ```
//!
//! A row is one way in: whoever reaches a folder directly and through two groups has three. The role is derived from the vendor's
//! flags; without any of them it is `unmapped_value`. Beside it stands the status of the account, and a remark where somebody
//! should look: access of an account that is disabled, was never taken into use, or is none of this company's users.
//!
//! In CSV a value that begins with = + - or @ has a quote in front, since a spreadsheet would take it for a formula. A file appears
//! only if everything was read, and replaces that of an earlier run; what --csv wrote is complete only if the program ends with 0.
//!
//! It needs `LASTPASS_CID` with `LASTPASS_PROVHASH`; with `LASTPASS_API_KEY` too, the status is what both APIs say.
//! `lastpass-sandbox` prints an environment to try it with. It ends with 0 if everything was read, with 1 if not, with 2 if it was
//! called or set up wrongly.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use comfy_table::{ContentArrangement, Table, TableStyle};
use lastpass_admin::{
    Client, ClientBuilder, Error, ErrorKind, IamUser, IamUserStatus, IamUserStatusValue, ListSummary,
    UnifiedListResourceUsers, UnifiedListUsers,
};
use tempfile::NamedTempFile;

#[cfg(test)]
mod tests;

/// Who can reach which shared folder, through which group, in which role.
#[derive(Parser)]
struct Arguments {
    /// Only this folder.
    #[arg(long, value_name = "ID")]
    folder: Option<String>,
    /// What a row is.
    #[arg(long = "as", value_enum, default_value = "users")]
    view: View,
    /// Deleted folders too; nobody reaches them.
    #[arg(long)]
    include_deleted: bool,
    /// List super admins only, or leave them out.
    #[arg(long, value_enum)]
    super_admins: Option<SuperAdmins>,
    /// Write CSV to standard output, not a table.
    #[arg(long, conflicts_with = "output")]
    csv: bool,
    /// Write CSV to a file.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum View {
    Users,
    Groups,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum SuperAdmins {
    Only,
    Without,
}

impl View {
    fn columns(self) -> &'static [&'static str] {
        match self {
            View::Users => &["user", "role", "access", "group", "status", "remark"],
            View::Groups => &["group", "role", "members", "not_enabled", "remark"],
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Arguments::parse()).await {
        Ok(Counts { folders, rows, remarks }) => {
            eprintln!("{rows} ways into {folders} folders, {remarks} of them with a remark");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The review is not complete: {error:#}");
            ExitCode::from(code(&error))
        }
    }
}

/// How the program ends: what is wrong with the call is told from what may go well another time.
fn code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<Error>().map(Error::kind) {
        Some(ErrorKind::Configuration | ErrorKind::InvalidArgument | ErrorKind::NotSupported) => 2,
        _ => 1,
    }
}

async fn run(arguments: &Arguments) -> anyhow::Result<Counts> {
    let client = ClientBuilder::from_env()?.read_only(true).build()?;
    let columns = arguments.view.columns();
    match &arguments.output {
        Some(path) => to_file(&client, arguments, path).await,
        None if arguments.csv => {
            review(&client, arguments, &mut CsvRows::new(io::stdout().lock(), columns)?).await
        }
        None => review(&client, arguments, &mut Tables { out: io::stdout().lock(), columns }).await,
    }
}

/// The file gets its name when it is complete. Only its owner may read it: it holds personal data.
async fn to_file(client: &Client, arguments: &Arguments, path: &Path) -> anyhow::Result<Counts> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    // The mark tells spreadsheets that it is UTF-8.
    file.write_all("\u{feff}".as_bytes())?;
    let mut rows = CsvRows::new(BufWriter::new(&mut file), arguments.view.columns())?;
    let counts = review(client, arguments, &mut rows).await?;
    drop(rows);
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(counts)
}

/// A shared folder.
#[derive(Default, PartialEq)]
struct Folder {
    id: String,
    name: String,
    is_deleted: bool,
}

impl Folder {
    fn of(entry: &IamUser) -> Self {
        let Some(fields) = entry.unified_custom_fields() else { return Folder::default() };
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let (id, name) = (text(fields.resource_id()), text(fields.resource_name()));
        Folder { id, name, is_deleted: fields.resource_deleted() == Some(true) }
    }
}

/// The cells of a line; the last one is the remark.
type Row = Vec<String>;

#[derive(Debug, Default, PartialEq)]
struct Counts {
    folders: usize,
    rows: usize,
    remarks: usize,
}

/// Reads a folder, writes it and forgets it; the status of all accounts is all that is kept.
async fn review(client: &Client, arguments: &Arguments, form: &mut impl Form) -> anyhow::Result<Counts> {
    let accounts = Accounts::read(client).await?;
    let query = UnifiedListResourceUsers {
        resource_id: arguments.folder.clone(),
        include_deleted: Some(arguments.include_deleted),
        super_admins: arguments.super_admins.map(|wanted| wanted == SuperAdmins::Only),
        ..UnifiedListResourceUsers::default()
    };
    let mut entries = client.iam().list_resource_users(&query);
    let mut counts = Counts::default();
    // The entries of a folder come one after the other.
    let (mut folder, mut ways) = (Folder::default(), Vec::new());
    loop {
        let entry = entries.try_next().await?;
        let next = entry.as_ref().map(Folder::of);
        if next.as_ref() != Some(&folder) {
            let rows = match arguments.view {
                View::Users => accounts.user_rows(&ways),
                View::Groups => accounts.group_rows(&ways),
            };
            if !rows.is_empty() {
                form.folder(&folder, &rows)?;
                counts.folders += 1;
                counts.rows += rows.len();
                counts.remarks +=
                    rows.iter().filter(|row| row.last().is_some_and(|remark| !remark.is_empty())).count();
            }
            ways.clear();
        }
        let (Some(entry), Some(next)) = (entry, next) else { break };
        folder = next;
        ways.push(entry);
    }
    whole(entries.summary(), "entries")?;
    form.end()?;
    Ok(counts)
}

/// Refuses a list that lacks what the vendor counts.
fn whole(summary: ListSummary, what: &str) -> anyhow::Result<()> {
    let total = summary.total.unwrap_or_default();
    let is_whole = !summary.is_inconsistent();
    anyhow::ensure!(is_whole, "the vendor counts {total} {what}, {} came: run it again", summary.items);
    Ok(())
}

/// The status of each account by its address, in lower case; of people who were only invited, too.
struct Accounts(HashMap<String, String>);

/// The status of those who can log in.
const ENABLED: &str = "enabled";

impl Accounts {
    async fn read(client: &Client) -> anyhow::Result<Self> {
        let query = UnifiedListUsers { include_invited: Some(true), ..UnifiedListUsers::default() };
        let mut users = client.iam().users().list(&query);
        let mut accounts = HashMap::new();
        while let Some(user) = users.try_next().await? {
            let email = user.id().unwrap_or_default();
            accounts.insert(email.to_lowercase(), described(user.status().as_ref()));
        }
        whole(users.summary(), "users")?;
        Ok(Accounts(accounts))
    }

    fn status(&self, email: &str) -> &str {
        self.0.get(&email.to_lowercase()).map_or("no account", String::as_str)
    }

    fn user_rows(&self, entries: &[IamUser]) -> Vec<Row> {
        let row = |entry: &IamUser| {
            let group = group(entry).unwrap_or_default();
            let fields = entry.unified_custom_fields();
            let access = match fields.and_then(|fields| fields.super_admin()) {
                Some(true) => "super admin",
                _ if group.is_empty() => "direct",
                _ => "group",
            };
            let email = entry.id().unwrap_or_default();
            let status = self.status(email);
            let remark = if status == ENABLED { "" } else { "not enabled" };
            [email, &role(entry), access, &group, status, remark].map(str::to_owned).to_vec()
        };
        entries.iter().map(row).collect()
    }

    /// As `iam().list_resource_groups()`, whose entries do not say whether their folder was deleted.
    fn group_rows(&self, entries: &[IamUser]) -> Vec<Row> {
        let mut members: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
        for entry in entries {
            let Some(group) = group(entry) else { continue };
            members.entry((group, role(entry))).or_default().push(entry.id().unwrap_or_default());
        }
        let row = |((group, role), mut users): ((String, String), Vec<&str>)| {
            let count = users.len().to_string();
            users.retain(|user| self.status(user) != ENABLED);
            let remark = match &users[..] {
                [] => String::new(),
                [first, second, third, _, ..] => {
                    format!("not enabled: {first}, {second}, {third} and {} more", users.len() - 3)
                }
                few => format!("not enabled: {}", few.join(", ")),
            };
            vec![group, role, count, users.len().to_string(), remark]
        };
        members.into_iter().map(row).collect()
    }
}

/// A status; what the view has no word for with that of the vendor.
fn described(status: Option<&IamUserStatus>) -> String {
    let source = status.and_then(|status| status.source_value()).unwrap_or_default();
    match status.and_then(|status| status.value()) {
        Some(value @ IamUserStatusValue::UnmappedValue) => format!("{value}: {source}"),
        Some(value) => value.to_string(),
        None => "unknown".to_owned(),
    }
}

/// The name of the group through which an entry's user reaches the folder, if it is one.
fn group(entry: &IamUser) -> Option<String> {
    entry.groups()?.next()?.name().map(str::to_owned)
}

/// The name of the one role that an entry has.
fn role(entry: &IamUser) -> String {
    let role = entry.roles().and_then(|mut roles| roles.next());
    role.and_then(|role| role.name().map(str::to_owned)).unwrap_or_default()
}

/// How the review is written.
trait Form {
    fn folder(&mut self, folder: &Folder, rows: &[Row]) -> anyhow::Result<()>;
    fn end(&mut self) -> anyhow::Result<()>;
}

/// A table for each folder.
struct Tables<W> {
    out: W,
    columns: &'static [&'static str],
}

impl<W: Write> Form for Tables<W> {
    fn folder(&mut self, folder: &Folder, rows: &[Row]) -> anyhow::Result<()> {
        let deleted = if folder.is_deleted { ", deleted" } else { "" };
        writeln!(self.out, "{} (id {}{deleted})", printable(&folder.name), printable(&folder.id))?;
        let mut table = Table::new();
        table.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(self.columns);
        table.add_rows(rows.iter().map(|row| row.iter().map(|cell| printable(cell))));
        for line in table.lines() {
            writeln!(self.out, "   {}", line.trim_end())?;
        }
        Ok(())
    }

    fn end(&mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }
}

/// A name as it may be printed: whoever names a folder or a group must not control a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|each| if each.is_control() { '?' } else { each }).collect()
}

/// A row for each entry, below a header.
struct CsvRows<W: Write>(csv::Writer<W>);

impl<W: Write> CsvRows<W> {
    fn new(out: W, columns: &[&str]) -> anyhow::Result<Self> {
        let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        rows.write_record([&["folder_id", "folder", "deleted"], columns].concat())?;
        Ok(CsvRows(rows))
    }
}

impl<W: Write> Form for CsvRows<W> {
    fn folder(&mut self, folder: &Folder, rows: &[Row]) -> anyhow::Result<()> {
        let deleted = if folder.is_deleted { "yes" } else { "" };
        for row in rows {
            let common = [&folder.id[..], &folder.name, deleted].into_iter();
            self.0.write_record(common.chain(row.iter().map(String::as_str)).map(cell))?;
        }
        Ok(())
    }

    fn end(&mut self) -> anyhow::Result<()> {
        Ok(self.0.flush()?)
    }
}

/// A value for a spreadsheet. A name such as `=1+1` would be worked out as a formula.
fn cell(text: &str) -> String {
    let quote = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("{quote}{text}")
}
