/* A call of each form, with what it takes and what it answers, and calls by name. */
#include <string.h>

#include "sandbox.h"

static void one_record(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    KEEP(lpa_company_user_free, user);
    CHECK_NUMBER(user->id.value, FIRST_ID);
    CHECK_TEXT(user->name, "Ada Example");
    CHECK_TEXT(user->email, ADA);
}

static void a_record_that_is_made_changed_and_deleted(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_users_create_params params = {.email = "grace@example.com",
                                      .name = "Grace Hopper",
                                      .creation_account_action =
                                          LPA_USER_ACCOUNT_CREATION_ACTION_STAGE};
    lpa_company_user *user = NULL;
    OK(lpa_users_create(lp, &params, NULL, &user, &why));
    KEEP(lpa_company_user_free, user);
    CHECK_TEXT(user->account_status, LPA_COMPANY_USER_ACCOUNT_STATUS_STAGED);
    lpa_users_update_params change = {.name = "Grace Brewster Hopper"};
    lpa_company_user *changed = NULL;
    OK(lpa_users_update(lp, user->id.value, &change, NULL, &changed, &why));
    KEEP(lpa_company_user_free, changed);
    CHECK_TEXT(changed->name, "Grace Brewster Hopper");
    lpa_json *invited = NULL;
    OK(lpa_users_invite(lp, user->id.value, NULL, &invited, &why));
    CHECK(invited == NULL);
    OK(lpa_users_delete(lp, user->id.value, NULL, &why));
    lpa_company_user *gone;
    FAILS(LPA_NOT_FOUND, lpa_users_get(lp, user->id.value, NULL, &gone, &why));
}

static void several_ids(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_admin_levels_add_user_params who = {.user_id = {80003, 1}};
    lpa_admin_level_assignment *assignment = NULL;
    OK(lpa_admin_levels_add_user(lp, 200, &who, NULL, &assignment, &why));
    KEEP(lpa_admin_level_assignment_free, assignment);
    CHECK_NUMBER(assignment->admin_level_id.value, 200);
    OK(lpa_admin_levels_remove_user(lp, 200, 80003, NULL, &why));
}

static void lists_of_texts_and_flags_among_the_params(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    const char *active[] = {LPA_MANAGED_COMPANY_STATUS_ACTIVE};
    lpa_managed_companies_list_params companies = {.status = active, .status_length = 1};
    lpa_pager *pager = NULL;
    lpa_page *page = NULL;
    OK(lpa_managed_companies_list(lp, &companies, NULL, &pager, &why));
    KEEP(lpa_pager_free, pager);
    OK(lpa_pager_next_page(pager, &page, &why));
    KEEP(lpa_page_free, page);
    size_t length;
    const lpa_managed_company *found = lpa_page_managed_companies(page, &length);
    CHECK_NUMBER(length, 3);
    CHECK_NUMBER(found[0].id.value, 5501);

    lpa_provisioning_users_list_params admins = {.admin = {1, 1}};
    lpa_pager *others = NULL;
    lpa_page *first = NULL;
    OK(lpa_provisioning_users_list(lp, &admins, NULL, &others, &why));
    KEEP(lpa_pager_free, others);
    OK(lpa_pager_next_page(others, &first, &why));
    KEEP(lpa_page_free, first);
    const lpa_provisioning_user *users = lpa_page_provisioning_users(first, &length);
    CHECK(length > 0);
    for (size_t at = 0; at < length; at++) {
        CHECK(users[at].admin.value);
    }

    lpa_provisioning_users_list_params not_disabled = {.disabled = {0, 1}};
    lpa_pager *enabled = NULL;
    lpa_page *second = NULL;
    OK(lpa_provisioning_users_list(lp, &not_disabled, NULL, &enabled, &why));
    KEEP(lpa_pager_free, enabled);
    OK(lpa_pager_next_page(enabled, &second, &why));
    KEEP(lpa_page_free, second);
    users = lpa_page_provisioning_users(second, &length);
    for (size_t at = 0; at < length; at++) {
        CHECK(!users[at].disabled.value);
    }
}

static void rows(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    const char *fresh[] = {"Fresh"}, *oncall[] = {"Oncall"};
    lpa_group_change change = {
        .username = ADA, .add = fresh, .add_length = 1, .remove = oncall, .remove_length = 1};
    lpa_outcome *outcome = NULL;
    OK(lpa_provisioning_groups_change_members(lp, &change, 1, NULL, &outcome, &why));
    KEEP(lpa_outcome_free, outcome);
    CHECK_TEXT(outcome->rows.items[0].state, LPA_ROW_STATE_APPLIED);
    lpa_group *group = NULL;
    OK(lpa_provisioning_groups_get(lp, "Fresh", NULL, &group, &why));
    KEEP(lpa_group_free, group);
    CHECK_TEXT(group->members.items[0], ADA);
}

static void the_view(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_iam_credentials *me = NULL;
    OK(lpa_iam_me(lp, NULL, &me, &why));
    KEEP(lpa_iam_credentials_free, me);
    CHECK(me->auth_type != NULL);
    lpa_iam_check_permissions_params question = {
        .user_id = ADA, .resource_id = "5001", .action = "read"};
    lpa_iam_permission_check *found = NULL;
    OK(lpa_iam_check_permissions(lp, &question, NULL, &found, &why));
    KEEP(lpa_iam_permission_check_free, found);
    CHECK(found->allowed.is_set && found->allowed.value);
}

static void by_name(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);

    static const struct {
        const char *operation;
        const char *arguments;
        const char *kind;
        const char *type_name;
        size_t least;
        const char *json;
    } calls[] = {
        {"users.get", "{\"user_id\":80001}", "record", "CompanyUser", 1, NULL},
        {"reports.list_billing_cycles", "{\"number_of_cycles\":2}", "records", "BillingCycle", 2,
         NULL},
        {"provisioning.users.disable", "{\"usernames\":[\"bob@example.com\"]}", "outcome", NULL, 0,
         "applied"},
        {"provisioning.groups.get", "{\"name\":\"Oncall\"}", "group", NULL, 0, "Oncall"},
        {"provisioning.groups.list", "{}", "groups", NULL, 0, "Oncall"},
        {"provisioning.users.list_invited", "", "texts", NULL, 0, "carol@example.com"},
        {"check", "{}", "report", NULL, 0, "business"},
        {"command", "{\"command\":\"getuserdata\"}", "json", NULL, 0, "Users"},
        {"request", "{\"method\":\"GET\",\"path\":\"/v1/users\"}", "raw", NULL, 0, "nextPageToken"},
        {"users.delete", "{\"user_id\":80003}", "nothing", NULL, 0, "null"},
        {"provisioning.events.since",
         "{\"cursor\":{\"latest\":\"2024-05-02 00:00:00\",\"overlap_seconds\":60,\"given\":[]}}",
         "events", "Event", 1, "latest"},
    };

    add_event(made, "2024-05-02 10:15:00", "Log in");
    for (size_t at = 0; at < LENGTH(calls); at++) {
        in_case(calls[at].operation);
        const char *arguments = calls[at].arguments;
        lpa_answer *answer = NULL;
        /* Nothing is given by no bytes, too. */
        OK(lpa_call(lp, calls[at].operation, strlen(arguments) ? arguments : NULL,
                    strlen(arguments), NULL, &answer, &why));
        KEEP(lpa_answer_free, answer);
        CHECK_TEXT(answer->kind, calls[at].kind);
        CHECK_TEXT(answer->type_name, calls[at].type_name);
        CHECK(answer->length >= calls[at].least);
        CHECK((answer->records != NULL) == (calls[at].least > 0));
        CHECK((answer->json.data != NULL) == (calls[at].json != NULL));
        if (calls[at].json != NULL) {
            CHECK_HOLDS(answer->json, calls[at].json);
        }
    }
}

static void a_record_by_name_is_that_of_the_typed_call(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_answer *answer = NULL;
    OK(lpa_call(lp, "users.get", "{\"user_id\":80001}  ", 17, NULL, &answer, &why));
    KEEP(lpa_answer_free, answer);
    const lpa_company_user *user = answer->records;
    CHECK_TEXT(user->email, ADA);
    CHECK(user->email.data >= answer->texts.data &&
          user->email.data + user->email.length <= answer->texts.data + answer->texts.length);
}

static void a_list_by_name(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    const char arguments[] = "{\"page_size\":10}";
    lpa_pager *pager = NULL;
    lpa_page *page = NULL;
    OK(lpa_list(lp, "users.list", arguments, strlen(arguments), NULL, &pager, &why));
    KEEP(lpa_pager_free, pager);
    OK(lpa_pager_next_page(pager, &page, &why));
    KEEP(lpa_page_free, page);
    CHECK_NUMBER(page->length, 10);
    CHECK_TEXT(page->type_name, "CompanyUser");
}

MAIN(TEST(one_record), TEST(a_record_that_is_made_changed_and_deleted), TEST(several_ids),
     TEST(lists_of_texts_and_flags_among_the_params), TEST(rows), TEST(the_view), TEST(by_name),
     TEST(a_record_by_name_is_that_of_the_typed_call), TEST(a_list_by_name))
