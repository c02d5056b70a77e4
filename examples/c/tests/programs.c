/* What all examples have in common. */
#include <stdio.h>

#include "programs.h"

static const char *const names[] = {"quickstart", "offboard", "export_events"};

static void each_explains_itself(void) {
    tenant *made = company();
    json_object_clear(made->environment);
    for (size_t at = 0; at < LENGTH(names); at++) {
        in_case(names[at]);
        ended ended = RUN(made, names[at], "--help");
        CHECK_NUMBER(ended.code, 0);
        char how[100];
        snprintf(how, sizeof how, "-o %s %s.c $(pkg-config --cflags --libs lastpass-admin)",
                 names[at], names[at]);
        CHECK_HOLDS(ended.out, how);
        CHECK_HOLDS(ended.out, "Needs LASTPASS_");
        CHECK_HOLDS(ended.out, "Ends with 0");
    }
}

static void each_refuses_an_argument_that_does_not_exist(void) {
    tenant *made = company();
    for (size_t at = 0; at < LENGTH(names); at++) {
        in_case(names[at]);
        ended ended = RUN(made, names[at], "--no-such-thing");
        CHECK_NUMBER(ended.code, 2);
        CHECK_HOLDS(ended.err, "--no-such-thing");
        CHECK_HOLDS(ended.err, "--help");
    }
    CHECK_NUMBER(hits(made, NULL), 0);
}

MAIN(TEST(each_explains_itself), TEST(each_refuses_an_argument_that_does_not_exist))
