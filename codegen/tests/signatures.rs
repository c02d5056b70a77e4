//! What callers of every method give and get, written out: the surface that every language has.
//!
//! Arguments of their own come first, members of a request behind `*`; `?` marks what may be left out.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use lastpass_codegen::model::{Contract, Gives, Signature, by_hand};

const TABLE: &str = "
users.list * sort? name? account_status? email? page_size? page_token? -> pages of CompanyUser
users.create * email creation_account_action name? extra? -> CompanyUser
users.get user_id -> CompanyUser
users.update user_id * name? account_status? email? extra? -> CompanyUser?
users.delete user_id -> Nothing
users.invite user_id -> MaybeJson
admin_levels.list * sort? name? page_size? page_token? -> pages of AdminLevel
admin_levels.get admin_level_id -> AdminLevel
admin_levels.list_users admin_level_id * page_size? page_token? -> pages of AdminLevelUser
admin_levels.add_user admin_level_id * user_id extra? -> AdminLevelAssignment
admin_levels.remove_user admin_level_id user_id -> Nothing
managed_companies.list * sort? parent_id? name? license_limit? status? type? addon? page_size? page_token? -> pages of ManagedCompany
managed_companies.create * name type license_limit? addons? parent_id? extra? -> AsyncRequest
managed_companies.get child_company_id -> ManagedCompany
managed_companies.replace child_company_id * license_limit status addons extra? -> AsyncRequest
managed_companies.update child_company_id * license_limit? status? addons? extra? -> AsyncRequest?
managed_companies.detach child_company_id -> Nothing
managed_companies.find_by_name name -> ManagedCompany?
managed_company_users.list child_company_id * sort? name? account_status? email? page_size? page_token? -> pages of CompanyUser
managed_company_users.create child_company_id * email creation_account_action name? extra? -> CompanyUser?
managed_company_users.get child_company_id user_id -> CompanyUser
managed_company_users.update child_company_id user_id * name? account_status? email? extra? -> CompanyUser?
managed_company_users.delete child_company_id user_id -> Nothing
managed_company_users.invite child_company_id user_id -> MaybeJson
managed_company_admin_levels.list child_company_id * sort? name? page_size? page_token? -> pages of AdminLevel
managed_company_admin_levels.get child_company_id admin_level_id -> AdminLevel
managed_company_admin_levels.list_users child_company_id admin_level_id * page_size? page_token? -> pages of AdminLevelUser
managed_company_admin_levels.add_user child_company_id admin_level_id * user_id extra? -> AdminLevelAssignment?
managed_company_admin_levels.remove_user child_company_id admin_level_id user_id -> Nothing
reports.list_admin_users * page_size? page_token? -> pages of AdminUserReport
reports.list_billing_cycles * number_of_cycles? -> [BillingCycle]
reports.list_billing_records * start_date end_date license_type? page_size? page_token? -> pages of BillingReport
provisioning.users.list * username? disabled? admin? page_size? page_token? -> pages of ProvisioningUser
provisioning.users.get username -> ProvisioningUser
provisioning.users.add users -> Outcome
provisioning.users.update * username full_name? duo_username? securid_username? -> Nothing
provisioning.users.deactivate username -> Nothing
provisioning.users.remove_from_company username -> Nothing
provisioning.users.delete_permanently username * confirm_username -> Nothing
provisioning.users.uninvite username -> Nothing
provisioning.users.delete_many usernames * action at_most -> Outcome
provisioning.users.disable usernames -> Outcome
provisioning.users.enable usernames -> Outcome
provisioning.users.reinvite username -> Nothing
provisioning.users.send_password_reset username -> Nothing
provisioning.users.require_password_change username -> Nothing
provisioning.users.disable_mfa username -> Nothing
provisioning.users.change_email old_email new_email -> Nothing
provisioning.users.list_invited -> Texts
provisioning.groups.list -> Groups
provisioning.groups.get name -> Group
provisioning.groups.change_members changes -> Outcome
provisioning.shared_folders.list -> pages of SharedFolder
provisioning.shared_folders.get id -> SharedFolder
provisioning.shared_folders.list_detailed * page_size? page_token? -> pages of SharedFolder
provisioning.events.list * from? to? search? user? admin_only? format? page_token? -> pages of Event
provisioning.events.since cursor * search? user? admin_only? format? -> EventBatch
provisioning.sites.push * users url name persistent? group? username_type? username? password? notes? favorite? decrypt_id? -> PushSitesReply
provisioning.reports.list_expired_master_passwords * page_size? page_token? -> pages of ExpiredMasterPassword
iam.me -> IamCredentials
iam.list_resource_types -> Texts
iam.list_resource_users * resource_type? resource_id? include_deleted? super_admins? page_token? -> pages of IamUser
iam.list_resource_groups * resource_type? resource_id? include_deleted? super_admins? page_token? -> pages of IamGroup
iam.check_permissions * user_id resource_id resource_type? action? -> IamPermissionCheck
iam.users.list * email? include_invited? never_logged_in_is_pending? split_names? extended? page_size? page_token? -> pages of IamUser
iam.users.get id * never_logged_in_is_pending? split_names? extended? -> IamUser
iam.groups.list * page_token? -> pages of IamGroup
iam.groups.get id -> IamGroup
iam.roles.list * extended? page_token? -> pages of IamRole
iam.roles.get id * extended? -> IamRole
iam.organizations.list * extended? page_token? -> pages of IamOrganization
iam.organizations.get id * extended? -> IamOrganization
";

fn line(name: &str, signature: &Signature<'_>) -> String {
    let mut words = vec![name.to_owned()];
    let mut own = true;
    for parameter in &signature.parameters {
        if own && !parameter.own {
            own = false;
            words.push("*".to_owned());
        }
        words.push(format!("{}{}", parameter.name, if parameter.required { "" } else { "?" }));
    }
    words.push("->".to_owned());
    words.push(match signature.gives {
        Gives::Item(said) => said.schema.name.clone(),
        Gives::MaybeItem(said) => format!("{}?", said.schema.name),
        Gives::Items(said) => format!("[{}]", said.schema.name),
        Gives::Pages(said) => format!("pages of {}", said.schema.name),
        Gives::Texts(_) => "Texts".to_owned(),
        other => format!("{other:?}"),
    });
    words.join(" ")
}

#[test]
fn every_method_takes_and_gives_what_it_says() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let read = |name: &str| fs::read_to_string(spec.join(name)).unwrap();
    let contract = Contract::read(
        &read("business.yaml"),
        &read("provisioning.yaml"),
        &read("iam.yaml"),
        &read("errors.yaml"),
    )
    .unwrap();
    let mut lines = Vec::new();
    for surface in contract.surfaces() {
        let api = surface.api;
        for resource in api.resources() {
            for (operation, method) in &resource.methods {
                let signature = api.signature(&resource, operation, method).unwrap();
                lines.push(line(&method.full_name(), &signature));
            }
            for (method, signature) in by_hand::methods(api, &resource) {
                lines.push(line(&method.full_name(), &signature));
            }
        }
    }
    let expected: Vec<&str> = TABLE.trim().lines().collect();
    assert_eq!(lines.join("\n"), expected.join("\n"));
}
