//! The schemas and enums of the Business API.

use super::document::{Document, assert_table, members, properties, shape, texts};

#[test]
fn every_schema_has_its_members_and_no_others() {
    let table = "
AddAdminLevelUserRequest     userId!:int64
AdminLevel                   id:int64 name:string|null description:string|null permissions:[AdminLevelPermissions]|null managedCompaniesPermissions:[ManagedCompaniesAdminLevelPermissions]|null managedCompaniesAdminLevel:ManagedCompaniesAdminLevelType
AdminLevelAssignment         id:int64 name:string|null email:email|null adminLevelId:int64
AdminLevelPage               items:[AdminLevel]|null nextPageToken:string|null
AdminLevelReference          id:int64 name:string|null
AdminLevelUser               id:int64 name:string|null email:email|null
AdminLevelUserPage           items:[AdminLevelUser]|null nextPageToken:string|null
AdminUserReport              userId:int64 userEmail:email|null adminLevel:AdminLevelReference company:CompanyReference
AdminUserReportPage          items:[AdminUserReport]|null nextPageToken:string|null
AsyncRequest                 id:int64 url:string
BillingCycle                 startDate:date endDate:date
BillingReportPage            items:[BillingReport]|null nextPageToken:string|null
CompanyReference             id:int64 name:string|null
CompanyUser                  id:int64 name:string email:email accountStatus:CompanyUserAccountStatus
CompanyUserPage              items:[CompanyUser] nextPageToken:string|null
CreateManagedCompanyRequest  name!:string licenseLimit:integer type!:ManagedCompanyType addons:[ManagedCompanyAddon] parentId:int64|null
CreateUserRequest            email!:email name:string creationAccountAction!:UserAccountCreationAction
ManagedCompany               id:int64 name:string licenseLimit:integer status:ManagedCompanyStatus type:ManagedCompanyType addons:[ManagedCompanyAddon] parentId:int64|null
ManagedCompanyPage           items:[ManagedCompany] nextPageToken:string|null
ProblemDetails               title:string|null status:integer|null detail:string|null instance:string|null errors:[ProblemDetailsError]|null
ProblemDetailsError          detail:string|null pointer:string|null
ReplaceManagedCompanyRequest licenseLimit!:integer status!:ManagedCompanyStatus addons!:[ManagedCompanyAddon]
UpdateManagedCompanyRequest  licenseLimit:integer status:ManagedCompanyStatus addons:[ManagedCompanyAddon]
UpdateUserRequest            name:string accountStatus:CompanyUserAccountStatus email:email
";
    let document = Document::business();
    let objects = document.schemas().iter().filter(|(_, schema)| schema.get("properties").is_some());
    assert_table(table, objects.map(|(name, schema)| format!("{name} {}", properties(schema))));
}

#[test]
fn a_billing_record_is_opaque() {
    let document = Document::business();
    let opaque = document.schemas().iter().filter(|(_, schema)| shape(schema) == "{opaque}");
    assert_table("BillingReport", opaque.map(|(name, _)| name.clone()));
}

#[test]
fn every_enum_is_open_and_has_its_values() {
    let table = "
AdminLevelPermissions                 view-adoption-dashboard view-security-dashboard view-managed-companies
BillingLicenseType                    msp-distributor managed-msp msp-managed-company
CompanyUserAccountStatus              enrolled pending-invitation expired-invitation staged disabled awaiting-approval
ManagedCompaniesAdminLevelPermissions view-adoption-dashboard view-security-dashboard view-users
ManagedCompaniesAdminLevelType
ManagedCompanyAddon                   mfa sso
ManagedCompanyStatus                  active suspended
ManagedCompanyType                    managed managed-msp
UserAccountCreationAction             invite stage
";
    let document = Document::business();
    let enums = document.schemas().iter().filter(|(_, schema)| schema["x-open"] == true);
    assert_table(
        table,
        enums
            .map(|(name, schema)| format!("{name} {}", texts(&schema["enum"]).collect::<Vec<_>>().join(" "))),
    );
    for (name, schema) in document.schemas() {
        assert!(schema["enum"].is_null() || schema["x-open"] == true, "{name} is closed");
    }
}

#[test]
fn items_are_told_apart_by_their_id() {
    let document = Document::business();
    let marked = document.schemas().iter().flat_map(|(name, schema)| {
        let identities = members(&schema["properties"]).filter(|(_, member)| member["x-identity"] == true);
        identities.map(move |(member, _)| format!("{name}.{member}"))
    });
    assert_table("AdminLevel.id\n AdminLevelUser.id\n CompanyUser.id\n ManagedCompany.id", marked);
}

#[test]
fn every_page_says_how_to_go_on() {
    for (name, schema) in Document::business().schemas() {
        let next = &schema["properties"]["nextPageToken"];
        assert_eq!(next["x-paging-role"] == "next", name.ends_with("Page"), "{name}");
    }
}

/// Everything that is not documented, down to single members, with its mark.
#[test]
fn deduced_schemas_and_members_carry_their_mark() {
    let table = "
BillingCycle.endDate            inferred-high
BillingCycle.startDate          inferred-high
BillingReport                   inferred-low
ManagedCompany                  inferred-medium
UpdateManagedCompanyRequest     inferred-high
UpdateUserRequest               inferred-medium
UpdateUserRequest.accountStatus inferred-low
UpdateUserRequest.email         inferred-low
UpdateUserRequest.name          inferred-medium
";
    let document = Document::business();
    let mut marked = Vec::new();
    for (name, schema) in document.schemas() {
        let own = members(&schema["properties"]).map(|(member, value)| (format!("{name}.{member}"), value));
        for (place, value) in own.chain([(name.clone(), schema)]) {
            marked.extend(value["x-provenance"].as_str().map(|mark| format!("{place} {mark}")));
        }
    }
    assert_table(table, marked);
}
