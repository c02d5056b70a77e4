#include <stdio.h>
#include <string.h>

#include "programs.h"

static const char *const business[] = {"\nUsers\n", "\nAdmin levels\n", "\nManaged companies\n"};
static const char *const provisioning[] = {"\nShared folders\n", "\nSeveral at once\n",
                                           "\nAudit events of the last day\n"};

/* Always the same people: ada, bob, eve, who is disabled, and others. */
static tenant *people(void) {
    return company_of("{\"seed\":1,\"users\":8,\"companies\":3,\"folders\":6,\"events\":0}");
}

static void shows(lpa_text out, const char *const titles[3], bool all) {
    for (int at = 0; at < 3; at++) {
        if (all) {
            CHECK_HOLDS(out, titles[at]);
        } else {
            CHECK_LACKS(out, titles[at]);
        }
    }
}

static void every_part_is_shown_and_nothing_is_changed(void) {
    tenant *made = people();
    ended ended = RUN(made, "quickstart");
    CHECK_TEXT(ended.err, "");
    CHECK_NUMBER(ended.code, 0);
    shows(ended.out, business, true);
    shows(ended.out, provisioning, true);
    const char *said[] = {ADA, "Helpdesk", "Example Child Ltd", "Shared-Infra", "googleauth"};
    for (size_t at = 0; at < LENGTH(said); at++) {
        CHECK_HOLDS(ended.out, said[at]);
    }
    static const char *const reads[] = {
        "getsfdata",       "getuserdata",          "listAdminLevelUsers",
        "listAdminLevels", "listManagedCompanies", "listUsers",
        "reporting"};
    int asked = 0;
    for (size_t at = 0; at < LENGTH(reads); at++) {
        CHECK(hits(made, reads[at]) > 0);
        asked += hits(made, reads[at]);
    }
    CHECK_NUMBER(hits(made, NULL), asked);
}

static void without_credentials_it_says_how_to_get_some(void) {
    tenant *made = people();
    json_object_clear(made->environment);
    ended ended = RUN(made, "quickstart");
    CHECK_NUMBER(ended.code, 2);
    CHECK_TEXT(ended.out, "");
    CHECK_HOLDS(ended.err, "LASTPASS_API_KEY");
    CHECK_HOLDS(ended.err, "LASTPASS_PROVHASH");
    CHECK_HOLDS(ended.err, "cargo run -p lastpass-sandbox");
}

static void a_dead_key_is_named_and_the_rest_is_shown(void) {
    tenant *made = people();
    take_back(made, "api-key");
    ended ended = RUN(made, "quickstart");
    CHECK_NUMBER(ended.code, 1);
    CHECK_HOLDS(ended.out, "CID and hash   works");
    CHECK_HOLDS(ended.out, "was reset");
    shows(ended.out, provisioning, true);
    shows(ended.out, business, false);
}

static void one_credential_is_enough(void) {
    tenant *made = people();
    json_object_del(made->environment, "LASTPASS_CID");
    json_object_del(made->environment, "LASTPASS_PROVHASH");
    ended ended = RUN(made, "quickstart");
    CHECK_NUMBER(ended.code, 0);
    CHECK_HOLDS(ended.out, "CID and hash   not set");
    shows(ended.out, business, true);
}

static void what_the_account_may_not_read_is_no_failure(void) {
    tenant *made = people();
    fault(made, "listManagedCompanies", "{\"status\":{\"status\":403}}", 0, 0);
    ended ended = RUN(made, "quickstart");
    CHECK_NUMBER(ended.code, 0);
    CHECK_HOLDS(ended.out, "not for this account");
}

static void a_part_that_fails_is_a_failure(void) {
    static const char *const parts[] = {"getsfdata", "listAdminLevelUsers", "listUsers",
                                        "reporting"};
    for (size_t at = 0; at < LENGTH(parts); at++) {
        in_case(parts[at]);
        tenant *made = people();
        fault(made, parts[at], "\"html\"", 0, strcmp(parts[at], "listUsers") == 0);
        ended ended = RUN(made, "quickstart");
        CHECK_NUMBER(ended.code, 1);
        shows(ended.out, provisioning, true);
    }
}

MAIN(TEST(every_part_is_shown_and_nothing_is_changed),
     TEST(without_credentials_it_says_how_to_get_some),
     TEST(a_dead_key_is_named_and_the_rest_is_shown), TEST(one_credential_is_enough),
     TEST(what_the_account_may_not_read_is_no_failure), TEST(a_part_that_fails_is_a_failure))
