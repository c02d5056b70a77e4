package com.lastpassadmin

/** A text that is sent, and never printed: a password, for example. */
@JvmInline
public value class Secret(private val value: String) {
    internal fun reveal(): String = value

    /** `hidden`. */
    override fun toString(): String = "hidden"
}
