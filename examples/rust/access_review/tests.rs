use std::fs;

use lastpass_admin::Credentials;
use lastpass_sandbox::{
    Fault, FaultKind, Folder as SharedFolder, Grant, Principal, Sandbox, Target, Tenant, TenantOptions,
    UserChange,
};

use super::*;

/// A company of eight users (ada, bob, eve, who is disabled, and others), and a client of it.
struct Company {
    sandbox: Sandbox,
    tenant: Tenant,
}

impl Company {
    async fn found() -> anyhow::Result<Self> {
        let sandbox = Sandbox::start().await?;
        let tenant =
            sandbox.tenant(TenantOptions { users: 8, companies: 0, events: 0, ..Default::default() });
        Ok(Company { sandbox, tenant })
    }

    fn client(&self) -> anyhow::Result<Client> {
        let credentials = Credentials::new()
            .api_key(self.tenant.api_key())
            .provisioning(self.tenant.cid(), self.tenant.provhash());
        let client = Client::builder()
            .credentials(credentials)
            .business_url(self.sandbox.business_url())
            .provisioning_url(self.sandbox.provisioning_url());
        Ok(client.read_only(true).build()?)
    }

    /// What the program writes as CSV, row by row, and as tables.
    async fn written(&self, line: &str) -> anyhow::Result<(Vec<Vec<String>>, String)> {
        let arguments = parse(line);
        let (client, columns) = (self.client()?, arguments.view.columns());
        let (mut rows, mut text) = (Vec::new(), Vec::new());
        let counts = review(&client, &arguments, &mut CsvRows::new(&mut rows, columns)?).await?;
        let same = review(&client, &arguments, &mut Tables { out: &mut text, columns }).await?;
        assert_eq!(counts, same);
        let mut rows = csv::Reader::from_reader(&rows[..]);
        let rows: Vec<Vec<String>> = rows.deserialize().collect::<Result<_, _>>()?;
        assert_eq!(rows.len(), counts.rows);
        Ok((rows, String::from_utf8(text)?))
    }
}

fn parse(line: &str) -> Arguments {
    Arguments::parse_from(["access_review"].into_iter().chain(line.split_whitespace()))
}

fn grant(principal: Principal, [can_administer, give, read_only]: [bool; 3]) -> Grant {
    Grant { principal, read_only, give, can_administer }
}

#[tokio::test]
async fn every_way_into_a_folder_is_a_row() -> anyhow::Result<()> {
    let company = Company::found().await?;
    let (rows, tables) = company.written("").await?;
    let infra: Vec<String> = rows.iter().filter(|row| row[0] == "5001").map(|row| row.join(",")).collect();
    assert_eq!(infra[0], "5001,Shared-Infra,,ada@example.com,admin,direct,,enabled,");
    assert_eq!(infra[1], "5001,Shared-Infra,,ada@example.com,viewer,group,Eng,enabled,");
    assert_eq!(
        infra.last().map(String::as_str),
        Some("5001,Shared-Infra,,root@example.com,admin,super admin,,no account,not enabled")
    );
    assert!(tables.starts_with("Shared-Infra (id 5001)\n"));
    assert!(rows.iter().all(|row| row[0] != "5003"), "a deleted folder grants nothing");
    Ok(())
}

#[tokio::test]
async fn a_status_that_nobody_knows_is_remarked() -> anyhow::Result<()> {
    let company = Company::found().await?;
    let change = UserChange { account_status: Some("enabled".to_owned()), ..UserChange::default() };
    assert!(company.tenant.change_user("ada@example.com", &change)?);
    let (rows, _) = company.written("--folder 5002").await?;
    assert_eq!(rows[0][7..], ["unmapped_value: enabled", "not enabled"]);
    Ok(())
}

#[tokio::test]
async fn what_is_asked_for_is_what_is_shown() -> anyhow::Result<()> {
    let company = Company::found().await?;
    let all = company.written("").await?.0.len();
    let (only, _) = company.written("--super-admins only").await?;
    let (without, _) = company.written("--super-admins without").await?;
    assert!(only.iter().all(|row| row[5] == "super admin") && !only.is_empty());
    assert_eq!(only.len() + without.len(), all);

    let (deleted, table) = company.written("--folder 5003 --include-deleted").await?;
    assert!(table.starts_with("Shared-Old project (id 5003, deleted)\n"));
    let eve: Vec<&str> = deleted[1].iter().map(String::as_str).collect();
    // Without any flag there is no role, and yet the folder has its name.
    let name = "Shared-Old project";
    assert_eq!(
        eve,
        ["5003", name, "yes", "eve@example.com", "unmapped_value", "direct", "", "disabled", "not enabled"]
    );
    Ok(())
}

#[tokio::test]
async fn a_group_names_those_of_its_members_who_are_not_enabled() -> anyhow::Result<()> {
    let company = Company::found().await?;
    for email in
        ["eve@example.com", "user00003@example.com", "user00004@example.com", "user00005@example.com"]
    {
        company.tenant.add_to_group(email, "Night");
        company.tenant.edit_user(email, |user| user.disabled = true);
    }
    company.tenant.add_to_group("ada@example.com", "Night");
    let night = || Principal::Group("Night".to_owned());
    company.tenant.set_folders(vec![SharedFolder {
        id: 9,
        name: "Shared-Night".to_owned(),
        score: None,
        deleted: false,
        grants: vec![grant(night(), [false, true, false])],
    }]);
    let (rows, _) = company.written("--as groups").await?;
    let remark = "not enabled: eve@example.com, user00003@example.com, user00004@example.com and 1 more";
    assert_eq!(rows, [["9", "Shared-Night", "", "Night", "editor", "5", "4", remark]]);
    Ok(())
}

#[tokio::test]
async fn no_name_is_a_formula_or_a_command_of_a_terminal() -> anyhow::Result<()> {
    let company = Company::found().await?;
    let names = ["=1+1", "+1", "-1", "@SUM(A1)", "\u{1b}[2Jname\n", "Grüße, \"東京\""];
    let grants = vec![grant(Principal::User("ada@example.com".to_owned()), [false, false, true])];
    let folders = names.iter().zip(1..).map(|(name, id)| SharedFolder {
        id,
        name: (*name).to_owned(),
        score: None,
        deleted: false,
        grants: grants.clone(),
    });
    company.tenant.set_folders(folders.collect());
    let (rows, tables) = company.written("").await?;
    let written: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(written, ["'=1+1", "'+1", "'-1", "'@SUM(A1)", names[4], names[5]]);
    assert!(tables.contains("\n?[2Jname? (id 5)\n") && !tables.contains('\u{1b}'));
    Ok(())
}

#[tokio::test]
async fn a_file_appears_when_it_is_complete() -> anyhow::Result<()> {
    let company = Company::found().await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("access.csv");
    fs::write(&path, "of yesterday")?;
    let (client, arguments) = (company.client()?, parse("--output access.csv"));

    company.tenant.inject(Fault::once(Target::Command("getsfdata"), FaultKind::Html));
    assert!(to_file(&client, &arguments, &path).await.is_err());
    assert_eq!(fs::read_to_string(&path)?, "of yesterday");
    assert_eq!(fs::read_dir(folder.path())?.count(), 1, "nothing is left behind");

    let counts = to_file(&client, &arguments, &path).await?;
    let written = fs::read_to_string(&path)?;
    assert!(written.starts_with("\u{feff}folder_id,folder,deleted,user,role,"));
    assert_eq!(written.lines().count(), counts.rows + 1);
    Ok(())
}

#[tokio::test]
async fn it_ends_with_what_has_to_be_done() -> anyhow::Result<()> {
    let company = Company::found().await?;
    let keyed = Client::builder()
        .credentials(Credentials::new().api_key(company.tenant.api_key()))
        .business_url(company.sandbox.business_url())
        .build()?;
    company.tenant.inject(Fault::once(Target::Command("getuserdata"), FaultKind::XmlAuthorizationError));
    let cases = [
        ("no credential that answers it", keyed, "", 2, "LASTPASS_PROVHASH"),
        ("a dead hash", company.client()?, "", 1, "was not accepted"),
        ("no such folder", company.client()?, "--folder 4", 1, "no shared folder"),
    ];
    for (name, client, line, expected, said) in cases {
        let arguments = parse(line);
        let mut form = CsvRows::new(io::sink(), arguments.view.columns())?;
        let Err(error) = review(&client, &arguments, &mut form).await else { panic!("{name}: no error") };
        assert_eq!(code(&error), expected, "{name}: {error:#}");
        assert!(format!("{error:#}").contains(said), "{name}: {error:#}");
    }
    Ok(())
}
