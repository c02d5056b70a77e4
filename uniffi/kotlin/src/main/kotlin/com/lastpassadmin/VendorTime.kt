package com.lastpassadmin

import kotlin.time.Instant

/** A time as the vendor prints it, without a zone, and what it stands for. */
public data class VendorTime(
    /** The text as it came; empty of a time that was made of an instant. */
    val text: String,
    /**
     * The instant, where the client knows the zone of the account (`timeZone`); null where it does not, or if the text
     * is no time. Of the two instants of an hour that daylight saving repeats, this is the earlier one.
     */
    val instant: Instant? = null,
    /** Whether the text names two instants, or none, in the zone of the account. */
    val isAmbiguous: Boolean = false,
) {
    /** What is sent: the text is one of two instants where it is ambiguous, the instant is not. */
    internal fun given(): String = instant?.toString() ?: text

    /** The text, or the instant where there is no text. */
    override fun toString(): String = text.ifEmpty { given() }

    /** Times as bounds of what is asked for. */
    public companion object {
        /** An instant. */
        public fun at(instant: Instant): VendorTime = VendorTime("", instant)

        /** A time in the zone of the account, such as `2024-05-02 10:15:00`. */
        public fun local(text: String): VendorTime = VendorTime(text)
    }
}
