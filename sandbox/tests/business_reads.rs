//! The rules for a mock server of the Business API about reads: paths, keys, problems, pages, filters, reports.
#![allow(clippy::unwrap_used, reason = "a test that does not get what it looks at has failed")]

mod common;

use common::{Bench, assert_contains, bench, default_bench};
use lastpass_sandbox::contract::OPERATIONS;
use lastpass_sandbox::{
    LastPage, PlainFilter, ProblemBody, ProblemErrors, ProblemMediaType, ProblemMembers, TenantOptions,
    Unknown, UnknownSort,
};
use serde_json::{Value, json};

fn names(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

fn ids(page: &Value) -> Vec<i64> {
    page["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

async fn status(bench: &Bench, path: &str) -> u16 {
    bench.get(path).await.status
}

#[tokio::test]
async fn business_mock_01_the_31_operations_and_nothing_else() {
    assert_eq!(OPERATIONS.len(), 31);
    let bench = default_bench().await;
    for path in ["/v1/user", "/v1/users/80001/groups", "/v2/users", "/", "/v1/users/ada"] {
        let answer = bench.get(path).await;
        assert_eq!((answer.status, answer.json()["title"].as_str()), (404, Some("Not Found")), "{path}");
    }
    let wrong = bench.send("DELETE", "/v1/users", None).await;
    assert_eq!((wrong.status, wrong.header("allow")), (405, Some("GET, POST")));
    bench.tenant.quirks(|quirks| {
        quirks.unknown_path_status = 400;
        quirks.wrong_method_status = 404;
    });
    assert_eq!(status(&bench, "/v1/user").await, 400);
    assert_eq!(bench.send("DELETE", "/v1/users", None).await.status, 404);
}

#[tokio::test]
async fn business_mock_02_keys() {
    let bench = default_bench().await;
    let tenant = &bench.tenant;
    let (key, expired, forbidden) = (tenant.api_key(), tenant.expired_api_key(), tenant.forbidden_api_key());
    let lengths: Vec<usize> = key.split('_').map(str::len).collect();
    assert_eq!((lengths, key.starts_with("lpkey_")), (vec![5, 12, 32], true));
    let cases = [
        ("documented form", format!("api-key {key}"), 200),
        ("scheme in any case", format!("Api-Key {key}"), 200),
        ("scheme in capitals", format!("API-KEY {key}"), 200),
        ("another scheme", format!("Bearer {key}"), 401),
        ("no scheme", key.clone(), 401),
        ("unknown key", "api-key lpkey_XXXXXXXXXXXX_YYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY".to_owned(), 401),
        ("expired subscription", format!("api-key {expired}"), 402),
        ("no permission", format!("api-key {forbidden}"), 403),
    ];
    let url = format!("{}/v1/users", bench.sandbox.business_url());
    for (name, header, expected) in &cases {
        let answer = bench.http.get(&url).header("Authorization", header).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), *expected, "{name}");
        if *expected != 200 {
            assert_eq!(answer.headers()["content-type"], "application/problem+json", "{name}");
        }
    }
    assert_eq!(bench.http.get(&url).send().await.unwrap().status(), 401, "no header");
    assert_eq!(bench.sandbox.unattributed_requests().len(), 4);

    let renewed = tenant.renew_api_key();
    let with = |key: &str| bench.http.get(&url).header("Authorization", format!("api-key {key}")).send();
    assert_eq!(with(&key).await.unwrap().status(), 401, "a new key retires the old one");
    assert_eq!(with(&renewed).await.unwrap().status(), 200);
    tenant.revoke_api_key();
    assert_eq!(with(&renewed).await.unwrap().status(), 401);
}

#[tokio::test]
async fn business_mock_03_problem_details() {
    let bench = default_bench().await;
    let invalid = json!({"email": "not an address", "creationAccountAction": "stage"});
    let ask = || bench.send("POST", "/v1/users", Some(invalid.clone()));
    let answer = ask().await;
    assert_eq!((answer.status, answer.media_type.as_str()), (422, "application/problem+json"));
    assert_eq!(
        answer.json(),
        json!({"title":"Unprocessable Content","status":422,"detail":"One field is not valid.",
               "instance":"/business/v1/users","errors":[{"detail":"Not an e-mail address.","pointer":"/email"}]})
    );
    let tenant = &bench.tenant;
    tenant.quirks(|quirks| quirks.problem_members = ProblemMembers::Null);
    assert_eq!(
        ask().await.json(),
        json!({"title":null,"status":null,"detail":null,"instance":null,"errors":null})
    );
    tenant.quirks(|quirks| quirks.problem_members = ProblemMembers::Absent);
    assert_eq!(ask().await.json(), json!({}));
    tenant.quirks(|quirks| quirks.problem_members = ProblemMembers::Full);
    let errors = [
        (ProblemErrors::Null, json!(null)),
        (ProblemErrors::Empty, json!([])),
        (
            ProblemErrors::Several,
            json!([{"detail":"Not an e-mail address.","pointer":"/email"},
                   {"detail":"Not an e-mail address.","pointer":"/email"},{"detail":"Too long.","pointer":"/name"}]),
        ),
    ];
    for (form, expected) in errors {
        tenant.quirks(|quirks| quirks.problem_errors = form);
        assert_eq!(ask().await.json()["errors"], expected, "{form:?}");
    }
    tenant.quirks(|quirks| {
        quirks.problem_media_type = ProblemMediaType::Json;
        quirks.problem_has_type = true;
    });
    let answer = ask().await;
    assert_eq!(
        (answer.media_type.as_str(), &answer.json()["type"]),
        ("application/json", &json!("about:blank"))
    );
    tenant.quirks(|quirks| quirks.problem_body = ProblemBody::Html);
    let answer = ask().await;
    assert_eq!((answer.status, answer.media_type.as_str()), (502, "text/html"));
    tenant.quirks(|quirks| quirks.problem_body = ProblemBody::Empty);
    let answer = ask().await;
    assert_eq!((answer.status, answer.text.as_str()), (422, ""));
}

#[tokio::test]
async fn business_mock_04_paging() {
    let bench =
        bench(TenantOptions { users: 1203, companies: 30, admin_levels: 70, ..TenantOptions::default() })
            .await;
    let page = bench.get_json("/v1/users").await;
    assert_eq!(page["items"].as_array().unwrap().len(), 10, "the default size");
    let pages = bench.pages("/v1/users?max-results=500", 9).await;
    assert_eq!(pages.iter().map(|page| ids(page).len()).collect::<Vec<_>>(), [500, 500, 203]);
    let all: Vec<i64> = pages.iter().flat_map(ids).collect();
    assert_eq!(all, (80_001..81_204).collect::<Vec<_>>());
    assert_eq!(pages[2]["nextPageToken"], Value::Null);

    let cases = [
        ("/v1/users", 500),
        ("/v1/managed-companies", 500),
        ("/v1/managed-companies/5501/users", 500),
        ("/v1/managed-companies/5501/admin-levels/300/users", 500),
        ("/v1/admin-levels/300/users", 500),
        ("/v1/managed-companies-reports/admin-users", 500),
        ("/v1/admin-levels", 50),
        ("/v1/managed-companies/5501/admin-levels", 50),
        ("/v1/managed-companies-reports/billing-reports?start-date=2026-01-01&end-date=2026-12-31", 50),
    ];
    for (path, most) in cases {
        let join = if path.contains('?') { '&' } else { '?' };
        for (size, expected) in [(most, 200), (most + 1, 400), (0, 400)] {
            assert_eq!(
                status(&bench, &format!("{path}{join}max-results={size}")).await,
                expected,
                "{path} {size}"
            );
        }
    }
    bench.tenant.quirks(|quirks| quirks.out_of_range_status = 422);
    assert_eq!(status(&bench, "/v1/users?max-results=501").await, 422);
    assert_eq!(status(&bench, "/v1/users?max-results=many").await, 400);
    assert_eq!(status(&bench, "/v1/users?page-token=guessed").await, 400);
}

#[tokio::test]
async fn business_mock_04_the_end_of_a_list_and_tokens() {
    let bench = default_bench().await;
    for (form, expected) in
        [(LastPage::Null, Some(json!(null))), (LastPage::Absent, None), (LastPage::Empty, Some(json!("")))]
    {
        bench.tenant.quirks(|quirks| quirks.last_page = form);
        let page = bench.get_json("/v1/users?max-results=500").await;
        assert_eq!(page.get("nextPageToken").cloned(), expected, "{form:?}");
    }
    let page = bench.get_json("/v1/users?max-results=2&account-status=enrolled").await;
    let token = page["nextPageToken"].as_str().unwrap();
    let without_filter = format!("/v1/users?max-results=2&page-token={token}");
    assert_eq!(status(&bench, &without_filter).await, 400, "filters are to be repeated with the token");
    bench.tenant.quirks(|quirks| quirks.tokens_are_bound_to_filters = false);
    assert_eq!(status(&bench, &without_filter).await, 200);
}

#[tokio::test]
async fn business_mock_05_two_dialects() {
    let bench = default_bench().await;
    let nameless = "user00039@example.com";
    let path = format!("/v1/users?email={nameless}");
    assert_eq!(bench.get_json(&path).await["items"][0].get("name"), None);
    let level = bench.get_json("/v1/admin-levels/300").await;
    assert_eq!(
        level,
        json!({"id":300,"name":"Helpdesk","description":null,"permissions":["view-adoption-dashboard"],
               "managedCompaniesPermissions":["view-users"],"managedCompaniesAdminLevel":null})
    );
    bench.tenant.quirks(|quirks| {
        quirks.users_print_nulls = true;
        quirks.levels_and_reports_print_nulls = false;
    });
    assert_eq!(bench.get_json(&path).await["items"][0]["name"], Value::Null);
    assert!(bench.get_json(&path).await["items"][0].get("name").is_some());
    let page = bench.get_json("/v1/admin-levels").await;
    assert_eq!(page["items"][2].get("description"), None);
    assert_eq!(bench.get_json("/v1/admin-levels/300").await.get("managedCompaniesAdminLevel"), None);
}

#[tokio::test]
async fn business_mock_06_filters_and_sorts() {
    let bench = default_bench().await;
    let first = |path: &'static str| {
        let bench = &bench;
        async move { bench.get_json(path).await["items"][0]["email"].clone() }
    };
    assert_eq!(first("/v1/users?name=ada%25").await, "ada@example.com");
    assert_eq!(first("/v1/users?email=%25eve%25ple%25").await, "eve@example.com");
    assert_eq!(first("/v1/users?email=bob").await, Value::Null, "without a wildcard the whole text is meant");
    assert_eq!(first("/v1/users?sort=id:desc").await, "user00049@example.com");
    assert_eq!(first("/v1/users?sort=email:asc").await, "ada@example.com");
    assert_eq!(first("/v1/users?sort=account-status:asc&account-status=staged").await, "bob@example.com");
    let levels = bench.get_json("/v1/admin-levels?sort=name:desc&name=%25a%25").await;
    assert_eq!(names(&levels), ["Super admin", "Managed companies admin", "Auditor", "Admin"]);

    for sort in ["shoe-size:asc", "name", "name:up"] {
        assert_eq!(status(&bench, &format!("/v1/users?sort={sort}")).await, 400, "{sort}");
    }
    assert_eq!(
        status(&bench, "/v1/admin-levels?sort=id:asc").await,
        400,
        "admin levels are sorted by name only"
    );
    bench.tenant.quirks(|quirks| quirks.unknown_sort = UnknownSort::Unprocessable);
    assert_eq!(status(&bench, "/v1/users?sort=shoe-size:asc").await, 422);
    bench.tenant.quirks(|quirks| {
        quirks.unknown_sort = UnknownSort::Ignore;
        quirks.plain_filter = PlainFilter::Contains;
    });
    assert_eq!(first("/v1/users?sort=shoe-size:asc").await, "ada@example.com");
    assert_eq!(first("/v1/users?email=bob").await, "bob@example.com");

    assert_eq!(status(&bench, "/v1/users?nonsense=1").await, 400);
    bench.tenant.quirks(|quirks| quirks.unknown_query_parameter = Unknown::Ignore);
    assert_eq!(status(&bench, "/v1/users?nonsense=1").await, 200);
}

#[tokio::test]
async fn business_mock_07_lists_of_values() {
    let bench = bench(TenantOptions { companies: 30, ..TenantOptions::default() }).await;
    assert_eq!(status(&bench, "/v1/users?account-status=enrolled,staged").await, 400);
    bench.tenant.quirks(|quirks| quirks.account_status_list_status = 422);
    assert_eq!(status(&bench, "/v1/users?account-status=enrolled,staged").await, 422);

    let every = bench.get_json("/v1/managed-companies?max-results=500").await;
    let count = |test: &dyn Fn(&Value) -> bool| {
        every["items"].as_array().unwrap().iter().filter(|item| test(item)).count()
    };
    let has_addon = |item: &Value| !item["addons"].as_array().unwrap().is_empty();
    let cases = [
        ("status=active,suspended", 30),
        ("status=suspended", count(&|item| item["status"] == "suspended")),
        ("type=msp,managed-msp", count(&|item| item["type"] == "managed-msp")),
        ("addon=mfa,sso", count(&has_addon)),
        ("license-limit=25", count(&|item| item["licenseLimit"] == 25)),
        ("name=%25child%25", 1),
    ];
    for (query, expected) in cases {
        let page = bench.get_json(&format!("/v1/managed-companies?max-results=500&{query}")).await;
        assert_eq!(page["items"].as_array().unwrap().len(), expected, "{query}");
        assert!(expected > 0, "{query} must show something");
    }
    assert_eq!(status(&bench, "/v1/managed-companies?status=active,closed").await, 400);
    assert_eq!(status(&bench, "/v1/managed-companies?license-limit=>5").await, 400);
    let family = bench.get_json("/v1/managed-companies?parent-id=5502&max-results=50").await;
    assert_eq!(ids(&family), (5502..=5510).collect::<Vec<_>>(), "the company and all below it");
    let grandchild = bench.get_json("/v1/managed-companies/5510").await;
    assert_eq!(grandchild["parentId"], 5509);
    let branch = bench.get_json("/v1/managed-companies?parent-id=5509").await;
    assert_eq!(ids(&branch), [5509, 5510]);
}

#[tokio::test]
async fn business_mock_14_reports() {
    let bench = bench(TenantOptions { companies: 30, ..TenantOptions::default() }).await;
    assert_eq!(status(&bench, "/v1/managed-companies/reports").await, 404);
    assert_eq!(status(&bench, "/v1/managed-companies/reports/billing-cycles").await, 404);
    let cycles = "/v1/managed-companies-reports/billing-cycles";
    assert_eq!(bench.get_json(cycles).await.as_array().map(Vec::len), Some(1), "a bare array of one");
    let twelve = bench.get_json(&format!("{cycles}?number-of-cycles=12")).await;
    assert_eq!(twelve.as_array().map(Vec::len), Some(12));
    for number in [0, 13] {
        assert_eq!(status(&bench, &format!("{cycles}?number-of-cycles={number}")).await, 400);
    }
    let reports = "/v1/managed-companies-reports/billing-reports";
    for query in ["", "?start-date=2026-01-01", "?end-date=2026-01-01", "?start-date=May&end-date=2026-01-01"]
    {
        assert_eq!(status(&bench, &format!("{reports}{query}")).await, 400, "{query}");
    }
    let cycle = &twelve[3];
    let (start, end) = (cycle["startDate"].as_str().unwrap(), cycle["endDate"].as_str().unwrap());
    let pages = bench.pages(&format!("{reports}?start-date={start}&end-date={end}&max-results=20"), 9).await;
    let records: Vec<&Value> = pages.iter().flat_map(|page| page["items"].as_array().unwrap()).collect();
    assert!(records.len() > 20 && records.iter().all(|record| record["startDate"] == start));
    assert!(records[0].get("sandboxInvoice").is_some(), "members that no client knows");
    let msp = bench
        .get_json(&format!("{reports}?start-date={start}&end-date={end}&license-type=managed-msp"))
        .await;
    assert_eq!(msp["items"].as_array().map(Vec::len), Some(2), "a suspended company is not billed");
    let admins = bench.get_json("/v1/managed-companies-reports/admin-users").await;
    assert_contains(
        &admins["items"][0],
        &json!({"userEmail":"admin@company0000.example","adminLevel":{"id":300,"name":"Helpdesk"},
                "company":{"id":5501,"name":"Example Child Ltd"}}),
    );
}

#[tokio::test]
async fn business_mock_18_documented_shapes_and_marks() {
    let bench = default_bench().await;
    // Literal samples of the contract.
    let cases = [
        (
            "/v1/users/80001",
            json!({"id":80001,"name":"Ada Example","email":"ada@example.com","accountStatus":"enrolled"}),
        ),
        (
            "/v1/users?max-results=2",
            json!({"items":[{"id":80001,"name":"Ada Example","email":"ada@example.com","accountStatus":"enrolled"},
                            {"id":80002,"name":"Bob Example","email":"bob@example.com","accountStatus":"staged"}]}),
        ),
        (
            "/v1/managed-companies/5501",
            json!({"id":5501,"name":"Example Child Ltd","licenseLimit":25,"status":"active","type":"managed",
                   "addons":["mfa"],"parentId":null}),
        ),
    ];
    for (path, expected) in cases {
        assert_contains(&bench.get_json(path).await, &expected);
    }
    let marks = [
        ("/v1/users", None),
        ("/v1/managed-companies/5501/admin-levels/300", None),
        ("/v1/users/80001", Some("inferred-high")),
        ("/v1/managed-companies/5501", Some("inferred-high")),
    ];
    for (path, mark) in marks {
        assert_eq!(bench.get(path).await.header("x-sandbox-provenance"), mark, "{path}");
    }
    let invited = bench.send("POST", "/v1/users/80002/invite", None).await;
    assert_eq!(invited.header("x-sandbox-provenance"), Some("inferred-low"));
}
