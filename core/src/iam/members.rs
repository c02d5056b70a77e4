//! Where the members of the records stand that the view reads and writes. A name that the contract no longer has fails the build.

macro_rules! members {
    ($($module:ident of $item:ident { $($constant:ident $name:literal),* $(,)? })*) => {
        $(
            pub(super) mod $module {
                use crate::generated::$item;
                use crate::tape::{Item, Schema};

                pub(in crate::iam) const SCHEMA: &Schema = &$item::SCHEMA.0;
                $(pub(in crate::iam) const $constant: usize = SCHEMA.at($name);)*
            }
        )*
    };
}

members! {
    provisioning_user of ProvisioningUser {
        ID "id", USERNAME "username", FULL_NAME "full_name", CREATED "created", LAST_LOGIN "last_login",
        NEVER_LOGGED_IN "never_logged_in", DISABLED "disabled", ADMIN "admin", MULTIFACTOR "multifactor", GROUPS "groups",
    }
    company_user of CompanyUser { ID "id", NAME "name", EMAIL "email", ACCOUNT_STATUS "account_status" }
    shared_folder_member of SharedFolderMember {}
    user of IamUser {
        ID "id", REMOTE_ID "remote_id", EMAIL "primary_email_address", USERNAME "username", NAME "name",
        FIRST_NAME "first_name", LAST_NAME "last_name", ROLES "roles", GROUPS "groups", PERMISSIONS "permissions",
        STATUS "status", MULTI_FACTOR "multi_factor_enabled", LAST_LOGIN_AT "last_login_at", CREATED_AT "created_at",
        CUSTOM_FIELDS "unified_custom_fields",
    }
    custom_fields of IamCustomFields {
        SOURCE "source", BUSINESS_ID "business_id", BUSINESS_ACCOUNT_STATUS "business_account_status",
        RESOURCE_ID "resource_id", RESOURCE_NAME "resource_name", RESOURCE_DELETED "resource_deleted",
    }
    user_reference of IamUserReference { ID "id", USERNAME "username", EMAIL "primary_email_address" }
    user_status of IamUserStatus { VALUE "value", SOURCE_VALUE "source_value" }
    multi_factor of IamMultiFactor {}
    group of IamGroup {
        ID "id", REMOTE_ID "remote_id", NAME "name", TYPE "type", ROLES "roles", ORGANIZATION_ID "organization_id",
        USERS "users",
    }
    group_reference of IamGroupReference { ID "id", NAME "name" }
    group_type of IamGroupType {}
    role of IamRole {
        ID "id", REMOTE_ID "remote_id", NAME "name", DESCRIPTION "description", TYPE "type", PERMISSIONS "permissions",
        SCOPE "scope",
    }
    role_type of IamRoleType {}
    scope of IamScope { RESOURCE_TYPE "resource_type", RESOURCE_ID "resource_id" }
    permission of IamPermission {
        ID "id", REMOTE_ID "remote_id", NAME "name", TYPE "type", RESOURCES "resources", SCOPES "scopes",
    }
    permission_type of IamPermissionType {}
    resource of IamResource { ID "id", REMOTE_ID "remote_id", NAME "name", TYPE "type" }
    resource_type of IamResourceType {}
    organization of IamOrganization { ID "id", REMOTE_ID "remote_id", NAME "name" }
    credentials of IamCredentials { NAME "name", AUTH_TYPE "auth_type", SCOPES "scopes" }
    auth_type of IamAuthType {}
    check of IamPermissionCheck {
        USER "user", RESOURCE "resource", ACTION "action", ALLOWED "allowed", REASONS "reasons",
    }
    checked_resource of IamCheckedResource { TYPE "type", ID "id" }
    checked_user of IamCheckedUser { ID "id", PERMISSIONS "permissions" }
    access of IamAccess { KIND "kind", GROUP "group", ROLE "role", ALLOWED "allowed" }
}
