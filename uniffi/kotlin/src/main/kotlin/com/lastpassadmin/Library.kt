package com.lastpassadmin

import com.lastpassadmin.internal.uniffi.libraryVersion

/** The version of this package. */
private const val VERSION = "0.1.0"

/** Why the library cannot be used; null if it can. */
private val unusable: Failure? by lazy {
    try {
        // JNA finds a library of the system before the one that came along, and another version lays out its answers
        // otherwise.
        libraryVersion().takeIf { it != VERSION }?.let { unusable("is of version $it and not $VERSION") }
    } catch (missing: LinkageError) {
        val platform = "${System.getProperty("os.name")} on ${System.getProperty("os.arch")}"
        unusable("cannot be loaded for $platform: ${missing.message}", missing)
    }
}

/** Fails if the native library is not there, or is not the one that this package is made for. */
internal fun requireLibrary() {
    unusable?.let { throw exception(it) }
}

private fun unusable(why: String, cause: Throwable? = null) =
    Failure(ErrorKind.CONFIGURATION, "the native library of lastpass-admin $why", cause = cause)
