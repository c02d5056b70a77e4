package com.lastpassadmin

import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/**
 * How far a job has read the audit log, for [ProvisioningEventsService.since].
 *
 * Keep it, as [json], once the events that came with it are safely stored: a job that dies in between gives them again,
 * and never loses one. The text is the same in every language.
 */
public data class EventCursor(
    /** The latest time that was read, in the zone of the account, such as `2024-05-02 10:15:00`; or where to begin. */
    val latest: String,
    /** How late an event may arrive and still be found, in whole seconds. */
    val overlap: Duration = 1.hours,
    /** The ids of the events that were given within the overlap. */
    val given: List<String> = emptyList(),
) {
    /** What is kept of it. */
    public fun json(): String = Arguments().apply {
        text("latest", latest)
        integer("overlap_seconds", overlap.inWholeSeconds)
        texts("given", given)
    }.body("provisioning.events.since")

    /** Cursors that were kept. */
    public companion object {
        /**
         * The cursor that was kept as JSON.
         *
         * @throws IllegalArgumentException This is no cursor.
         */
        public fun parse(json: String): EventCursor {
            val kept = JsonText(json).value() as? Map<*, *>
            val latest = kept?.get("latest") as? String
            val overlap = kept?.get("overlap_seconds") as? Double
            val given = (kept?.get("given") as? List<*>)?.map { it as? String }
            require(latest != null && overlap != null && given != null && null !in given) {
                "this is no cursor; keep it as `json` gives it"
            }
            return EventCursor(latest, overlap.toLong().seconds, given.filterNotNull())
        }
    }
}
