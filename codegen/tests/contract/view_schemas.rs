//! The records and enums of the unified view, as the published schema has them.

use super::document::{Document, assert_table, members, properties, texts};

/// Where the schema has a whole user or group in another record, the view gives those members of it that are known there.
#[test]
fn every_schema_has_its_members_and_no_others() {
    let table = "
IamAccess           kind:IamAccessKind group:IamGroupReference role:IamRole allowed:boolean
IamAuthType         value:IamAuthTypeValue source_value:string
IamCheckedUser      id:string permissions:[IamPermission]
IamCredentials      name:string auth_type:IamAuthType scopes:[string] permissions:[IamPermission] last_accessed_at:date-time user:IamUserReference
IamGroup            id:string remote_id:string name:string description:string parent_id:string remote_parent_id:string type:IamGroupType roles:[IamRole] created_at:date-time updated_at:date-time child_group_ids:[string] organization_id:string users:[IamUserReference]
IamGroupPage        data:[IamGroup] next:string|null
IamGroupReference   id:string name:string
IamGroupType        value:IamGroupTypeValue source_value:string
IamMultiFactor      value:IamMultiFactorValue source_value:string
IamOrganization     id:string remote_id:string name:string created_at:date-time updated_at:date-time
IamOrganizationPage data:[IamOrganization] next:string|null
IamPermission       id:string remote_id:string name:string description:string type:IamPermissionType resources:[IamResource] scopes:[IamScope] created_at:date-time updated_at:date-time
IamPermissionCheck  user:IamCheckedUser resource:IamCheckedResource action:IamAction allowed:boolean reasons:[IamAccess]
IamCheckedResource  type:string id:string
IamPermissionType   value:IamPermissionTypeValue source_value:string
IamPolicy           id:string remote_id:string name:string description:string permissions:[IamPermission] created_at:date-time updated_at:date-time
IamResource         id:string remote_id:string name:string location:string description:string type:IamResourceType created_at:date-time updated_at:date-time
IamResourceType     value:IamResourceTypeValue source_value:string
IamRole             id:string remote_id:string name:string description:string type:IamRoleType policies:[IamPolicy] created_at:date-time updated_at:date-time permissions:[IamPermission] scope:IamScope
IamRolePage         data:[IamRole] next:string|null
IamRoleType         value:IamRoleTypeValue source_value:string
IamScope            resource_type:string resource_id:string
IamUser             id:string remote_id:string primary_email_address:email username:string name:string first_name:string last_name:string is_bot_user:boolean roles:[IamRole] groups:[IamGroupReference] permissions:[IamPermission] status:IamUserStatus avatar:string multi_factor_enabled:[IamMultiFactor] last_active_at:date-time last_login_at:date-time created_at:date-time updated_at:date-time unified_custom_fields:IamCustomFields
IamUserPage         data:[IamUser] next:string|null
IamUserReference    id:string username:string primary_email_address:email
IamUserStatus       value:IamUserStatusValue source_value:string
";
    let document = Document::view();
    let objects = document
        .schemas()
        .iter()
        .filter(|(name, schema)| schema.get("properties").is_some() && *name != "IamCustomFields");
    assert_table(table, objects.map(|(name, schema)| format!("{name} {}", properties(schema))));
}

/// What a user has beside the schema: where it comes from, what only the Business API says, the members of a user of the
/// Provisioning API that the schema has no place for, and of a row of a folder its raw flags and its folder.
#[test]
fn custom_fields_hold_what_the_schema_has_no_place_for() {
    let table = "
source:IamSource
business_id:int64
business_account_status:string
created:string
last_login:string
last_password_change:string
never_logged_in:boolean
disabled:boolean
master_password_strength:number
password_reset_required:boolean
total_score:number
legacy_total_score:number
has_sharing_keys:boolean
duo_username:string
linked:string
sites:integer
notes:integer
form_fills:integer
applications:integer
attachments:integer
attribs:{string}
super_admin:boolean
read_only:boolean
give:boolean
can_administer:boolean
resource_id:string
resource_name:string
resource_deleted:boolean
";
    let document = Document::view();
    let fields = properties(&document.schemas()["IamCustomFields"]);
    assert_table(table, fields.split(' ').map(str::to_owned));
    // Each of them is a member of the record that it comes from, by the name that the SDK gives it there.
    let provisioning = Document::provisioning();
    let own = [
        "source",
        "business_id",
        "business_account_status",
        "resource_id",
        "resource_name",
        "resource_deleted",
    ];
    let mut known: Vec<String> = own.map(str::to_owned).to_vec();
    for schema in ["ProvisioningUser", "SharedFolderMember"] {
        known.extend(members(&provisioning.schemas()[schema]["properties"]).map(|(name, member)| {
            let plain = match name {
                "hasSharingKeys" => "has_sharing_keys",
                name => name,
            };
            member["x-name"].as_str().unwrap_or(plain).to_owned()
        }));
    }
    for (name, _) in members(&document.schemas()["IamCustomFields"]["properties"]) {
        assert!(known.iter().any(|known| known == name), "{name} comes from nowhere");
    }
}

#[test]
fn every_enum_is_open_and_has_its_values() {
    let table = "
IamAccessKind          direct group super_admin
IamAction              read write comment delete export
IamAuthTypeValue       oauth api_key service_user unmapped_value
IamGroupTypeValue      workspace team department group organization cost_center unmapped_value
IamMultiFactorValue    sms email push totp phone_call question software_token hardware_token web unknown unmapped_value
IamPermissionTypeValue read read_write approve delete use export write comment create edit unmapped_value
IamResourceTypeValue   project file folder product property user unmapped_value
IamRoleTypeValue       admin viewer editor basic guest unassigned restricted unmapped_value
IamSource              provisioning business both
IamUserStatusValue     enabled disabled pending unmapped_value
";
    let document = Document::view();
    let enums = document.schemas().iter().filter(|(_, schema)| schema["enum"].is_array());
    assert_table(
        table,
        enums.map(|(name, schema)| {
            assert_eq!(schema["x-open"], true, "{name} is closed");
            format!("{name} {}", texts(&schema["enum"]).collect::<Vec<_>>().join(" "))
        }),
    );
}

/// Every mapping that the published description does not state, with its mark.
#[test]
fn deduced_schemas_and_members_carry_their_mark() {
    let table = "
IamCredentials.last_accessed_at   inferred-high
IamCredentials.permissions        inferred-high
IamCustomFields                   inferred-medium
IamGroup.child_group_ids          inferred-high
IamGroup.organization_id          inferred-medium
IamGroup.parent_id                inferred-high
IamGroup.remote_id                inferred-high
IamGroup.remote_parent_id         inferred-high
IamGroup.type                     inferred-medium
IamGroup.users                    inferred-high
IamMultiFactor.value              inferred-medium
IamOrganization.name              inferred-medium
IamPermission.name                inferred-medium
IamPermission.type                inferred-medium
IamPolicy                         inferred-high
IamResource                       inferred-medium
IamRole.created_at                inferred-high
IamRole.description               inferred-medium
IamRole.name                      inferred-high
IamRole.permissions               inferred-medium
IamRole.policies                  inferred-high
IamRole.scope                     inferred-medium
IamRole.updated_at                inferred-high
IamRoleType.source_value          inferred-medium
IamUser.avatar                    inferred-high
IamUser.created_at                inferred-medium
IamUser.first_name                inferred-high
IamUser.is_bot_user               inferred-high
IamUser.last_active_at            inferred-high
IamUser.last_login_at             inferred-medium
IamUser.last_name                 inferred-high
IamUser.multi_factor_enabled      inferred-medium
IamUser.name                      inferred-high
IamUser.permissions               inferred-medium
IamUser.primary_email_address     inferred-high
IamUser.remote_id                 inferred-medium
IamUser.status                    inferred-medium
IamUser.unified_custom_fields     inferred-medium
IamUser.updated_at                inferred-high
IamUser.username                  inferred-high
IamUserStatus.source_value        inferred-medium
";
    let document = Document::view();
    let mut marked = Vec::new();
    for (name, schema) in document.schemas() {
        let own = members(&schema["properties"]).map(|(member, value)| (format!("{name}.{member}"), value));
        for (place, value) in own.chain([(name.clone(), schema)]) {
            marked.extend(value["x-provenance"].as_str().map(|mark| format!("{place} {mark}")));
        }
    }
    assert_table(table, marked);
}

/// Modes that the published description does not have are marked as such.
#[test]
fn modes_of_this_library_carry_their_mark() {
    let table = "
unified_get_organization.extended             inferred-low
unified_get_role.extended                     inferred-low
unified_get_user.extended                     inferred-low
unified_get_user.never_logged_in_is_pending   inferred-medium
unified_list_organizations.extended           inferred-low
unified_list_roles.extended                   inferred-low
unified_list_users.extended                   inferred-low
unified_list_users.include_invited            inferred-medium
unified_list_users.never_logged_in_is_pending inferred-medium
";
    let document = Document::view();
    let mut marked = Vec::new();
    for operation in document.operations() {
        for parameter in operation.parameters() {
            let name = parameter["name"].as_str().expect("a name");
            marked.extend(
                parameter["x-provenance"].as_str().map(|mark| format!("{}.{name} {mark}", operation.id())),
            );
        }
    }
    assert_table(table, marked);
}
