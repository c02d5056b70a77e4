#include "calls.h"

#include "_cgo_export.h"

/* Whether this thread makes a call, and does nothing else meanwhile. */
static _Thread_local bool calls;

static lpa_options *options_of(const char *json, size_t length) {
    lpa_options *options = lpa_options_new();
    if (json != NULL) {
        lpa_options_set_json(options, json, length);
    }
    return options;
}

/* Options of a call; NULL where there is nothing to say. */
static lpa_options *call_options(const char *json, size_t length, lpa_cancel *cancel) {
    if (json == NULL && cancel == NULL) {
        return NULL;
    }
    lpa_options *options = options_of(json, length);
    lpa_options_set_cancel(options, cancel);
    return options;
}

lpa_status go_call(const lpa_client *client, const char *operation, const char *arguments,
                   size_t arguments_length, const char *json, size_t json_length,
                   lpa_cancel *cancel, lpa_answer **answer, lpa_error **error) {
    lpa_options *options = call_options(json, json_length, cancel);
    calls = true;
    lpa_status status =
        lpa_call(client, operation, arguments, arguments_length, options, answer, error);
    calls = false;
    lpa_options_free(options);
    return status;
}

lpa_status go_begin(const lpa_client *client, const char *operation, const char *arguments,
                    size_t arguments_length, const char *json, size_t json_length,
                    lpa_cancel *cancel, lpa_queue *queue, uint64_t number, lpa_error **error) {
    lpa_options *options = call_options(json, json_length, cancel);
    lpa_status status = lpa_queue_begin(client, operation, arguments, arguments_length, options,
                                        queue, number, error);
    lpa_options_free(options);
    return status;
}

lpa_status go_list(const lpa_client *client, const char *operation, const char *arguments,
                   size_t arguments_length, const char *json, size_t json_length,
                   lpa_cancel *cancel, lpa_pager **pager, lpa_error **error) {
    lpa_options *options = call_options(json, json_length, cancel);
    lpa_status status =
        lpa_list(client, operation, arguments, arguments_length, options, pager, error);
    lpa_options_free(options);
    return status;
}

/* A handle of Go's is a number, which must not pass for a pointer there. */
static void provide(void *handle, lpa_options *into) {
    goCredentials((uintptr_t)handle, into);
}

static void release(void *handle) {
    goRelease((uintptr_t)handle);
}

lpa_status go_client_new(const char *settings, size_t length, uintptr_t provider,
                         lpa_client **client, lpa_error **error) {
    lpa_options *options = options_of(settings, length);
    if (provider != 0) {
        lpa_options_set_credentials_provider(options, provide, (void *)provider, release);
    }
    lpa_status status = lpa_client_new(options, client, error);
    lpa_options_free(options);
    return status;
}

lpa_status go_client_with_options(const lpa_client *base, const char *json, size_t length,
                                  lpa_client **client, lpa_error **error) {
    lpa_options *options = options_of(json, length);
    lpa_status status = lpa_client_with_options(base, options, client, error);
    lpa_options_free(options);
    return status;
}

lpa_status go_next_page(lpa_pager *pager, lpa_page **page, lpa_summary *summary,
                        lpa_error **error) {
    calls = true;
    lpa_status status = lpa_pager_next_page(pager, page, error);
    calls = false;
    if (status == LPA_OK) {
        *summary = lpa_pager_summary(pager);
    }
    return status;
}

static void write_line(void *user_data, uint32_t level, const char *line) {
    (void)user_data;
    goLog(level, (char *)line, calls);
}

void go_log(uint32_t least) {
    lpa_log_set(least, write_line, NULL);
}
