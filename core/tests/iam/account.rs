//! What is the same for every company: the connection, the types of resources, the roles, the company itself.

use lastpass_admin::{
    IamOrganization, IamRole, Item, UnifiedGetOrganization, UnifiedGetRole, UnifiedListOrganizations,
    UnifiedListRoles,
};
use serde_json::{Value, json};

use crate::common::bench;
use crate::common::view::stances;
use crate::json;

#[tokio::test]
async fn the_connection_is_an_api_key_of_the_account() {
    let bench = bench().await;
    let cid = bench.tenant.cid().to_string();
    let cases = [(Some(cid.as_str()), [1, 1]), (Some(cid.as_str()), [1, 0]), (None, [0, 1])];
    for (client, (name, hits)) in stances(&bench).into_iter().zip(cases) {
        bench.tenant.clear_requests();
        let me = client.iam().me().await.unwrap();
        assert_eq!(me.name(), name);
        assert_eq!(json(&me, "/auth_type"), json!({"value": "api_key", "source_value": "api_key"}));
        assert_eq!(
            (json(&me, "/scopes"), json(&me, "/permissions"), json(&me, "/user")),
            (json!([]), Value::Null, Value::Null)
        );
        assert_eq!(json(&me, "/last_accessed_at"), Value::Null);
        assert_eq!(
            [bench.tenant.hits("getuserdata"), bench.tenant.hits("listUsers")],
            hits,
            "each credential is proved"
        );
    }
}

/// The cheapest read there is proves a credential.
#[tokio::test]
async fn a_credential_is_proved_with_one_user() {
    let bench = bench().await;
    let iam = bench.client();
    for number in 0..4 {
        bench.tenant.clear_requests();
        match number {
            0 => assert_eq!(iam.iam().list_resource_types().await.unwrap(), ["shared_folder"]),
            1 => assert_eq!(iam.iam().roles().list(&Default::default()).collect().await.unwrap().len(), 2),
            2 => assert_eq!(
                iam.iam().roles().get("basic", &Default::default()).await.unwrap().id(),
                Some("basic")
            ),
            _ => assert_eq!(
                iam.iam().organizations().list(&Default::default()).collect().await.unwrap().len(),
                1
            ),
        }
        assert_eq!(bench.last("getuserdata").body.unwrap()["data"], json!({"pagesize": 1}));
        assert_eq!(bench.hits(), 1);
    }
}

#[tokio::test]
async fn there_are_two_roles_and_in_the_extended_mode_the_admin_levels() {
    let bench = bench().await;
    let levels: Vec<String> =
        bench.tenant.admin_levels().iter().map(|level| format!("admin-level:{}", level.id)).collect();
    let accounts = vec!["admin".to_owned(), "basic".to_owned()];
    let expected = [[accounts.clone(), levels.clone()].concat(), accounts, levels];
    for ((number, client), expected) in stances(&bench).into_iter().enumerate().zip(expected) {
        let query = UnifiedListRoles { extended: Some(number != 1), ..UnifiedListRoles::default() };
        let roles = client.iam().roles().list(&query).collect().await.unwrap();
        assert_eq!(roles.iter().filter_map(IamRole::id).collect::<Vec<_>>(), expected);
        for role in roles {
            let query = UnifiedGetRole { extended: Some(number != 1) };
            assert_eq!(
                client.iam().roles().get(role.id().unwrap(), &query).await.unwrap(),
                role,
                "the list says the same"
            );
        }
    }
    let admin = bench.client().iam().roles().get("admin", &Default::default()).await.unwrap();
    let of_account = json!({
        "id": "admin", "remote_id": "admin", "name": "admin", "description": null,
        "type": {"value": "admin", "source_value": "true"}, "policies": null, "created_at": null, "updated_at": null,
        "permissions": null, "scope": null,
    });
    for (name, value) in of_account.as_object().unwrap() {
        assert_eq!(json(&admin, &format!("/{name}")), *value, "{name}");
    }
}

#[tokio::test]
async fn an_admin_level_as_a_role_says_what_it_allows() {
    let bench = bench().await;
    let query = UnifiedGetRole { extended: Some(true) };
    for level in bench.client().admin_levels().list(&Default::default()).collect().await.unwrap() {
        let id = format!("admin-level:{}", level.id().unwrap());
        let role = bench.client().iam().roles().get(&id, &query).await.unwrap();
        assert_eq!((role.name(), role.description()), (level.name(), level.description()));
        assert_eq!(json(&role, "/type"), json!({"value": "unmapped_value", "source_value": "admin_level"}));
        let own = level.permissions().map(|permission| (permission.to_string(), false));
        let managed = level.managed_companies_permissions().map(|permission| (permission.to_string(), true));
        let expected: Vec<(String, bool)> = own.chain(managed).collect();
        let found: Vec<(String, bool)> = role
            .permissions()
            .unwrap()
            .map(|permission| {
                let scope = permission.scopes().and_then(|mut scopes| scopes.next());
                assert_eq!(json(&permission, "/type/value"), json!("unmapped_value"));
                assert!(scope.as_ref().is_none_or(|scope| scope.resource_type() == Some("managed_company")));
                (permission.name().unwrap().to_owned(), scope.is_some())
            })
            .collect();
        assert_eq!(found, expected, "{id}");
    }
}

#[tokio::test]
async fn there_is_one_company_and_in_the_extended_mode_those_it_manages() {
    let bench = bench().await;
    let cid = bench.tenant.cid().to_string();
    let managed: Vec<String> = bench
        .client()
        .managed_companies()
        .list(&Default::default())
        .collect()
        .await
        .unwrap()
        .iter()
        .map(|company| company.id().unwrap().to_string())
        .collect();
    assert!(managed.len() > 2);
    let expected = [[vec![cid.clone()], managed.clone()].concat(), vec![cid.clone()], managed];
    for ((number, client), expected) in stances(&bench).into_iter().enumerate().zip(expected) {
        let query =
            UnifiedListOrganizations { extended: Some(number != 1), ..UnifiedListOrganizations::default() };
        let organizations = client.iam().organizations().list(&query).collect().await.unwrap();
        assert_eq!(organizations.iter().filter_map(IamOrganization::id).collect::<Vec<_>>(), expected);
        for organization in organizations {
            let query = UnifiedGetOrganization { extended: Some(number != 1) };
            let id = organization.id().unwrap();
            assert_eq!(client.iam().organizations().get(id, &query).await.unwrap(), organization);
            assert_eq!(organization.remote_id(), Some(id));
        }
    }
    let own = bench.client().iam().organizations().get(&cid, &Default::default()).await.unwrap();
    assert_eq!((own.name(), own.extra().len()), (Some(cid.as_str()), 0));
}

/// Admin levels among the roles of users, in the extended mode alone.
#[tokio::test]
async fn the_admin_levels_that_a_user_holds_are_among_the_roles() {
    let bench = bench().await;
    let query =
        |extended| lastpass_admin::UnifiedListUsers { extended: Some(extended), ..Default::default() };
    for (number, client) in stances(&bench).into_iter().enumerate().filter(|(number, _)| *number != 1) {
        let users = client.iam().users().list(&query(true)).collect().await.unwrap();
        let plain = client.iam().users().list(&query(false)).collect().await.unwrap();
        let mut held = 0;
        for (user, plain) in users.iter().zip(&plain) {
            let known = bench.tenant.user(user.id().unwrap()).unwrap();
            let account = if known.admin_level.is_some() { "admin" } else { "basic" };
            let own = (number == 0).then(|| account.to_owned());
            let level = known.admin_level.map(|level| format!("admin-level:{level}"));
            held += usize::from(level.is_some());
            let roles: Vec<String> =
                user.roles().into_iter().flatten().filter_map(|role| role.id().map(str::to_owned)).collect();
            assert_eq!(roles, own.iter().cloned().chain(level).collect::<Vec<_>>(), "{user:?}");
            let roles: Vec<String> =
                plain.roles().into_iter().flatten().filter_map(|role| role.id().map(str::to_owned)).collect();
            assert_eq!(roles, own.into_iter().collect::<Vec<_>>(), "{plain:?}");
        }
        assert!(held > 1);
    }
}
