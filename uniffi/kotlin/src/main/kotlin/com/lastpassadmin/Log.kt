package com.lastpassadmin

import com.lastpassadmin.internal.uniffi.Logger
import com.lastpassadmin.internal.uniffi.LogLevel as NativeLevel
import com.lastpassadmin.internal.uniffi.setLog as setNativeLog

/** How weighty a line of the log is. */
public enum class LogLevel {
    /** Something has to be done. */
    ERROR,

    /** Something went wrong and was made good: a request is sent again. */
    WARN,

    /** What happens, in short. */
    INFO,

    /** Every request. */
    DEBUG,
}

/**
 * Hands the log of all clients of the process to a function, in place of the one before; null ends that.
 *
 * An attempt is a line at [LogLevel.DEBUG], a request that is sent again one at [LogLevel.WARN], with operation,
 * method, path template, status, attempt and time, never with a query value, a body or a secret. The function is called
 * on any thread, and what it throws is ignored. Without one, `LASTPASS_LOG=debug` in the environment prints the log on
 * standard error.
 *
 * @param least The least weighty lines that are wanted.
 * @throws ConfigurationException The native library cannot be used.
 */
public fun setLog(least: LogLevel, logger: ((LogLevel, String) -> Unit)?) {
    requireLibrary()
    setNativeLog(NativeLevel.entries[least.ordinal], logger?.let(::Listener))
}

private class Listener(private val logger: (LogLevel, String) -> Unit) : Logger {
    override fun log(level: NativeLevel, line: String) {
        runCatching { logger(LogLevel.entries[level.ordinal], line) }
    }
}
