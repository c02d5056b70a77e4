/* Calls in the background, whose ends are told together. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"

static lpa_queue *new_queue(void) {
    return KEEP(lpa_queue_free, lpa_queue_new());
}

static lpa_status begin(const lpa_client *lp, int64_t id, const lpa_options *options,
                        const lpa_queue *queue, uint64_t number) {
    char arguments[40];
    int length = snprintf(arguments, sizeof arguments, "{\"user_id\":%lld}", (long long)id);
    return lpa_queue_begin(lp, "users.get", arguments, (size_t)length, options, queue, number,
                           &why);
}

/* Ends the only call of a queue, whose request the server has got. */
static void end_with(lpa_queue *queue, const tenant *made) {
    until_asked(made, "getUser", 1);
    int before = dropped();
    lpa_queue_free(queue);
    until_dropped(before + 1);
}

/* The end of the only call that is told of now. */
static lpa_ended one_end(const lpa_queue *queue) {
    lpa_ended ended[2];
    CHECK_NUMBER(lpa_queue_wait(queue, -1, ended, 2), 1);
    if (ended[0].answer != NULL) {
        KEEP(lpa_answer_free, ended[0].answer);
    }
    if (ended[0].error != NULL) {
        KEEP(lpa_error_free, ended[0].error);
    }
    return ended[0];
}

static void each_end_is_told_once_under_its_number(void) {
    enum { COUNT = 200, MOST = 7 };

    tenant *made = company_of("{\"users\":300,\"companies\":0,\"events\":0}");
    lpa_client *lp = client_of(made);
    lpa_queue *queue = new_queue();
    for (uint64_t at = 0; at < COUNT; at++) {
        /* Every tenth is a user that is not there. */
        OK(begin(lp, at % 10 == 9 ? (int64_t)at : FIRST_ID + (int64_t)at, NULL, queue, at));
    }
    int told[COUNT] = {0};
    lpa_ended ended[MOST];
    for (size_t count; (count = lpa_queue_wait(queue, -1, ended, MOST)) > 0;) {
        CHECK(count <= MOST);
        for (size_t at = 0; at < count; at++) {
            uint64_t number = ended[at].number;
            CHECK(number < COUNT);
            told[number]++;
            CHECK_NUMBER(ended[at].status, lpa_error_kind(ended[at].error));
            if (number % 10 == 9) {
                CHECK_NUMBER(ended[at].status, LPA_NOT_FOUND);
                CHECK_TEXT(lpa_error_operation(ended[at].error), "users.get");
                CHECK(ended[at].answer == NULL);
            } else {
                CHECK_TEXT(ended[at].answer->kind, "record");
                const lpa_company_user *user = ended[at].answer->records;
                CHECK_NUMBER(user->id.value, FIRST_ID + (int64_t)number);
            }
            lpa_answer_free(ended[at].answer);
            lpa_error_free(ended[at].error);
        }
    }
    for (int at = 0; at < COUNT; at++) {
        CHECK_NUMBER(told[at], 1);
    }
    CHECK_NUMBER(hits(made, "getUser"), COUNT);
}

static void waiting_takes_no_longer_than_it_may(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_queue *queue = lpa_queue_new();
    lpa_ended ended[1];
    CHECK_NUMBER(lpa_queue_wait(queue, -1, ended, 1), 0);
    fault(made, "getUser", SLOW, 0, 0);
    OK(begin(lp, FIRST_ID, NULL, queue, 1));
    CHECK_NUMBER(lpa_queue_wait(queue, 0, ended, 1), 0);
    double start = seconds();
    CHECK_NUMBER(lpa_queue_wait(queue, 0.1, ended, 1), 0);
    CHECK(seconds() - start >= 0.1);
    CHECK_NUMBER(lpa_queue_wait(NULL, -1, ended, 1), 0);
    CHECK_NUMBER(lpa_queue_wait(queue, 0, NULL, 5), 0);
    end_with(queue, made);
}

static void a_token_ends_a_call_of_a_queue(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_queue *queue = new_queue();
    lpa_cancel *cancel = KEEP(lpa_cancel_free, lpa_cancel_new());
    lpa_options *with = options();
    lpa_options_set_cancel(with, cancel);
    int before = dropped();
    fault(made, "getUser", SLOW, 0, 0);
    OK(begin(lp, FIRST_ID, with, queue, 1));
    until_asked(made, "getUser", 1);
    lpa_cancel_fire(cancel);
    lpa_ended ended = one_end(queue);
    CHECK_NUMBER(ended.status, LPA_CANCELLED);
    CHECK_TEXT(lpa_error_delivery(ended.error), LPA_DELIVERY_UNKNOWN);
    CHECK_TEXT(lpa_error_operation(ended.error), "users.get");
    until_dropped(before + 1);

    OK(begin(lp, FIRST_ID, with, queue, 2));
    ended = one_end(queue);
    CHECK_NUMBER(ended.number, 2);
    CHECK_TEXT(lpa_error_delivery(ended.error), LPA_DELIVERY_NOT_SENT);
    CHECK_NUMBER(hits(made, "getUser"), 1);
}

static void a_queue_that_is_freed_ends_its_calls(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    fault(made, "getUser", SLOW, 0, 0);
    lpa_queue *queue = lpa_queue_new();
    OK(begin(lp, FIRST_ID, NULL, queue, 1));
    end_with(queue, made);
}

static void a_call_does_not_need_its_client_any_more(void) {
    tenant *made = company();
    lpa_client *lp = NULL;
    OK(lpa_client_new(settings(made), &lp, &why));
    lpa_queue *queue = new_queue();
    OK(begin(lp, FIRST_ID, NULL, queue, 1));
    lpa_client_free(lp);
    CHECK_NUMBER(one_end(queue).status, LPA_OK);
}

static void what_cannot_be_begun_is_refused_and_not_told(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_queue *queue = lpa_queue_new();
    lpa_ended ended[1];
    FAILS(LPA_INVALID_ARGUMENT, begin(NULL, FIRST_ID, NULL, queue, 1));
    CHECK_TEXT(lpa_error_parameter(why), "client");
    FAILS(LPA_INVALID_ARGUMENT, begin(lp, FIRST_ID, NULL, NULL, 1));
    CHECK_TEXT(lpa_error_parameter(why), "queue");
    FAILS(LPA_INVALID_ARGUMENT, lpa_queue_begin(lp, NULL, "{}", 2, NULL, queue, 1, &why));
    CHECK_TEXT(lpa_error_parameter(why), "operation");
    FAILS(LPA_INVALID_ARGUMENT, lpa_queue_begin(lp, "users.get", "[1]", 3, NULL, queue, 1, &why));
    CHECK_TEXT(lpa_error_parameter(why), "arguments");
    CHECK_NUMBER(lpa_queue_wait(queue, -1, ended, 1), 0);

    fault(made, "getUser", SLOW, 0, 0);
    OK(begin(lp, FIRST_ID, NULL, queue, 1));
    FAILS(LPA_INVALID_ARGUMENT, begin(lp, FIRST_ID, NULL, queue, 1));
    CHECK_TEXT(lpa_error_parameter(why), "number");
    end_with(queue, made);
}

/* A refusal of the core's comes with the end, before anything is sent. */
static void what_the_operation_refuses_is_told(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_queue *queue = new_queue();
    OK(lpa_queue_begin(lp, "users.get", "{\"user\":1}", 10, NULL, queue, 1, &why));
    lpa_ended ended = one_end(queue);
    CHECK_NUMBER(ended.status, LPA_INVALID_ARGUMENT);
    CHECK_TEXT(lpa_error_parameter(ended.error), "user_id");
    OK(lpa_queue_begin(lp, "users.list", "{}", 2, NULL, queue, 2, &why));
    CHECK_TEXT(lpa_error_parameter(one_end(queue).error), "operation");
    CHECK_NUMBER(hits(made, NULL), 0);
}

static void *wait_for_all(void *given) {
    static int told;
    lpa_ended ended[4];
    told = 0;
    for (size_t count; (count = lpa_queue_wait(given, -1, ended, 4)) > 0;) {
        for (size_t at = 0; at < count; at++) {
            told += ended[at].status == LPA_OK;
            lpa_answer_free(ended[at].answer);
            lpa_error_free(ended[at].error);
        }
    }
    return &told;
}

static void another_thread_waits(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_queue *queue = new_queue();
    fault(made, "getUser", "{\"delay\":{\"before_ms\":100,\"after_ms\":0}}", 0, 0);
    OK(begin(lp, FIRST_ID, NULL, queue, 1));
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, wait_for_all, queue) == 0);
    for (uint64_t number = 2; number <= 20; number++) {
        OK(begin(lp, FIRST_ID, NULL, queue, number));
    }
    void *told;
    pthread_join(thread, &told);
    CHECK_NUMBER(*(int *)told, 20);
}

MAIN(TEST(each_end_is_told_once_under_its_number), TEST(waiting_takes_no_longer_than_it_may),
     TEST(a_token_ends_a_call_of_a_queue), TEST(a_queue_that_is_freed_ends_its_calls),
     TEST(a_call_does_not_need_its_client_any_more),
     TEST(what_cannot_be_begun_is_refused_and_not_told), TEST(what_the_operation_refuses_is_told),
     TEST(another_thread_waits))
