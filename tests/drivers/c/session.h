/* The client that is open, and the steps played through it. */

#ifndef DRIVER_SESSION_H
#define DRIVER_SESSION_H

#include <jansson.h>
#include <lastpass_admin.h>

/* The client that is open; NULL if none is. */
struct session {
    lpa_client *client;
};

/* Plays a step; gives its outcome. */
json_t *session_play(struct session *session, const json_t *step);

/* Closes the client, if one is open. */
void session_close(struct session *session);

#endif
