//! The 31 operations of the Business API: where they are, how sure that is, and where they hang in the SDK.

use super::document::{Document, Operation, assert_table, shape, texts};

#[test]
fn every_operation_has_its_method_path_mark_and_repeat_class() {
    let table = "
listUsers                              get    /v1/users                                                                     documented    safe
createUser                             post   /v1/users                                                                     documented    once
getUser                                get    /v1/users/{user-id}                                                           inferred-high safe
partiallyUpdateUser                    patch  /v1/users/{user-id}                                                           inferred-high once
deleteUser                             delete /v1/users/{user-id}                                                           inferred-high idempotent
inviteUser                             post   /v1/users/{user-id}/invite                                                    inferred-low  once
listAdminLevels                        get    /v1/admin-levels                                                              documented    safe
getAdminLevel                          get    /v1/admin-levels/{admin-level-id}                                             inferred-high safe
listAdminLevelUsers                    get    /v1/admin-levels/{admin-level-id}/users                                       inferred-high safe
addUserToAdminLevel                    post   /v1/admin-levels/{admin-level-id}/users                                       documented    once
removeUserFromAdminLevel               delete /v1/admin-levels/{admin-level-id}/users/{user-id}                             inferred-high idempotent
listManagedCompanies                   get    /v1/managed-companies                                                         documented    safe
createManagedCompany                   post   /v1/managed-companies                                                         documented    once
getManagedCompany                      get    /v1/managed-companies/{child-company-id}                                      inferred-high safe
updateManagedCompany                   put    /v1/managed-companies/{child-company-id}                                      documented    idempotent
partiallyUpdateManagedCompany          patch  /v1/managed-companies/{child-company-id}                                      inferred-high once
detachManagedCompany                   delete /v1/managed-companies/{child-company-id}                                      documented    idempotent
listManagedCompanyUsers                get    /v1/managed-companies/{child-company-id}/users                                inferred-high safe
createManagedCompanyUser               post   /v1/managed-companies/{child-company-id}/users                                inferred-high once
getManagedCompanyUser                  get    /v1/managed-companies/{child-company-id}/users/{user-id}                      documented    safe
partiallyUpdateManagedCompanyUser      patch  /v1/managed-companies/{child-company-id}/users/{user-id}                      inferred-high once
deleteManagedCompanyUser               delete /v1/managed-companies/{child-company-id}/users/{user-id}                      inferred-high idempotent
inviteManagedCompanyUser               post   /v1/managed-companies/{child-company-id}/users/{user-id}/invite               inferred-low  once
listManagedCompanyAdminLevels          get    /v1/managed-companies/{child-company-id}/admin-levels                         inferred-high safe
getManagedCompanyAdminLevel            get    /v1/managed-companies/{child-company-id}/admin-levels/{admin-level-id}        documented    safe
listManagedCompanyAdminLevelUsers      get    /v1/managed-companies/{child-company-id}/admin-levels/{admin-level-id}/users  documented    safe
addManagedCompanyUserToAdminLevel      post   /v1/managed-companies/{child-company-id}/admin-levels/{admin-level-id}/users  inferred-high once
removeManagedCompanyUserFromAdminLevel delete /v1/managed-companies/{child-company-id}/admin-levels/{admin-level-id}/users/{user-id} inferred-high idempotent
listManagedCompaniesAdminUsers         get    /v1/managed-companies-reports/admin-users                                     documented    safe
listBillingCycles                      get    /v1/managed-companies-reports/billing-cycles                                  documented    safe
listBillingReports                     get    /v1/managed-companies-reports/billing-reports                                 documented    safe
";
    assert_table(
        table,
        Document::business().operations().iter().map(|operation| {
            let Operation { path, method, .. } = operation;
            let (provenance, repeat) = (operation.text("x-provenance"), operation.text("x-repeat"));
            format!("{} {method} {path} {provenance} {repeat}", operation.id())
        }),
    );
}

#[test]
fn path_parameters_are_int64_and_stand_first_in_the_order_of_the_path() {
    for operation in Document::business().operations() {
        let in_template: Vec<&str> =
            operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let leading: Vec<&str> = operation
            .parameters()
            .take_while(|parameter| parameter["in"] == "path")
            .map(|parameter| {
                assert_eq!(shape(&parameter["schema"]), "int64", "{}", operation.id());
                assert_eq!(parameter["required"], true, "{}", operation.id());
                parameter["name"].as_str().expect("name")
            })
            .collect();
        assert_eq!(leading, in_template, "{}", operation.id());
        assert!(
            operation.parameters().skip(leading.len()).all(|parameter| parameter["in"] == "query"),
            "{}",
            operation.id()
        );
    }
}

#[test]
fn operations_that_cannot_be_undone_are_marked_destructive() {
    let document = Document::business();
    let marked =
        document.operations().into_iter().filter(|operation| operation.value["x-destructive"] == true);
    let expected = "deleteUser\n detachManagedCompany\n deleteManagedCompanyUser";
    assert_table(expected, marked.map(|operation| operation.id().to_owned()));
}

#[test]
fn the_invite_path_is_a_guess_with_alternatives() {
    for operation in Document::business().operations() {
        let alternatives: Vec<&str> = texts(&operation.value["x-path-alternatives"]).collect();
        let expected: &[&str] = if operation.path.ends_with("/invite") {
            &["/invitations", "/invitation", "/invites", ":invite"]
        } else {
            &[]
        };
        assert_eq!(alternatives, expected, "{}", operation.id());
    }
}

#[test]
fn resources_have_the_methods_that_users_expect() {
    let table = "
users                        list:listUsers get:getUser create:createUser update:partiallyUpdateUser delete:deleteUser invite:inviteUser
admin_levels                 list:listAdminLevels get:getAdminLevel list_users:listAdminLevelUsers add_user:addUserToAdminLevel remove_user:removeUserFromAdminLevel
managed_companies            list:listManagedCompanies get:getManagedCompany create:createManagedCompany replace:updateManagedCompany update:partiallyUpdateManagedCompany detach:detachManagedCompany
managed_company_users        list:listManagedCompanyUsers get:getManagedCompanyUser create:createManagedCompanyUser update:partiallyUpdateManagedCompanyUser delete:deleteManagedCompanyUser invite:inviteManagedCompanyUser
managed_company_admin_levels list:listManagedCompanyAdminLevels get:getManagedCompanyAdminLevel list_users:listManagedCompanyAdminLevelUsers add_user:addManagedCompanyUserToAdminLevel remove_user:removeManagedCompanyUserFromAdminLevel
reports                      list_admin_users:listManagedCompaniesAdminUsers list_billing_cycles:listBillingCycles list_billing_records:listBillingReports
";
    let pairs = table.lines().flat_map(|line| {
        let mut words = line.split_whitespace();
        let resource = words.next().unwrap_or_default();
        words.map(move |word| format!("{resource} {}", word.replace(':', " ")))
    });
    let expected = pairs.collect::<Vec<_>>().join("\n");
    assert_table(
        &expected,
        Document::business().operations().iter().map(|operation| {
            format!("{} {} {}", operation.text("x-resource"), operation.text("x-method"), operation.id())
        }),
    );
}

#[test]
fn requests_go_to_the_vendor_with_a_key_in_the_authorization_header() {
    let root = Document::business().root;
    assert_eq!(root["servers"][0]["url"], "https://api.lastpass.com/business");
    let key = &root["components"]["securitySchemes"]["apiKey"];
    assert_eq!(
        (&key["type"], &key["in"], &key["name"]),
        (&"apiKey".into(), &"header".into(), &"Authorization".into())
    );
    assert_eq!(root["security"], serde_json::json!([{"apiKey": []}]));
}
