#include <stdio.h>
#include <string.h>

#include "programs.h"

/* Always the same people: ada holds the admin level 100 and is in two groups. */
static tenant *people(void) {
    return company_of("{\"seed\":1,\"users\":8,\"companies\":3,\"folders\":6,\"events\":0}");
}

static const lpa_provisioning_user *ada(const lpa_client *lp) {
    lpa_provisioning_user *user = NULL;
    OK(lpa_provisioning_users_get(lp, ADA, NULL, &user, &why));
    return KEEP(lpa_provisioning_user_free, user);
}

static size_t holders(const lpa_client *lp, int64_t level) {
    lpa_pager *pager = NULL;
    lpa_page *page = NULL;
    OK(lpa_admin_levels_list_users(lp, level, NULL, NULL, &pager, &why));
    KEEP(lpa_pager_free, pager);
    OK(lpa_pager_next_page(pager, &page, &why));
    KEEP(lpa_page_free, page);
    return page == NULL ? 0 : page->length;
}

static void a_dry_run_says_what_would_be_done_and_does_nothing(void) {
    tenant *made = people();
    lpa_client *lp = client_of(made);
    ended ended = RUN(made, "offboard", ADA, "--dry-run");
    CHECK_TEXT(ended.err, "");
    CHECK_NUMBER(ended.code, 0);
    const char *said[] = {"would be disabled", "would be taken out of Eng, Oncall",
                          "would be taken out of Super admin", "Shared-Infra", "Shared-Finance"};
    for (size_t at = 0; at < LENGTH(said); at++) {
        CHECK_HOLDS(ended.out, said[at]);
    }
    CHECK(!ada(lp)->disabled.value);
    CHECK_NUMBER(ada(lp)->groups.length, 2);
    CHECK_NUMBER(holders(lp, 100), 1);
    CHECK_NUMBER(hits(made, "disableuser"), 0);
    CHECK_NUMBER(hits(made, "batchchangegrp"), 0);
}

static void a_leaver_loses_every_access(void) {
    tenant *made = people();
    lpa_client *lp = client_of(made);
    /* However the address is written. */
    ended ended = RUN(made, "offboard", "Ada@Example.com");
    CHECK_TEXT(ended.err, "");
    CHECK_NUMBER(ended.code, 0);
    CHECK_LACKS(ended.out, "NOT DONE");
    /* Of the other folders, one is deleted, and one has a second admin. */
    const char *first = strstr(ended.out.data, "(id "), *second = strstr(first + 1, "(id ");
    CHECK(second != NULL && strstr(second + 1, "(id ") == NULL);
    CHECK_HOLDS(ended.out, "Shared-Infra (id ");
    CHECK_HOLDS(ended.out, "Shared-Finance (id ");
    CHECK(ada(lp)->disabled.value);
    CHECK_NUMBER(ada(lp)->groups.length, 0);
    CHECK_NUMBER(holders(lp, 100), 0);

    ended = RUN(made, "offboard", ADA);
    CHECK_NUMBER(ended.code, 0);
    CHECK_HOLDS(ended.out, "is disabled already");
    CHECK_HOLDS(ended.out, "is in none");
    CHECK_HOLDS(ended.out, "holds none");
    CHECK_NUMBER(hits(made, "disableuser"), 1);
    CHECK_NUMBER(hits(made, "batchchangegrp"), 1);
    CHECK_NUMBER(hits(made, "removeUserFromAdminLevel"), 1);
}

static void an_admin_who_is_disabled_looks_after_no_folder(void) {
    tenant *made = people();
    lpa_client *lp = client_of(made);
    const char *other[] = {"user00003@example.com"};
    lpa_outcome *outcome = NULL;
    OK(lpa_provisioning_users_disable(lp, other, 1, NULL, &outcome, &why));
    lpa_outcome_free(outcome);
    CHECK_HOLDS(RUN(made, "offboard", ADA, "--dry-run").out, "Shared-Project 0005");
}

static void a_step_that_fails_keeps_no_other_from_being_taken(void) {
    tenant *made = people();
    lpa_client *lp = client_of(made);
    fault(made, "batchchangegrp", "\"html\"", 0, 0);
    ended ended = RUN(made, "offboard", ADA);
    CHECK_NUMBER(ended.code, 1);
    CHECK_HOLDS(ended.out, "NOT DONE  groups");
    CHECK_LACKS(ended.out, "NOT DONE  account");
    CHECK_LACKS(ended.out, "NOT DONE  admin levels");
    CHECK_HOLDS(ended.err, "not offboarded");
    CHECK_NUMBER(ada(lp)->groups.length, 2);
    CHECK_NUMBER(holders(lp, 100), 0);

    clear_faults(made);
    CHECK_NUMBER(RUN(made, "offboard", ADA).code, 0);
    CHECK_NUMBER(ada(lp)->groups.length, 0);
}

static void an_answer_that_is_lost_is_looked_up(void) {
    tenant *made = people();
    fault(made, "disableuser", "\"reset-after\"", 1, 0);
    CHECK_NUMBER(RUN(made, "offboard", ADA).code, 0);
    CHECK_NUMBER(hits(made, "disableuser"), 1);
}

static void groups_are_left_alone_while_the_folders_are_not_known(void) {
    tenant *made = people();
    lpa_client *lp = client_of(made);
    fault(made, "getsfdata", "\"truncated-json\"", 0, 0);
    CHECK_NUMBER(RUN(made, "offboard", ADA).code, 1);
    CHECK(ada(lp)->disabled.value);
    CHECK_NUMBER(ada(lp)->groups.length, 2);
}

static void a_dead_credential_is_found_before_anything_is_changed(void) {
    tenant *made = people();
    lpa_client *lp = client_of(made);
    take_back(made, "api-key");
    ended ended = RUN(made, "offboard", ADA);
    CHECK_NUMBER(ended.code, 1);
    CHECK_HOLDS(ended.err, "LASTPASS_API_KEY");
    CHECK(!ada(lp)->disabled.value);

    json_object_del(made->environment, "LASTPASS_API_KEY");
    CHECK_NUMBER(RUN(made, "offboard", ADA).code, 2);
    CHECK(!ada(lp)->disabled.value);

    CHECK_NUMBER(RUN(made, "offboard", ADA, "--without-admin-levels").code, 0);
    CHECK(ada(lp)->disabled.value);
}

static void an_address_that_is_no_user_is_refused(void) {
    tenant *made = people();
    ended ended = RUN(made, "offboard", "carol@example.com");
    CHECK_NUMBER(ended.code, 1);
    CHECK_HOLDS(ended.err, "no user");
    CHECK_NUMBER(RUN(made, "offboard", "carol").code, 2);
    CHECK_NUMBER(RUN(made, "offboard").code, 2);
    CHECK_NUMBER(RUN(made, "offboard", ADA, "eve@example.com").code, 2);
    CHECK_NUMBER(hits(made, "getuserdata") + hits(made, "listUsers"), hits(made, NULL));
}

MAIN(TEST(a_dry_run_says_what_would_be_done_and_does_nothing), TEST(a_leaver_loses_every_access),
     TEST(an_admin_who_is_disabled_looks_after_no_folder),
     TEST(a_step_that_fails_keeps_no_other_from_being_taken),
     TEST(an_answer_that_is_lost_is_looked_up),
     TEST(groups_are_left_alone_while_the_folders_are_not_known),
     TEST(a_dead_credential_is_found_before_anything_is_changed),
     TEST(an_address_that_is_no_user_is_refused))
