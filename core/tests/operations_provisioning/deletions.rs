//! `provisioning.users`: leaving.

use lastpass_admin::{CompanyUserAccountStatus, DeleteAction, ErrorKind, RowState};
use serde_json::json;

use crate::common::bench;
use crate::{ADA, BOB, EVE, account_status, assert_sent, by_command, by_rest};

#[tokio::test]
async fn users_deactivate() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().deactivate(ADA).await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": ADA, "deleteaction": 0}));
    assert_eq!(by_command(&client, ADA).await.unwrap().disabled(), Some(true), "the user is still listed");
    assert_eq!(account_status(&client, ADA).await, Some(CompanyUserAccountStatus::Disabled));
}

#[tokio::test]
async fn users_remove_from_company() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().remove_from_company(ADA).await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": ADA, "deleteaction": 1}));
    assert!(by_command(&client, ADA).await.is_none() && by_rest(&client, ADA).await.is_none());
    let error = client.provisioning().users().remove_from_company(ADA).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rejected, "{error}");
}

#[tokio::test]
async fn users_delete_permanently() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().delete_permanently(BOB, BOB).await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": BOB, "deleteaction": 2}));
    assert!(by_command(&client, BOB).await.is_none() && by_rest(&client, BOB).await.is_none());
}

#[tokio::test]
async fn users_uninvite() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().uninvite("carol@example.com").await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": "carol@example.com", "deleteaction": 3}));
    assert!(
        !client
            .provisioning()
            .users()
            .list_invited()
            .await
            .unwrap()
            .contains(&"carol@example.com".to_owned())
    );
    let error = client.provisioning().users().uninvite(ADA).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rejected, "ada is enrolled: {error}");
    assert!(by_command(&client, ADA).await.is_some());
}

#[tokio::test]
async fn users_delete_many() {
    let bench = bench().await;
    let client = bench.client();
    let users = [BOB, "ghost@example.com", EVE];
    let error = client
        .provisioning()
        .users()
        .delete_many(&users, DeleteAction::DeletePermanently, 3)
        .await
        .unwrap_err();
    assert_sent(&bench, "deluser", &json!({"username": EVE, "deleteaction": 2}));
    assert_eq!(bench.tenant.hits("deluser"), 3, "one request a user");
    assert_eq!(error.kind(), ErrorKind::Partial);
    let states: Vec<RowState> = error.outcome().unwrap().rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RowState::Applied, RowState::Rejected, RowState::Applied]);
    for user in [BOB, EVE] {
        assert!(
            by_command(&client, user).await.is_none() && by_rest(&client, user).await.is_none(),
            "{user}"
        );
    }
}
