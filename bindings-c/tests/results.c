/* What is answered: everything that the vendor sent, and nothing else. */
#include <stdio.h>
#include <string.h>

#include "sandbox.h"
#include "stub.h"

/* A user as the vendor's body has it. */
static const lpa_company_user *user_of(const char *body) {
    lpa_client *lp = answered_with(body);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, 1, NULL, &user, &why));
    return KEEP(lpa_company_user_free, user);
}

/* A user of the Provisioning API whose object has these members; without a zone if none is named.
 */
static const lpa_provisioning_user *provisioned(const char *members, const char *zone) {
    static char body[2000];
    snprintf(body, sizeof body,
             "{\"Users\":{\"700101\":{\"username\":\"" ADA "\"%s}},\"total\":1,\"count\":1}",
             members);
    lpa_options *settings = answering(200, body);
    lpa_options_set_time_zone(settings, zone);
    lpa_client *lp = client(settings);
    lpa_provisioning_user *user = NULL;
    OK(lpa_provisioning_users_get(lp, ADA, NULL, &user, &why));
    return KEEP(lpa_provisioning_user_free, user);
}

static void members_that_are_there(void) {
    const lpa_company_user *user =
        user_of("{\"id\":1,\"name\":\"Ada\",\"email\":\"a@b.c\",\"accountStatus\":\"enrolled\"}");
    CHECK(user->id.is_set == 1);
    CHECK_NUMBER(user->id.value, 1);
    CHECK_TEXT(user->name, "Ada");
    CHECK_TEXT(user->email, "a@b.c");
    CHECK_TEXT(user->account_status, LPA_COMPANY_USER_ACCOUNT_STATUS_ENROLLED);
    CHECK_TEXT(user->extra, NULL);
}

static void members_that_are_not(void) {
    static const char *const bodies[] = {
        "{\"id\":null}", "{\"id\":null,\"name\":null,\"email\":null,\"accountStatus\":null}"};
    for (size_t at = 0; at < LENGTH(bodies); at++) {
        in_case(bodies[at]);
        const lpa_company_user *user = user_of(bodies[at]);
        CHECK(user->id.is_set == 0);
        CHECK_NUMBER(user->id.value, 0);
        CHECK_TEXT(user->name, NULL);
        CHECK_TEXT(user->email, NULL);
        CHECK_TEXT(user->account_status, NULL);
        CHECK_TEXT(user->extra, NULL);
    }
}

static void an_empty_text_is_there(void) {
    CHECK_TEXT(user_of("{\"id\":1,\"name\":\"\"}")->name, "");
}

static void a_value_of_tomorrow_is_handed_on(void) {
    CHECK_TEXT(user_of("{\"id\":1,\"accountStatus\":\"on-leave\"}")->account_status, "on-leave");
}

static void members_of_tomorrow_are_one_object_of_json(void) {
    const lpa_company_user *user =
        user_of("{\"id\":1,\"costCenter\":{\"some_id\":5,\"list\":[1,null,\"x\"]},"
                "\"is_bot\":true}");
    json_t *extra = KEEP(json_decref, json_loadb(user->extra.data, user->extra.length, 0, NULL));
    CHECK_NUMBER(json_object_size(extra), 2);
    CHECK(json_is_true(json_object_get(extra, "is_bot")));
    const json_t *center = json_object_get(extra, "costCenter");
    CHECK_NUMBER(json_integer_value(json_object_get(center, "some_id")), 5);
    CHECK_NUMBER(json_array_size(json_object_get(center, "list")), 3);
}

static void letters_of_all_kinds(void) {
    const lpa_company_user *user =
        user_of("{\"id\":1,\"name\":"
                "\"Zoë \\\"Q\\\" \\\\ \\/ \\u00fc \\ud83d\\ude00 😀 \\t\\u2028 日本\"}");
    CHECK_TEXT(user->name, "Zoë \"Q\" \\ / ü 😀 😀 \t\u2028 日本");
}

static void a_nul_inside_of_a_text_is_in_its_length(void) {
    lpa_text name = user_of("{\"id\":1,\"name\":\"a\\u0000b\"}")->name;
    CHECK_NUMBER(name.length, 3);
    CHECK(memcmp(name.data, "a\0b", 4) == 0);
}

static void numbers_of_64_bits_are_exact(void) {
    static const struct {
        const char *body;
        int64_t id;
    } cases[] = {
        {"{\"id\":9007199254740993}", 9007199254740993},
        {"{\"id\":9223372036854775807}", INT64_MAX},
        {"{\"id\":-9223372036854775807}", -INT64_MAX},
        {"{\"id\":\"17\"}", 17},
        {"{\"id\":0}", 0},
    };

    for (size_t at = 0; at < LENGTH(cases); at++) {
        in_case(cases[at].body);
        const lpa_company_user *user = user_of(cases[at].body);
        CHECK(user->id.is_set == 1);
        CHECK_NUMBER(user->id.value, cases[at].id);
    }
}

static void what_is_not_understood_is_an_error(void) {
    static const char *const bodies[] = {
        "{\"id\":9223372036854775808}",
        "{\"id\":1.5}",
        "{\"id\":[1]}",
        "{\"id\":1,\"name\":{}}",
        "[1]",
        "\"x\"",
        "{\"id\":1",
        "",
        "<html></html>",
    };
    for (size_t at = 0; at < LENGTH(bodies); at++) {
        in_case(bodies[at]);
        lpa_client *lp = answered_with(bodies[at]);
        lpa_company_user *user = NULL;
        FAILS(LPA_UNEXPECTED_RESPONSE, lpa_users_get(lp, 1, NULL, &user, &why));
        CHECK(user == NULL);
    }
}

static void numbers_and_flags(void) {
    const lpa_provisioning_user *user =
        provisioned(",\"totalscore\":\"71.4\",\"sites\":3,\"disabled\":false,\"admin\":true", NULL);
    CHECK(user->total_score.is_set && user->total_score.value == 71.4);
    CHECK(user->sites.is_set && user->sites.value == 3);
    CHECK(user->disabled.is_set && !user->disabled.value);
    CHECK(user->admin.is_set && user->admin.value);
    CHECK(!user->never_logged_in.is_set && !user->legacy_total_score.is_set && !user->notes.is_set);
}

static void lists_of_texts(void) {
    const lpa_provisioning_user *none = provisioned("", NULL);
    CHECK(none->groups.items == NULL && none->groups.length == 0);
    const lpa_provisioning_user *empty = provisioned(",\"groups\":[]", NULL);
    CHECK(empty->groups.items != NULL && empty->groups.length == 0);
    const lpa_provisioning_user *some = provisioned(",\"groups\":[\"B\",\"a b\",\"\"]", NULL);
    CHECK_NUMBER(some->groups.length, 3);
    CHECK_TEXT(some->groups.items[0], "B");
    CHECK_TEXT(some->groups.items[1], "a b");
    CHECK_TEXT(some->groups.items[2], "");
}

static void maps_of_texts(void) {
    CHECK(provisioned("", NULL)->attribs.items == NULL);
    const lpa_provisioning_user *empty = provisioned(",\"attribs\":{}", NULL);
    CHECK(empty->attribs.items != NULL && empty->attribs.length == 0);
    const lpa_provisioning_user *some =
        provisioned(",\"attribs\":{\"full_name\":\"x\",\"ü\":\"z\"}", NULL);
    CHECK_NUMBER(some->attribs.length, 2);
    CHECK_TEXT(some->attribs.items[0].key, "full_name");
    CHECK_TEXT(some->attribs.items[0].value, "x");
    CHECK_TEXT(some->attribs.items[1].key, "ü");
}

static void a_key_of_the_vendor_is_a_text(void) {
    CHECK_TEXT(provisioned("", NULL)->id, "700101");
}

static void times(void) {
    static const struct {
        const char *text;
        const char *zone;
        bool has_instant;
        bool is_ambiguous;
        int64_t unix_seconds;
        int32_t utc_offset;
    } cases[] = {
        {"2024-05-02 10:15:00", "America/New_York", true, false, 1714659300, -4 * 3600},
        {"2024-11-03 01:30:00", "America/New_York", true, true, 1730611800, -4 * 3600},
        {"2024-11-03 02:00:00", "America/New_York", true, false, 1730617200, -5 * 3600},
        {"1969-12-31 18:59:59", "America/New_York", true, false, -1, -5 * 3600},
        {"2024-05-02 10:15:00", NULL, false, false, 0, 0},
        {"yesterday", "America/New_York", false, false, 0, 0},
    };

    for (size_t at = 0; at < LENGTH(cases); at++) {
        char member[100];
        in_case(cases[at].text);
        snprintf(member, sizeof member, ",\"created\":\"%s\"", cases[at].text);
        const lpa_time created = provisioned(member, cases[at].zone)->created;
        CHECK_TEXT(created.text, cases[at].text);
        CHECK_NUMBER(created.has_instant, cases[at].has_instant);
        CHECK_NUMBER(created.is_ambiguous, cases[at].is_ambiguous);
        CHECK_NUMBER(created.unix_seconds, cases[at].unix_seconds);
        CHECK_NUMBER(created.utc_offset, cases[at].utc_offset);
    }
}

static void a_time_that_is_not_there(void) {
    const lpa_provisioning_user *user = provisioned("", "America/New_York");
    CHECK_TEXT(user->created.text, NULL);
    CHECK(!user->created.has_instant);
}

static void instants_of_the_view_are_in_utc(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_iam_user *user = NULL;
    OK(lpa_iam_users_get(lp, ADA, NULL, NULL, &user, &why));
    KEEP(lpa_iam_user_free, user);
    CHECK_TEXT(user->last_login_at.text, "2022-06-20T12:00:07Z");
    CHECK_NUMBER(user->last_login_at.unix_seconds, 1655726407);
    CHECK_NUMBER(user->last_login_at.utc_offset, 0);
    CHECK(user->last_login_at.has_instant);
}

static void objects_and_lists_of_objects(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_shared_folder *folder = NULL;
    OK(lpa_provisioning_shared_folders_get(lp, "5001", NULL, &folder, &why));
    KEEP(lpa_shared_folder_free, folder);
    CHECK_TEXT(folder->id, "5001");
    CHECK_TEXT(folder->name, "Shared-Infra");
    CHECK(folder->is_deleted.is_set && !folder->is_deleted.value);
    CHECK(folder->users.length > 0);
    CHECK_TEXT(folder->users.items[0].role, LPA_FOLDER_ROLE_ADMIN);
    CHECK(folder->users.items[0].is_super_admin.is_set);

    lpa_iam_user *user = NULL;
    OK(lpa_iam_users_get(lp, ADA, NULL, NULL, &user, &why));
    KEEP(lpa_iam_user_free, user);
    CHECK(user->unified_custom_fields != NULL);
    CHECK_NUMBER(user->unified_custom_fields->business_id.value, FIRST_ID);
    CHECK(user->groups.length > 0);
}

static void items_that_come_in_one_answer(void) {
    tenant *made =
        company_of("{\"users\":5,\"companies\":3,\"events\":0,\"now\":\"2024-06-15T12:00:00Z\"}");
    lpa_client *lp = client_of(made);
    lpa_reports_list_billing_cycles_params last = {.number_of_cycles = {2, 1}};
    lpa_billing_cycle_list *cycles = NULL;
    OK(lpa_reports_list_billing_cycles(lp, &last, NULL, &cycles, &why));
    KEEP(lpa_billing_cycle_list_free, cycles);
    CHECK_NUMBER(cycles->length, 2);
    CHECK_TEXT(cycles->items[0].start_date, "2024-05-01");
    CHECK_TEXT(cycles->items[0].end_date, "2024-05-31");
}

static void groups_with_their_members(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_group *group = NULL;
    OK(lpa_provisioning_groups_get(lp, "Oncall", NULL, &group, &why));
    KEEP(lpa_group_free, group);
    CHECK_TEXT(group->name, "Oncall");
    CHECK_TEXT(group->members.items[0], ADA);
    lpa_group_list *groups = NULL;
    OK(lpa_provisioning_groups_list(lp, NULL, &groups, &why));
    KEEP(lpa_group_list_free, groups);
    bool has_zurich = false;
    for (size_t at = 0; at < groups->length; at++) {
        has_zurich = has_zurich || strcmp(groups->items[at].name.data, "Zürich") == 0;
    }
    CHECK(has_zurich);
}

static void what_became_of_each_user(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    const char *usernames[] = {ADA, "nobody@example.com"};
    lpa_outcome *outcome = NULL;
    OK(lpa_provisioning_users_disable(lp, usernames, 2, NULL, &outcome, &why));
    KEEP(lpa_outcome_free, outcome);
    CHECK_NUMBER(outcome->rows.length, 2);
    CHECK_TEXT(outcome->rows.items[0].username, ADA);
    CHECK_TEXT(outcome->rows.items[0].state, LPA_ROW_STATE_APPLIED);
    CHECK_TEXT(outcome->rows.items[1].state, LPA_ROW_STATE_UNCHANGED);
}

static void lists_of_addresses(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_texts *invited = NULL;
    OK(lpa_provisioning_users_list_invited(lp, NULL, &invited, &why));
    KEEP(lpa_texts_free, invited);
    CHECK(invited->length > 0);
    CHECK_TEXT(invited->items[0], "carol@example.com");
}

static void which_credential_works(void) {
    tenant *made = company();
    take_back(made, "provhash");
    lpa_client *lp = client_of(made);
    lpa_credential_report *report = NULL;
    OK(lpa_check(lp, NULL, &report, &why));
    KEEP(lpa_credential_report_free, report);
    CHECK(report->business.is_set && report->business.value && report->business_error == NULL);
    CHECK(report->provisioning.is_set && !report->provisioning.value);
    CHECK_NUMBER(lpa_error_kind(report->provisioning_error), LPA_AUTHENTICATION);
    CHECK(lpa_error_message(report->provisioning_error).length > 10);

    lpa_options *with = settings(made);
    lpa_options_set_cid(with, NULL);
    lpa_options_set_provhash(with, NULL);
    lpa_credential_report *half = NULL;
    lpa_client *other = client(with);
    OK(lpa_check(other, NULL, &half, &why));
    KEEP(lpa_credential_report_free, half);
    CHECK(half->business.value && !half->provisioning.is_set && half->provisioning_error == NULL);
}

static void raw_answers_are_as_they_came(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_string_pair query[] = {{"max-results", "1"}};
    lpa_raw_response *found = NULL;
    OK(lpa_request(lp, "GET", "/v1/users", query, 1, NULL, NULL, &found, &why));
    KEEP(lpa_raw_response_free, found);
    CHECK_NUMBER(found->response->status, 200);
    CHECK_NUMBER(found->response->attempts, 1);
    CHECK_HOLDS(found->body, ADA);

    lpa_raw_response *created = NULL;
    const char *body = "{\"email\":\"raw@example.com\",\"creationAccountAction\":\"stage\"}";
    OK(lpa_request(lp, "POST", "/v1/users", NULL, 0, body, NULL, &created, &why));
    KEEP(lpa_raw_response_free, created);
    CHECK_NUMBER(created->response->status, 201);

    lpa_raw_response *gone = NULL;
    OK(lpa_request(lp, "DELETE", "/v1/users/80003", NULL, 0, NULL, NULL, &gone, &why));
    KEEP(lpa_raw_response_free, gone);
    CHECK_NUMBER(gone->response->status, 204);
    CHECK_TEXT(gone->body, NULL);

    lpa_json *json = NULL;
    OK(lpa_command(lp, "getuserdata", "{\"username\":\"" ADA "\"}", NULL, &json, &why));
    KEEP(lpa_json_free, json);
    CHECK_HOLDS(json->text, "700101");
}

static void a_change_that_is_accepted_is_asked_for_by_its_url(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_managed_companies_create_params params = {
        .name = "New Ltd", .type = "managed", .license_limit = {5, 1}};
    lpa_async_request *accepted = NULL;
    OK(lpa_managed_companies_create(lp, &params, NULL, &accepted, &why));
    KEEP(lpa_async_request_free, accepted);
    lpa_raw_response *state = NULL;
    OK(lpa_poll(lp, accepted->url.data, NULL, &state, &why));
    KEEP(lpa_raw_response_free, state);
    CHECK_NUMBER(state->response->status, 200);
}

static void nothing_that_there_may_be_is_null(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_managed_company untouched, *found = &untouched;
    OK(lpa_managed_companies_find_by_name(lp, "No such company", NULL, &found, &why));
    CHECK(found == NULL);
    OK(lpa_managed_companies_find_by_name(lp, "Example Child Ltd", NULL, &found, &why));
    KEEP(lpa_managed_company_free, found);
    CHECK_NUMBER(found->id.value, 5501);
}

static void members_that_are_sent(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_string_pair attribs[] = {{"Department", "R&D"}, {"ü", "日本"}};
    const char *groups[] = {"Eng", "Zürich"};
    lpa_batch_add_user rows[] = {
        {.username = "grace@example.com",
         .full_name = "Grace Hopper",
         .groups = groups,
         .groups_length = 2,
         .attribs = attribs,
         .attribs_length = 2},
        {.username = "hal@example.com"},
    };
    lpa_outcome *outcome = NULL;
    OK(lpa_provisioning_users_add(lp, rows, 2, NULL, &outcome, &why));
    KEEP(lpa_outcome_free, outcome);
    const json_t *data = json_object_get(json_object_get(last_request(made), "body"), "data");
    CHECK_NUMBER(json_array_size(data), 2);
    const json_t *first = json_array_get(data, 0), *second = json_array_get(data, 1);
    const json_t *sent = json_object_get(first, "attribs");
    CHECK(strcmp(json_string_value(json_object_get(sent, "ü")), "日本") == 0);
    CHECK_NUMBER(json_array_size(json_object_get(first, "groups")), 2);
    CHECK_NUMBER(json_object_size(second), 1);
}

static void unknown_members_that_are_sent(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_users_create_params params = {.email = "grace@example.com",
                                      .creation_account_action = "stage",
                                      .extra = "{\"costCenter\":{\"id\":5}}"};
    lpa_company_user *user = NULL;
    OK(lpa_users_create(lp, &params, NULL, &user, &why));
    KEEP(lpa_company_user_free, user);
    const json_t *body = json_object_get(last_request(made), "body");
    CHECK_NUMBER(json_integer_value(json_object_get(json_object_get(body, "costCenter"), "id")), 5);
}

MAIN(TEST(members_that_are_there), TEST(members_that_are_not), TEST(an_empty_text_is_there),
     TEST(a_value_of_tomorrow_is_handed_on), TEST(members_of_tomorrow_are_one_object_of_json),
     TEST(letters_of_all_kinds), TEST(a_nul_inside_of_a_text_is_in_its_length),
     TEST(numbers_of_64_bits_are_exact), TEST(what_is_not_understood_is_an_error),
     TEST(numbers_and_flags), TEST(lists_of_texts), TEST(maps_of_texts),
     TEST(a_key_of_the_vendor_is_a_text), TEST(times), TEST(a_time_that_is_not_there),
     TEST(instants_of_the_view_are_in_utc), TEST(objects_and_lists_of_objects),
     TEST(items_that_come_in_one_answer), TEST(groups_with_their_members),
     TEST(what_became_of_each_user), TEST(lists_of_addresses), TEST(which_credential_works),
     TEST(raw_answers_are_as_they_came), TEST(a_change_that_is_accepted_is_asked_for_by_its_url),
     TEST(nothing_that_there_may_be_is_null), TEST(members_that_are_sent),
     TEST(unknown_members_that_are_sent))
