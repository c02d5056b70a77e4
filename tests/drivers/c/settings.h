/* Settings of a client and options of a call, from JSON. */

#ifndef DRIVER_SETTINGS_H
#define DRIVER_SETTINGS_H

#include "given.h"

/* Options with these settings, each set by its own function; NULL if the step cannot be played. */
lpa_options *settings_of(struct given *given);

#endif
