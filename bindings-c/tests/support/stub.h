/* Servers that answer what a test says, or nothing: for what no sandbox does. They last until the
 * test ends. */
#ifndef STUB_H
#define STUB_H

#include "check.h"

#define KEY "lpkey_0123456789abcdef-literal"
#define HASH "fedcba9876543210fedcba-literal"

/* Settings of a client whose every request is answered with this body, in the time zone of New
 * York. */
lpa_options *answering(int status, const char *body);

/* A client of such a server, which answers 200. */
lpa_client *answered_with(const char *body);

/* Settings of a client whose every connection is reset in the middle of its first request. */
lpa_options *hanging_up(void);

/* Settings of a client whose connections are never accepted. */
lpa_options *never_connecting(void);

#endif
