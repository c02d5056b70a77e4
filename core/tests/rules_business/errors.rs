//! Refusals of the vendor: their kinds, and what is kept of them.

use lastpass_admin::{
    CallOptions, CreateUserRequest, Error, ErrorKind, FieldError, UserAccountCreationAction,
};
use lastpass_sandbox::{
    ErrorBody, FaultKind, ProblemBody, ProblemErrors, ProblemMediaType, ProblemMembers, RetryAfter,
};

use crate::common::answering::{Answer, Answering};
use crate::common::{Bench, bench};

fn status(status: u16, body: ErrorBody) -> FaultKind {
    FaultKind::Status { status, body, retry_after: RetryAfter::None, acted: false }
}

/// Sends a user whose address is none for the vendor, though it is one for the client.
async fn refused(bench: &Bench) -> Error {
    let request = CreateUserRequest::new("ada@example@com", UserAccountCreationAction::Stage);
    bench.client().users().create(&request).await.unwrap_err()
}

/// Business rule 11: one kind for each class of status, whatever the body is; the status is kept.
#[tokio::test]
async fn rule_11_every_status_has_its_kind() {
    let cases = [
        (400, ErrorKind::InvalidRequest),
        (401, ErrorKind::Authentication),
        (402, ErrorKind::SubscriptionExpired),
        (403, ErrorKind::Permission),
        (404, ErrorKind::NotFound),
        (405, ErrorKind::InvalidRequest),
        (409, ErrorKind::Conflict),
        (415, ErrorKind::UnsupportedMediaType),
        (422, ErrorKind::InvalidRequest),
        (500, ErrorKind::Server),
        (501, ErrorKind::Server),
        (502, ErrorKind::Server),
        (503, ErrorKind::Server),
        (504, ErrorKind::Server),
    ];
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().max_retries(0));
    for (code, kind) in cases {
        for body in [ErrorBody::Native, ErrorBody::Html, ErrorBody::Empty] {
            bench.tenant.clear_faults();
            bench.inject("getUser", status(code, body));
            let error = client.users().get(80_001).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (kind, Some(code)), "{code} {body:?}: {error}");
            let text = error.to_string();
            assert!(text.contains(&code.to_string()), "{text}");
            let detail = (body == ErrorBody::Native).then_some("The sandbox was told to fail.");
            assert_eq!(error.detail(), detail, "{code} {body:?}");
        }
    }
}

/// Business rule 11: a 401 and a 403 ask whether the account is enrolled for the API.
#[tokio::test]
async fn rule_11_a_refused_key_hints_at_the_enrolment() {
    let bench = bench().await;
    let key = |key: String| lastpass_admin::Credentials::new().api_key(key);
    let cases = [
        ("unknown key", key("lpkey_unknown".to_owned()), ErrorKind::Authentication, "enrolled"),
        ("forbidden", key(bench.tenant.forbidden_api_key()), ErrorKind::Permission, "enrolled"),
        (
            "expired",
            key(bench.tenant.expired_api_key()),
            ErrorKind::SubscriptionExpired,
            "subscription has expired",
        ),
    ];
    for (name, credentials, kind, words) in cases {
        let client = bench.builder().credentials(credentials).build().unwrap();
        let error = client.users().get(80_001).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert!(error.message().contains(words), "{name}: {error}");
    }
}

/// Business rule 11: title, detail, instance and every field error are kept, under any JSON media type.
#[tokio::test]
async fn rule_11_every_member_of_a_problem_is_kept() {
    for media_type in [ProblemMediaType::ProblemJson, ProblemMediaType::Json] {
        for has_type in [false, true] {
            let bench = bench().await;
            bench.tenant.quirks(|quirks| {
                quirks.problem_media_type = media_type;
                quirks.problem_has_type = has_type;
                quirks.problem_errors = ProblemErrors::Several;
            });
            let error = refused(&bench).await;
            assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidRequest, Some(422)), "{error}");
            assert_eq!(error.title(), Some("Unprocessable Content"));
            assert_eq!(error.instance(), Some("/business/v1/users"));
            assert!(error.detail().is_some());
            let found: Vec<(Option<&str>, Option<&str>)> = error
                .field_errors()
                .iter()
                .map(|FieldError { detail, pointer, .. }| (detail.as_deref(), pointer.as_deref()))
                .collect();
            assert!(found.contains(&(Some("Too long."), Some("/name"))), "{found:?}");
            assert!(found.len() >= 3, "the vendor's own one too: {found:?}");
        }
    }
}

/// Business rule 11: a problem may lack its members, have them null, or be no problem at all.
#[tokio::test]
async fn rule_11_any_body_of_an_error_is_survived() {
    let cases = [
        ("null members", ProblemMembers::Null, ProblemErrors::AsFound, ProblemBody::Problem),
        ("no members", ProblemMembers::Absent, ProblemErrors::AsFound, ProblemBody::Problem),
        ("errors null", ProblemMembers::Full, ProblemErrors::Null, ProblemBody::Problem),
        ("errors empty", ProblemMembers::Full, ProblemErrors::Empty, ProblemBody::Problem),
        ("no body", ProblemMembers::Full, ProblemErrors::AsFound, ProblemBody::Empty),
        ("a page", ProblemMembers::Full, ProblemErrors::AsFound, ProblemBody::Html),
    ];
    for (name, members, errors, body) in cases {
        let bench = bench().await;
        bench.tenant.quirks(|quirks| {
            quirks.problem_members = members;
            quirks.problem_errors = errors;
            quirks.problem_body = body;
        });
        let error = refused(&bench).await;
        // The page is a gateway's, with status 502.
        let expected = match body {
            ProblemBody::Html => (ErrorKind::Server, Some(502)),
            _ => (ErrorKind::InvalidRequest, Some(422)),
        };
        assert_eq!((error.kind(), error.status()), expected, "{name}: {error}");
        assert_eq!(error.field_errors(), [], "{name}");
    }
}

/// Business rule 11: what of a problem is usable is used, when some member has another type.
#[tokio::test]
async fn rule_11_an_odd_member_does_not_hide_the_others() {
    let bodies = [
        ("errors is an object", r#"{"title":"Bad","detail":"No.","errors":{"email":["taken"]}}"#),
        ("status is a text", r#"{"title":"Bad","status":"422","detail":"No."}"#),
        ("pointer is a list", r#"{"title":"Bad","detail":"No.","errors":[{"detail":"x","pointer":["a"]}]}"#),
        ("an error is a text", r#"{"title":"Bad","detail":"No.","errors":["taken"]}"#),
        ("title is a number", r#"{"title":7,"detail":"No."}"#),
    ];
    for (name, body) in bodies {
        let server = Answering::start([Answer::new(422, "application/problem+json", body)]).await;
        let error = server.client().users().get(1).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidRequest, Some(422)), "{name}");
        assert_eq!(error.detail(), Some("No."), "{name}: {error}");
    }
}
