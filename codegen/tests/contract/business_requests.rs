//! What the operations of the Business API take: query parameters and bodies.

use serde_json::Value;

use super::document::{Document, assert_table, members, properties, shape};

/// `~` marks a parameter that is less sure than its operation; `!` a required one.
#[test]
fn every_operation_takes_its_query_parameters_and_no_others() {
    let table = "
listUsers max-results:int32(1..500) page-token:string sort:string name:string account-status:CompanyUserAccountStatus email:string
listAdminLevels sort:string name:string max-results:int32(1..50) page-token:string
listAdminLevelUsers page-token:string ~max-results:int32(1..500)
listManagedCompanies max-results:int32(1..500) page-token:string sort:string parent-id:int64 name:string license-limit:string status:[ManagedCompanyStatus] type:[ManagedCompanyType] addon:[ManagedCompanyAddon]
listManagedCompanyUsers ~max-results:int32(1..500) ~page-token:string ~sort:string ~name:string ~account-status:CompanyUserAccountStatus ~email:string
listManagedCompanyAdminLevels ~sort:string ~name:string ~max-results:int32(1..50) ~page-token:string
listManagedCompanyAdminLevelUsers page-token:string max-results:int32(1..500)
listManagedCompaniesAdminUsers page-token:string max-results:int32(1..500)
listBillingCycles number-of-cycles:int32(1..12)
listBillingReports start-date!:date end-date!:date license-type:BillingLicenseType max-results:int32(1..50) page-token:string
";
    let document = Document::business();
    assert_table(
        table,
        document.operations().iter().filter_map(|operation| {
            let query: Vec<String> = operation
                .parameters()
                .filter(|parameter| parameter["in"] == "query")
                .map(query_parameter)
                .collect();
            (!query.is_empty()).then(|| format!("{} {}", operation.id(), query.join(" ")))
        }),
    );
}

fn query_parameter(parameter: &Value) -> String {
    let unsure = if parameter["x-provenance"].is_null() { "" } else { "~" };
    let required = if parameter["required"] == true { "!" } else { "" };
    let name = parameter["name"].as_str().expect("name");
    format!("{unsure}{name}{required}:{}", shape(&parameter["schema"]))
}

#[test]
fn defaults_of_the_vendor_are_10_items_and_1_cycle() {
    for operation in Document::business().operations() {
        for parameter in operation.parameters() {
            let expected = match parameter["name"].as_str() {
                Some("max-results") => Value::from(10),
                Some("number-of-cycles") => Value::from(1),
                _ => Value::Null,
            };
            assert_eq!(parameter["schema"]["default"], expected, "{} {}", operation.id(), parameter["name"]);
        }
    }
}

#[test]
fn lists_in_the_query_are_joined_by_commas() {
    for operation in Document::business().operations() {
        for parameter in operation.parameters() {
            let is_list = parameter["schema"]["type"] == "array";
            let is_csv = parameter["style"] == "form" && parameter["explode"] == false;
            assert_eq!(is_list, is_csv, "{} {}", operation.id(), parameter["name"]);
        }
    }
}

/// `!` marks what the SDK asks for, `~` a body that is less sure than its operation.
#[test]
fn every_operation_takes_its_body_and_no_other() {
    let table = "
createUser                         CreateUserRequest            email! name creationAccountAction!
partiallyUpdateUser               ~UpdateUserRequest            name accountStatus email
addUserToAdminLevel                AddAdminLevelUserRequest     userId!
createManagedCompany               CreateManagedCompanyRequest  name! licenseLimit type! addons parentId
updateManagedCompany               ReplaceManagedCompanyRequest licenseLimit! status! addons!
partiallyUpdateManagedCompany      UpdateManagedCompanyRequest  licenseLimit status addons
createManagedCompanyUser          ~CreateUserRequest            email! name creationAccountAction!
partiallyUpdateManagedCompanyUser ~UpdateUserRequest            name accountStatus email
addManagedCompanyUserToAdminLevel ~AddAdminLevelUserRequest     userId!
";
    let document = Document::business();
    assert_table(
        table,
        document.operations().iter().filter_map(|operation| {
            let body = operation.body()?;
            let unsure = if operation.value["requestBody"]["x-provenance"].is_null() { "" } else { "~" };
            let written = properties(document.resolve(body));
            let names = written.split(' ').map(|member| member.split(':').next().unwrap_or(member));
            let names = names.collect::<Vec<_>>().join(" ");
            Some(format!("{} {unsure}{} {names}", operation.id(), shape(body)))
        }),
    );
}

#[test]
fn patch_bodies_share_one_media_type_and_its_alternative() {
    for operation in Document::business().operations() {
        let body = &operation.value["requestBody"];
        let media_types: Vec<&str> = members(&body["content"]).map(|(name, _)| name).collect();
        let expected: &[&str] = if body.is_null() { &[] } else { &["application/json"] };
        assert_eq!(media_types, expected, "{}", operation.id());
        let alternative = body["x-media-type-alternative"].as_str();
        let expected = (operation.method == "patch").then_some("application/merge-patch+json");
        assert_eq!(alternative, expected, "{}", operation.id());
    }
}
