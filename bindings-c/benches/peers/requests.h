/* Requests of libcurl, with the credentials, to both APIs. */
#ifndef REQUESTS_H
#define REQUESTS_H

#include <curl/curl.h>

/* A body that grows as it comes in; it ends with a NUL. */
typedef struct body {
    char *text;
    size_t length;
    size_t room;
} body;

/* A handle for requests of the Business API, whose answers go into the body. */
CURL *business(body *into);

/* Sets the path of the next request, behind the base URL. */
void set_path(CURL *handle, const char *path);

/* A handle for commands, whose answers go into the body. */
CURL *provisioning(body *into);

/* Makes the request that the handle is set to; an answer that is no success ends the program. */
void perform(CURL *handle, body *into);

/* Ends the program if the answer is no success. */
void require_success(CURL *handle);

#endif
