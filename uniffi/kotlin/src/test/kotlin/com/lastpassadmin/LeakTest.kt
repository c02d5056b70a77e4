package com.lastpassadmin

import java.io.File
import kotlinx.coroutines.flow.first
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What may be held beyond what a first round left, in bytes: far less than a round would leave, if it leaked. */
private const val SLACK = 48L shl 20

class LeakTest {
    @Test
    fun `what is done over and over holds no more memory`() = waiting {
        val tenant = Sandbox.shared.tenant("""{"users":2000}""")
        suspend fun round() = repeat(150) {
            tenant.client().use { lp ->
                lp.users.list().first()
                lp.users.listPages().toList()
                thrown<NotFoundException> { lp.users.get(1) }
            }
        }
        round()
        val before = resident()
        round()
        val grown = resident() - before
        assertTrue(grown < SLACK, "$grown bytes more are held")
    }

    /** What the process holds in memory, without garbage. */
    private fun resident(): Long {
        repeat(3) {
            System.gc()
            Thread.sleep(100)
        }
        val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS") }
        return line.filter(Char::isDigit).toLong() shl 10
    }
}
