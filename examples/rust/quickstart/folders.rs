//! Who can reach which shared folder, as what, and why?

use std::collections::BTreeMap;

use lastpass_admin::{Client, SharedFolderMember};

use crate::output::{self, Sample, or_dash};

/// Lists the shared folders with everyone who can reach them.
pub async fn list(client: &Client) -> anyhow::Result<()> {
    output::heading("Shared folders");
    let progress = output::progress("reading folders");
    let folders = client.provisioning().shared_folders().list().collect().await?;
    progress.finish_and_clear();

    let mut table = Sample::new(["folder", "role", "through", "who"]);
    // Deleted folders are listed too; nobody reaches them any more.
    for folder in folders.iter().filter(|folder| !folder.is_deleted()) {
        // One row per way in: a person who comes both by name and through a group has two.
        let mut ways: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
        for member in folder.users() {
            let way = (member.role().as_str(), through(&member));
            ways.entry(way).or_default().push(or_dash(member.username()));
        }
        for ((role, through), people) in ways {
            table.row([or_dash(folder.name()), role.to_owned(), through, names(&people)]);
        }
    }
    table.print();
    let deleted = folders.iter().filter(|folder| folder.is_deleted()).count();
    println!("  {} folders, {deleted} of them deleted", folders.len());
    Ok(())
}

/// How a member comes to the folder.
fn through(member: &SharedFolderMember) -> String {
    match member.group_name() {
        Some(group) => format!("the group {group}"),
        None if member.is_super_admin() => "being a super admin".to_owned(),
        None => "the folder itself".to_owned(),
    }
}

fn names(people: &[String]) -> String {
    match people {
        [first, second, _, ..] => format!("{first}, {second} and {} more", people.len() - 2),
        few => few.join(", "),
    }
}
