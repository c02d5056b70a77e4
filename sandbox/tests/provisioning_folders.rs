//! The rules for a mock server of the Provisioning API about shared folders.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use std::collections::HashSet;

use common::{bench, default_bench};
use lastpass_sandbox::{FolderFlags, SuperAdminSpelling, TenantOptions};
use serde_json::{Value, json};

fn rows(folder: &Value) -> Vec<&Value> {
    folder["users"].as_array().unwrap().iter().collect()
}

#[tokio::test]
async fn provisioning_mock_12_forms_of_flags() {
    let bench = default_bench().await;
    let flags = || async {
        let folders = bench.command("getsfdata", json!("all")).await;
        let rows: Vec<Value> = folders.as_object().unwrap().values().flat_map(rows).cloned().collect();
        let values = rows
            .iter()
            .flat_map(|row| ["readonly", "give", "can_administer"].map(|name| row[name].to_string()));
        values.collect::<HashSet<_>>()
    };
    let set = |values: &[&str]| values.iter().map(ToString::to_string).collect::<HashSet<_>>();
    let (numbers, texts, flags_) = (["0", "1"], ["\"0\"", "\"1\""], ["false", "true"]);
    assert_eq!(flags().await, set(&numbers));
    bench.tenant.quirks(|quirks| quirks.folder_flags = FolderFlags::Strings);
    assert_eq!(flags().await, set(&texts));
    bench.tenant.quirks(|quirks| quirks.folder_flags = FolderFlags::Booleans);
    assert_eq!(flags().await, set(&flags_));
    bench.tenant.quirks(|quirks| quirks.folder_flags = FolderFlags::Mixed);
    assert_eq!(flags().await, set(&[numbers, texts, flags_].concat()));
}

#[tokio::test]
async fn provisioning_mock_13_kinds_of_rows() {
    let bench = default_bench().await;
    let folders = bench.command("getsfdata", json!("all")).await;
    let infra = rows(&folders["5001"]);
    assert_eq!(infra[0], &json!({"username":"ada@example.com","readonly":0,"give":1,"can_administer":1}));
    let members: Vec<&Value> =
        infra.iter().filter(|row| row["group_name"] == "Eng").map(|row| &row["username"]).collect();
    let of_group = bench.tenant.groups().into_iter().find(|(name, _)| name == "Eng").unwrap().1;
    assert_eq!(members.len(), of_group.len(), "one row per member");
    assert_eq!(
        infra.last().unwrap(),
        &&json!({"username":"root@example.com","readonly":0,"give":1,"can_administer":1,"superadmin":true})
    );
    assert_eq!(folders["5003"]["deleted"], true);
    assert_eq!((folders["5001"].get("score"), folders["5002"].get("score")), (Some(&json!(87.5)), None));
    assert_eq!(folders["5004"]["sharedfoldername"], "Shared-Super-Admins");
    bench.tenant.quirks(|quirks| quirks.super_admin_spelling = SuperAdminSpelling::Underscored);
    let folders = bench.command("getsfdata", Value::Null).await;
    assert_eq!(rows(&folders["5004"])[0]["super_admin"], true);
    assert_eq!(rows(&folders["5004"])[0].get("superadmin"), None);
}

#[tokio::test]
async fn provisioning_mock_14_rows_as_a_map() {
    let bench = default_bench().await;
    bench.tenant.quirks(|quirks| quirks.folder_users_as_map = true);
    let folders = bench.command("getsfdata", json!("all")).await;
    assert_eq!(folders["5002"]["users"]["0"]["username"], "ada@example.com");
    assert_eq!(folders["5002"]["users"]["1"]["username"], "bob@example.com");
}

#[tokio::test]
async fn provisioning_mock_23_detailed_folders() {
    let bench = bench(TenantOptions { folders: 120, ..TenantOptions::default() }).await;
    let unpaged = || bench.command_answer("getdetailedsfdata", json!("all"));
    let answer = unpaged().await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, None));
    for value in ["3", "Sun, 06 Nov 1994 08:49:37 GMT", "99999999", "soon"] {
        bench.tenant.quirks(|quirks| quirks.detailed_folders_retry_after = Some(value.to_owned()));
        let answer = unpaged().await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, Some(value)));
    }
    let mut seen = 0;
    for (index, expected) in [50, 50, 20, 0].into_iter().enumerate() {
        let data = json!({"data":"all","pagesize":"50","pageindex":index.to_string()});
        let page = bench.command("getdetailedsfdata", data).await;
        assert_eq!(page.as_object().unwrap().len(), expected);
        seen += expected;
        let every_row_has_sites =
            page.as_object().unwrap().values().flat_map(rows).all(|row| row["sites"].is_array());
        assert!(every_row_has_sites);
    }
    assert_eq!(seen, 120);
    bench.tenant.quirks(|quirks| quirks.detailed_folders_limit = 120);
    assert_eq!(unpaged().await.status, 200);
}
