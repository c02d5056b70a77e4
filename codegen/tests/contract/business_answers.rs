//! What the operations of the Business API answer.

use serde_json::Value;

use super::document::{Document, Operation, assert_table, members, shape};

/// Success statuses with their schema, the sandbox's default first; then how sure that is; then the errors that the
/// vendor names.
#[test]
fn every_operation_answers_its_statuses_and_schemas() {
    let table = "
listUsers                              200:CompanyUserPage        documented      -
createUser                             201:CompanyUser            documented      400,401,402,403,404,415,422,429,500
getUser                                200:CompanyUser            inferred-high   -
partiallyUpdateUser                    200:CompanyUser,204        inferred-low    -
deleteUser                             204                        inferred-medium -
inviteUser                             204,200,202                inferred-low    -
listAdminLevels                        200:AdminLevelPage         documented      -
getAdminLevel                          200:AdminLevel             inferred-high   -
listAdminLevelUsers                    200:AdminLevelUserPage     inferred-high   -
addUserToAdminLevel                    201:AdminLevelAssignment   documented      400
removeUserFromAdminLevel               204                        inferred-medium -
listManagedCompanies                   200:ManagedCompanyPage     inferred-high   -
createManagedCompany                   202:AsyncRequest           documented      -
getManagedCompany                      200:ManagedCompany         inferred-medium -
updateManagedCompany                   202:AsyncRequest           documented      -
partiallyUpdateManagedCompany          202:AsyncRequest           inferred-medium -
detachManagedCompany                   204                        documented      400,401
listManagedCompanyUsers                200:CompanyUserPage        inferred-high   -
createManagedCompanyUser               201:CompanyUser            inferred-medium -
getManagedCompanyUser                  200:CompanyUser            documented      400
partiallyUpdateManagedCompanyUser      200:CompanyUser,204        inferred-low    -
deleteManagedCompanyUser               204                        inferred-medium -
inviteManagedCompanyUser               204,200,202                inferred-low    -
listManagedCompanyAdminLevels          200:AdminLevelPage         inferred-high   -
getManagedCompanyAdminLevel            200:AdminLevel             documented      -
listManagedCompanyAdminLevelUsers      200:AdminLevelUserPage     documented      400
addManagedCompanyUserToAdminLevel      201:AdminLevelAssignment   inferred-medium -
removeManagedCompanyUserFromAdminLevel 204                        inferred-medium -
listManagedCompaniesAdminUsers         200:AdminUserReportPage    documented      400
listBillingCycles                      200:[BillingCycle]         documented      400,401
listBillingReports                     200:BillingReportPage      inferred-high   -
";
    assert_table(
        table,
        Document::business().operations().iter().map(|operation| {
            let (success, errors): (Vec<_>, Vec<_>) = members(&operation.value["responses"])
                .filter(|(status, _)| *status != "default")
                .partition(|(status, _)| status.starts_with('2'));
            let answers: Vec<String> =
                success.iter().map(|(status, answer)| answered(status, answer)).collect();
            let errors: Vec<&str> = errors.iter().map(|(status, _)| *status).collect();
            let errors = if errors.is_empty() { "-".to_owned() } else { errors.join(",") };
            format!("{} {} {} {errors}", operation.id(), answers.join(","), answer_provenance(operation))
        }),
    );
}

fn answered(status: &str, answer: &Value) -> String {
    match answer.pointer("/content/application~1json/schema") {
        Some(schema) => format!("{status}:{}", shape(schema)),
        None => status.to_owned(),
    }
}

/// The mark of the first success answer, which is the operation's own where the answer has none.
fn answer_provenance<'a>(operation: &Operation<'a>) -> &'a str {
    let first = members(&operation.value["responses"]).next().map(|(_, answer)| answer);
    first.and_then(|answer| answer["x-provenance"].as_str()).unwrap_or_else(|| operation.text("x-provenance"))
}

#[test]
fn an_answer_that_is_not_documented_may_have_any_success_status() {
    for operation in Document::business().operations() {
        let expected = answer_provenance(&operation) != "documented";
        assert_eq!(operation.value["x-any-success"] == true, expected, "{}", operation.id());
    }
}

#[test]
fn every_error_is_a_problem() {
    for operation in Document::business().operations() {
        let errors: Vec<_> = members(&operation.value["responses"])
            .filter(|(status, _)| !status.starts_with('2'))
            .map(|(status, answer)| (status, shape(answer)))
            .collect();
        assert!(errors.iter().any(|(status, _)| *status == "default"), "{}", operation.id());
        assert!(errors.iter().all(|(_, problem)| problem == "Problem"), "{} {errors:?}", operation.id());
    }
}

#[test]
fn only_lists_with_a_page_token_are_paged() {
    for operation in Document::business().operations() {
        let roles: Vec<&str> =
            operation.parameters().filter_map(|parameter| parameter["x-paging-role"].as_str()).collect();
        let pages = operation.text("x-paging") == "token";
        assert_eq!(roles.contains(&"size") && roles.contains(&"token"), pages, "{}", operation.id());
        let answers_a_page = members(&operation.value["responses"])
            .any(|(status, answer)| answered(status, answer).ends_with("Page"));
        assert_eq!(answers_a_page, pages, "{}", operation.id());
    }
}
