//! The operations of the unified view: where they are, how sure that is, and where they hang in the SDK.

use super::document::{Document, assert_table, shape};

#[test]
fn every_operation_has_its_path_and_mark() {
    let table = "
unified_me                   get  /unified/iam/me                 documented
unified_list_groups          get  /unified/iam/groups             documented
unified_get_group            get  /unified/iam/groups/{id}        documented
unified_list_organizations   get  /unified/iam/organizations      documented
unified_get_organization     get  /unified/iam/organizations/{id} documented
unified_list_resource_users  get  /unified/iam/resource_users     documented
unified_list_resource_groups get  /unified/iam/resource_groups    inferred-medium
unified_list_resource_types  get  /unified/iam/resource_types     documented
unified_list_roles           get  /unified/iam/roles              documented
unified_get_role             get  /unified/iam/roles/{id}         documented
unified_list_users           get  /unified/iam/users              documented
unified_get_user             get  /unified/iam/users/{id}         documented
unified_check_permissions    post /unified/check_permissions      inferred-medium
";
    let document = Document::view();
    let written = document.operations().into_iter().map(|operation| {
        format!(
            "{} {} {} {}",
            operation.id(),
            operation.method,
            operation.path,
            operation.text("x-provenance")
        )
    });
    assert_table(table, written);
}

#[test]
fn every_operation_reads_and_has_its_method() {
    let table = "
iam               me                   unified_me                   none
iam               list_resource_types  unified_list_resource_types  none
iam               list_resource_users  unified_list_resource_users  token
iam               list_resource_groups unified_list_resource_groups token
iam               check_permissions    unified_check_permissions    none
iam.users         list                 unified_list_users           token
iam.users         get                  unified_get_user             none
iam.groups        list                 unified_list_groups          token
iam.groups        get                  unified_get_group            none
iam.roles         list                 unified_list_roles           token
iam.roles         get                  unified_get_role             none
iam.organizations list                 unified_list_organizations   token
iam.organizations get                  unified_get_organization     none
";
    let document = Document::view();
    let written = document.operations().into_iter().map(|operation| {
        let text = |member| operation.text(member);
        assert_eq!((text("x-access"), text("x-repeat")), ("read", "safe"), "{}", operation.id());
        format!("{} {} {} {}", text("x-resource"), text("x-method"), operation.id(), text("x-paging"))
    });
    assert_table(table, written);
}

/// What each operation takes; `!` is required. Nothing is asked for that no API can honour, such as the time of a change.
#[test]
fn every_operation_takes_what_the_schema_and_the_modes_have() {
    let table = "
unified_me
unified_list_groups          next:string
unified_get_group            id!:string
unified_list_organizations   extended:boolean next:string
unified_get_organization     id!:string extended:boolean
unified_list_resource_users  resource_type:string resource_id:string include_deleted:boolean super_admins:boolean next:string
unified_list_resource_groups resource_type:string resource_id:string include_deleted:boolean super_admins:boolean next:string
unified_list_resource_types
unified_list_roles           extended:boolean next:string
unified_get_role             id!:string extended:boolean
unified_list_users           email:email include_invited:boolean never_logged_in_is_pending:boolean split_names:boolean extended:boolean page_size:integer(1..2000) next:string
unified_get_user             id!:email never_logged_in_is_pending:boolean split_names:boolean extended:boolean
unified_check_permissions    user_id!:email resource_id!:string resource_type:string action:IamAction
";
    let document = Document::view();
    let written = document.operations().into_iter().map(|operation| {
        let parameters = operation.parameters().map(|parameter| {
            let mark = if parameter["required"] == true { "!" } else { "" };
            let name = parameter["name"].as_str().expect("a name");
            format!(" {name}{mark}:{}", shape(&parameter["schema"]))
        });
        format!("{}{}", operation.id(), parameters.collect::<String>())
    });
    assert_table(table, written);
}

/// What an operation answers: a record, or a page of records.
#[test]
fn every_operation_answers_its_record() {
    let table = "
unified_me                   IamCredentials
unified_list_groups          [IamGroup]
unified_get_group            IamGroup
unified_list_organizations   [IamOrganization]
unified_get_organization     IamOrganization
unified_list_resource_users  [IamUser]
unified_list_resource_groups [IamGroup]
unified_list_resource_types  [string]
unified_list_roles           [IamRole]
unified_get_role             IamRole
unified_list_users           [IamUser]
unified_get_user             IamUser
unified_check_permissions    IamPermissionCheck
";
    let document = Document::view();
    let written = document.operations().into_iter().map(|operation| {
        let schema = &operation.value["responses"]["200"]["content"]["application/json"]["schema"];
        let data = &document.resolve(schema)["properties"]["data"];
        format!("{} {}", operation.id(), shape(if data.is_null() { schema } else { data }))
    });
    assert_table(table, written);
}
