/* What Go asks of the C library, each in one crossing. */
#ifndef LASTPASS_ADMIN_CALLS_H
#define LASTPASS_ADMIN_CALLS_H

#include <stddef.h>
#include <stdint.h>

#include "lastpass_admin.h"

/* Options of a call as JSON, and the token that ends it; both may be NULL. */
lpa_status go_call(const lpa_client *client, const char *operation, const char *arguments,
                   size_t arguments_length, const char *options, size_t options_length,
                   lpa_cancel *cancel, lpa_answer **answer, lpa_error **error);
lpa_status go_begin(const lpa_client *client, const char *operation, const char *arguments,
                    size_t arguments_length, const char *options, size_t options_length,
                    lpa_cancel *cancel, lpa_queue *queue, uint64_t number, lpa_error **error);
lpa_status go_list(const lpa_client *client, const char *operation, const char *arguments,
                   size_t arguments_length, const char *options, size_t options_length,
                   lpa_cancel *cancel, lpa_pager **pager, lpa_error **error);

/* A client; provider is the handle of a function that gives the credentials, 0: none. */
lpa_status go_client_new(const char *settings, size_t length, uintptr_t provider,
                         lpa_client **client, lpa_error **error);
lpa_status go_client_with_options(const lpa_client *base, const char *options, size_t length,
                                  lpa_client **client, lpa_error **error);

/* The next page, and what is known of the list now. */
lpa_status go_next_page(lpa_pager *pager, lpa_page **page, lpa_summary *summary, lpa_error **error);

/* Hands the lines of the log from this level on to Go; 0: none. */
void go_log(uint32_t least);

#endif
