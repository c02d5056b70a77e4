#include "requests.h"

#include <stdio.h>
#include <stdlib.h>

#include "../members.h"

static size_t append(char *data, size_t one, size_t length, void *given) {
    (void)one;
    body *into = given;
    if (into->length + length >= into->room) {
        into->room = 2 * (into->length + length);
        into->text = realloc(into->text, into->room);
    }
    memcpy(into->text + into->length, data, length);
    into->length += length;
    into->text[into->length] = '\0';
    return length;
}

static CURL *handle(body *into, const char *header) {
    CURL *made = curl_easy_init();
    curl_easy_setopt(made, CURLOPT_HTTPHEADER, curl_slist_append(NULL, header));
    curl_easy_setopt(made, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(made, CURLOPT_WRITEDATA, into);
    if (getenv("SSL_CERT_FILE") != NULL) {
        curl_easy_setopt(made, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
    }
    return made;
}

CURL *business(body *into) {
    char header[200];
    snprintf(header, sizeof header, "authorization: api-key %s", variable("LASTPASS_API_KEY"));
    return handle(into, header);
}

CURL *provisioning(body *into) {
    CURL *made = handle(into, "content-type: application/json");
    curl_easy_setopt(made, CURLOPT_URL, variable("LASTPASS_PROVISIONING_URL"));
    return made;
}

void set_path(CURL *handle, const char *path) {
    char url[1000];
    snprintf(url, sizeof url, "%s%s", variable("LASTPASS_BUSINESS_URL"), path);
    curl_easy_setopt(handle, CURLOPT_URL, url);
}

void require_success(CURL *handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) {
        fail("the answer is no success");
    }
}

void perform(CURL *handle, body *into) {
    into->length = 0;
    if (curl_easy_perform(handle) != CURLE_OK) {
        fail("no answer");
    }
    require_success(handle);
}
