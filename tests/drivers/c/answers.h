/* What calls give beside the records of the contract, as JSON. */

#ifndef DRIVER_ANSWERS_H
#define DRIVER_ANSWERS_H

#include <jansson.h>
#include <lastpass_admin.h>

json_t *json_outcome(const lpa_outcome *outcome);
json_t *json_group(const void *group);
json_t *json_json(const lpa_json *json);
json_t *json_event_batch(const lpa_event_batch *batch);
json_t *json_raw_response(const lpa_raw_response *response);
json_t *json_credential_report(const lpa_credential_report *report);

/* Every field of an error that a user can read, and what is printed of it. */
json_t *json_error(const lpa_error *error);

#endif
