//! Rule 12: what is sent again, what is read back, and what goes in chunks.

use std::time::{Duration, Instant};

use lastpass_admin::{
    BatchAddUser, CallOptions, Client, Delivery, EventQuery, GroupChange, PushSite, Result, UpdateUser,
    UserDataQuery,
};
use lastpass_sandbox::FaultKind;

use crate::common::{Bench, bench};

pub(super) const ADA: &str = "ada@example.com";

/// Every command that writes, by its name, on ada.
pub(super) async fn write(client: &Client, command: &str) -> Result<()> {
    let api = client.provisioning();
    match command {
        "batchadd" => api
            .users()
            .add(&[BatchAddUser { full_name: Some("Ada A.".into()), ..BatchAddUser::new(ADA) }])
            .await
            .map(drop),
        "updateuser" => {
            api.users().update(&UpdateUser { full_name: Some("Ada U.".into()), ..UpdateUser::new(ADA) }).await
        }
        "deluser" => api.users().deactivate(ADA).await,
        "disableuser" => api.users().disable(&[ADA]).await.map(drop),
        "enableuser" => api.users().enable(&["eve@example.com"]).await.map(drop),
        "reinviteuser" => api.users().reinvite(ADA).await,
        "resetpassword" => api.users().send_password_reset(ADA).await,
        "requiremasterpasswordchange" => api.users().require_password_change(ADA).await,
        "disablemultifactor" => api.users().disable_mfa(ADA).await,
        "updateemail" => api.users().change_email(ADA, "ada.new@example.com").await,
        "batchchangegrp" => {
            let change = GroupChange {
                add: vec!["Sales".into()],
                remove: vec!["Eng".into()],
                ..GroupChange::new(ADA)
            };
            api.groups().change_members(&[change]).await.map(drop)
        }
        "pushsitestousers" => {
            api.sites().push(&PushSite::new("Eng", "https://portal.example", "Portal")).await.map(drop)
        }
        other => panic!("{other}"),
    }
}

/// The column "repeat" of section 7.1.
pub(super) const READ_BACK: [&str; 7] = [
    "updateuser",
    "deluser",
    "disableuser",
    "enableuser",
    "requiremasterpasswordchange",
    "disablemultifactor",
    "batchchangegrp",
];

pub(super) const NEVER: [&str; 5] =
    ["batchadd", "reinviteuser", "resetpassword", "updateemail", "pushsitestousers"];

const MAILS_AND_PUSHES: [&str; 4] = ["reinviteuser", "resetpassword", "updateemail", "pushsitestousers"];

pub(super) async fn pushable() -> Bench {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.push_sites_available = true);
    bench
}

/// Provisioning rule 12: reads are repeated.
#[tokio::test]
async fn rule_12_a_read_is_repeated_after_an_unclear_failure() {
    let bench = bench().await;
    let client = bench.client();
    for command in ["getuserdata", "getsfdata", "getdetailedsfdata", "reporting", "expiredmasterpwlist"] {
        bench.tenant.clear_requests();
        bench.inject_once(command, FaultKind::ResetAfter);
        let api = client.provisioning();
        let read = match command {
            "getuserdata" => api.users().list(&UserDataQuery::default()).collect().await.map(drop),
            "getsfdata" => api.shared_folders().list().collect().await.map(drop),
            "getdetailedsfdata" => {
                api.shared_folders().list_detailed(&Default::default()).collect().await.map(drop)
            }
            "reporting" => api.events().list(&EventQuery::default()).collect().await.map(drop),
            _ => api.reports().list_expired_master_passwords(&Default::default()).collect().await.map(drop),
        };
        assert!(read.is_ok(), "{command}: {read:?}");
        assert_eq!(bench.tenant.hits(command), 2, "{command}");
    }
}

/// Provisioning rule 12: a write that took effect before its answer was lost is read back, and not sent again.
#[tokio::test]
async fn rule_12_a_write_that_took_effect_is_read_back_and_not_sent_again() {
    for command in READ_BACK {
        let bench = bench().await;
        bench.inject_once(command, FaultKind::ResetAfter);
        write(&bench.client(), command).await.unwrap_or_else(|error| panic!("{command}: {error}"));
        assert_eq!((bench.tenant.hits(command), bench.tenant.hits("getuserdata")), (1, 1), "{command}");
        assert_eq!(bench.changes(), 1, "{command}");
    }
}

/// Provisioning rule 12: mails and pushes are never repeated, and nobody claims to know what became of them.
#[tokio::test]
async fn rule_12_mails_and_pushes_are_never_repeated() {
    for command in MAILS_AND_PUSHES {
        for fault in [FaultKind::ResetBefore, FaultKind::ResetAfter] {
            let bench = pushable().await;
            bench.inject_once(command, fault.clone());
            let error = write(&bench.client(), command).await.expect_err(command);
            assert_eq!(error.delivery(), Delivery::Unknown, "{command}, {fault:?}");
            assert_eq!(bench.tenant.hits(command), 1, "{command}, {fault:?}");
            assert_eq!(
                bench.tenant.hits("getuserdata"),
                0,
                "{command}: no state shows whether a mail went out"
            );
        }
    }
}

/// Provisioning rule 12: a write that sets a state is sent again only once it was seen not to have taken effect.
#[tokio::test]
async fn rule_12_a_write_that_sets_a_state_is_sent_again_after_reading_that_it_did_not_take_effect() {
    for command in READ_BACK.into_iter().filter(|command| *command != "batchchangegrp") {
        let bench = bench().await;
        bench.inject_once(command, FaultKind::ResetBefore);
        write(&bench.client(), command).await.unwrap_or_else(|error| panic!("{command}: {error}"));
        let order: Vec<_> = bench.tenant.requests().iter().filter_map(|request| request.operation).collect();
        assert_eq!(order, [command, "getuserdata", command]);
        assert_eq!(bench.changes(), 1, "{command}");
    }
}

/// Provisioning rule 12: nothing that writes is repeated blindly, whatever the failure.
#[tokio::test]
async fn rule_12_no_write_reaches_the_state_twice() {
    let acted = |status| FaultKind::Status {
        status,
        body: lastpass_sandbox::ErrorBody::Html,
        retry_after: lastpass_sandbox::RetryAfter::None,
        acted: true,
    };
    let faults =
        [FaultKind::ResetAfter, FaultKind::TruncatedBody, FaultKind::TruncatedJson, acted(500), acted(503)];
    for command in READ_BACK.into_iter().chain(NEVER) {
        for fault in &faults {
            let bench = pushable().await;
            bench.inject_once(command, fault.clone());
            let _ = write(&bench.client(), command).await;
            assert_eq!(bench.tenant.hits(command), 1, "{command}, {fault:?}");
        }
    }
}

/// Provisioning rule 12: batchadd and batchchangegrp go in chunks, with a pause between two.
#[tokio::test]
async fn rule_12_batches_are_sent_in_chunks_with_a_pause() {
    let users: Vec<_> =
        (0..205).map(|number| BatchAddUser::new(format!("new{number}@example.com"))).collect();
    let changes: Vec<_> = (0..205)
        .map(|number| GroupChange {
            add: vec!["Eng".into()],
            ..GroupChange::new(format!("new{number}@example.com"))
        })
        .collect();
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().chunk_pause(Duration::from_millis(60)));
    for command in ["batchadd", "batchchangegrp"] {
        let start = Instant::now();
        let outcome = match command {
            "batchadd" => client.provisioning().users().add(&users).await,
            _ => client.provisioning().groups().change_members(&changes).await,
        };
        assert_eq!(outcome.unwrap().applied().len(), 205);
        assert!(start.elapsed() >= Duration::from_millis(120), "{command}: {:?}", start.elapsed());
        let requests =
            bench.tenant.requests().into_iter().filter(|request| request.operation == Some(command));
        let rows: Vec<_> =
            requests.map(|request| request.body.unwrap()["data"].as_array().unwrap().len()).collect();
        assert_eq!(rows, [100, 100, 5], "{command}");
    }
}

/// Provisioning rule 12: the pause is a second unless the caller says otherwise.
#[tokio::test]
async fn rule_12_the_pause_between_chunks_is_a_second_by_default() {
    let users = ["one@example.com", "two@example.com"].map(BatchAddUser::new);
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().chunk_size(1));
    let start = Instant::now();
    client.provisioning().users().add(&users).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(bench.tenant.hits("batchadd"), 2);
}
