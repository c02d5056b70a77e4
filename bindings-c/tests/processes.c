/* What a client is to its process: no thread of its own for a call, and a fork that goes on. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "background.h"
#include "sandbox.h"
#include "stub.h"

static int threads(void) {
    DIR *open = opendir("/proc/self/task");
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(open)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(open);
    return count;
}

static bool reads_ada(const lpa_client *lp) {
    lpa_company_user *user = NULL;
    bool does =
        lpa_users_get(lp, FIRST_ID, NULL, &user, NULL) == LPA_OK && user->id.value == FIRST_ID;
    lpa_company_user_free(user);
    return does;
}

/* Of a process that has read no list yet; so this comes first. */
static void calls_start_no_thread(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    CHECK_NUMBER(threads(), 1);
    for (int turn = 0; turn < 5; turn++) {
        CHECK(reads_ada(lp));
    }
    CHECK_NUMBER(threads(), 1);
}

static void lists_and_calls_given_up_leave_no_more_threads_than_they_need(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    int most = 0;
    for (int turn = 0; turn < 40; turn++) {
        lpa_users_list_params params = {.page_size = 5};
        lpa_pager *users = NULL;
        lpa_page *page = NULL;
        OK(lpa_users_list(lp, &params, NULL, &users, &why));
        OK(lpa_pager_next_page(users, &page, &why));
        lpa_page_free(page);
        lpa_pager_free(users);
        if (turn < 10) {
            most = threads() > most ? threads() : most;
        } else {
            CHECK(threads() <= most + 1);
        }
    }
}

static void a_server_that_hangs_up_does_not_end_the_process(void) {
    /* More than what the system takes at once for a server that reads little. */
    enum { LARGE = 4 << 20 };

    lpa_client *lp = client(hanging_up());
    char *data = KEEP(free, malloc(LARGE));
    memset(data, 'a', LARGE);
    memcpy(data, "{\"a\":\"", 6);
    memcpy(data + LARGE - 3, "\"}", 3);
    signal(SIGPIPE, SIG_DFL);
    for (int turn = 0; turn < 4; turn++) {
        lpa_json *json;
        FAILS(LPA_CONNECTION, lpa_command(lp, "getuserdata", data, NULL, &json, &why));
    }
}

/* Lets a child do something, and gives whether it did. How the child ends is valgrind's affair:
 * what other threads had is lost in it. */
static bool child_does(bool (*work)(const lpa_client *), const lpa_client *lp) {
    int result[2];
    char does = 0;
    CHECK(pipe(result) == 0);
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        does = work(lp);
        _exit(write(result[1], &does, 1) != 1);
    }
    close(result[1]);
    bool is_said = read(result[0], &does, 1) == 1;
    close(result[0]);
    waitpid(child, NULL, 0);
    return is_said && does;
}

static bool reads_all(const lpa_client *lp) {
    lpa_users_list_params params = {.page_size = 10};
    lpa_pager *users = NULL;
    lpa_page *page = NULL;
    size_t count = 0;
    bool works = lpa_users_list(lp, &params, NULL, &users, NULL) == LPA_OK;
    while (works && (works = lpa_pager_next_page(users, &page, NULL) == LPA_OK) && page != NULL) {
        count += page->length;
        lpa_page_free(page);
    }
    lpa_pager_free(users);
    return works && count == USERS;
}

static bool makes_its_own(const lpa_client *lp) {
    lpa_client *other = NULL;
    bool works = lpa_client_with_options(lp, NULL, &other, NULL) == LPA_OK && reads_ada(other) &&
                 reads_ada(lp);
    lpa_client_free(other);
    return works;
}

static lpa_queue *inherited;

static bool begins(const lpa_client *lp, uint64_t number) {
    return lpa_queue_begin(lp, "users.get", "{\"user_id\":80001}", 17, NULL, inherited, number,
                           NULL) == LPA_OK;
}

static bool has_none_of_the_calls(const lpa_client *lp) {
    lpa_ended ended[1];
    return lpa_queue_wait(inherited, -1, ended, 1) == 0 && !begins(lp, 2);
}

static bool closes(const lpa_client *lp) {
    lpa_client_close(lp);
    return !reads_ada(lp);
}

static void a_child_goes_on_with_the_client(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    CHECK(child_does(reads_ada, lp));
    CHECK(reads_ada(lp));
    CHECK(reads_all(lp));
    CHECK(child_does(reads_ada, lp));
    CHECK(child_does(reads_all, lp));
    CHECK(child_does(makes_its_own, lp));
    CHECK(child_does(closes, lp));
    CHECK(reads_ada(lp));
    CHECK(reads_all(lp));
}

static void the_calls_of_a_queue_are_those_of_the_parent(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_ended ended[1];
    fault(made, "getUser", "{\"delay\":{\"before_ms\":1000}}", 0, 0);
    inherited = KEEP(lpa_queue_free, lpa_queue_new());
    CHECK(begins(lp, 1));
    CHECK(child_does(has_none_of_the_calls, lp));
    CHECK_NUMBER(lpa_queue_wait(inherited, -1, ended, 1), 1);
    CHECK_NUMBER(ended[0].status, LPA_OK);
    lpa_answer_free(ended[0].answer);
    CHECK_NUMBER(hits(made, "getUser"), 1);
}

static void a_child_goes_on_while_other_threads_of_its_parent_call(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    fault(made, "getUser", "{\"delay\":{\"before_ms\":100}}", 0, 0);
    for (int turn = 0; turn < 5; turn++) {
        reading *calls[8];
        for (int at = 0; at < 8; at++) {
            calls[at] = begin(lp, FIRST_ID + at, NULL);
        }
        milliseconds(10 * turn);
        CHECK(child_does(reads_ada, lp));
        for (int at = 0; at < 8; at++) {
            CHECK_NUMBER(end(calls[at]), LPA_OK);
        }
    }
}

MAIN(TEST(calls_start_no_thread), TEST(a_server_that_hangs_up_does_not_end_the_process),
     TEST(lists_and_calls_given_up_leave_no_more_threads_than_they_need),
     TEST(a_child_goes_on_with_the_client),
     TEST(the_calls_of_a_queue_are_those_of_the_parent),
     TEST(a_child_goes_on_while_other_threads_of_its_parent_call))
