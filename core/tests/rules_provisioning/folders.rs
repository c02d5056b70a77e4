//! Rule 16: who reaches a shared folder, and as what.

use lastpass_admin::{ErrorKind, FolderRole};
use lastpass_sandbox::{Folder, FolderFlags, Grant, Principal, SuperAdminSpelling};

use super::pages::sent;
use crate::common::bench;

pub(super) fn folder(flags: [bool; 3], principal: Principal) -> Folder {
    let [read_only, give, can_administer] = flags;
    let grants = vec![Grant { principal, read_only, give, can_administer }];
    Folder { id: 5001, name: "Shared".to_owned(), score: None, deleted: false, grants }
}

/// Provisioning rule 16: the raw flags in every form of the wire, and the role derived from them in one place.
#[tokio::test]
async fn rule_16_flags_come_in_every_form_and_amount_to_one_role() {
    let cases = [
        ([false, true, true], FolderRole::Admin),
        ([true, false, true], FolderRole::Admin),
        ([false, true, false], FolderRole::Editor),
        ([true, true, false], FolderRole::Editor),
        ([true, false, false], FolderRole::Viewer),
        ([false, false, false], FolderRole::Unmapped),
    ];
    let bench = bench().await;
    let client = bench.client();
    for (flags, role) in cases {
        bench.tenant.set_folders(vec![folder(flags, Principal::User("ada@example.com".to_owned()))]);
        for form in [FolderFlags::Integers, FolderFlags::Strings, FolderFlags::Booleans, FolderFlags::Mixed] {
            bench.tenant.quirks(|quirks| quirks.folder_flags = form);
            let folder = client.provisioning().shared_folders().get("5001").await.unwrap();
            let member = folder.users().next().unwrap();
            let read = [member.read_only(), member.give(), member.can_administer()];
            assert_eq!((read, member.role()), (flags.map(Some), role), "{flags:?} {form:?}");
        }
    }
}

/// Provisioning rule 16: a principal is a user, or a user through a group; super admins in both spellings.
#[tokio::test]
async fn rule_16_a_row_says_how_the_user_reaches_the_folder() {
    let bench = bench().await;
    let client = bench.client();
    for spelling in [SuperAdminSpelling::Joined, SuperAdminSpelling::Underscored] {
        bench.tenant.quirks(|quirks| quirks.super_admin_spelling = spelling);
        let folder = client.provisioning().shared_folders().get("5001").await.unwrap();
        let rows: Vec<_> = folder.users().collect();
        let direct: Vec<_> =
            rows.iter().filter(|row| row.group_name().is_none() && !row.is_super_admin()).collect();
        let through_group = rows.iter().filter(|row| row.group_name() == Some("Eng")).count();
        let super_admins: Vec<_> =
            rows.iter().filter(|row| row.is_super_admin()).filter_map(|row| row.username()).collect();
        let members = bench.tenant.groups().into_iter().find(|(name, _)| name == "Eng").unwrap().1.len();
        assert_eq!((direct.len(), through_group), (1, members), "{spelling:?}");
        assert_eq!(super_admins, ["root@example.com"], "{spelling:?}");
    }
}

/// Provisioning rule 16: deleted folders are listed too and can be told apart; a missing score is none.
#[tokio::test]
async fn rule_16_deleted_folders_are_listed_and_can_be_told_apart() {
    let bench = bench().await;
    let folders = bench.client().provisioning().shared_folders().list().collect().await.unwrap();
    let deleted: Vec<_> =
        folders.iter().filter(|folder| folder.is_deleted()).filter_map(|folder| folder.name()).collect();
    assert_eq!(deleted, ["Shared-Old project"]);
    let scores: Vec<_> = folders.iter().map(|folder| folder.score()).collect();
    assert_eq!(scores, [Some(87.5), None, Some(87.5), Some(87.5), None, Some(87.5)]);
    assert_eq!(sent(&bench, "getsfdata"), ["all"], "super admins are listed only with \"all\"");
    let error = bench.client().provisioning().shared_folders().get("4999").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}
