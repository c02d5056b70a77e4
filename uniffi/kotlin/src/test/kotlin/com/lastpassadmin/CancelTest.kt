package com.lastpassadmin

import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

class CancelTest {
    @TestFactory
    fun `a coroutine that is cancelled sends nothing`() = listOf<Pair<String, suspend (LastPassAdmin) -> Any?>>(
        "a call" to { lp -> lp.users.get(ADA_ID) },
        "a write" to { lp -> lp.provisioning.users.disable(listOf(ADA)) },
        "a list" to { lp -> lp.users.list().toList() },
        "a page" to { lp -> lp.users.listPages().nextPage() },
        "a check" to { lp -> lp.check() },
        "a request" to { lp -> lp.request("GET", "/v1/users") },
        "a view" to { lp -> lp.iam.users.get(ADA) },
    ).map { (name, use) ->
        case(name) {
            val tenant = Sandbox.shared.tenant()
            tenant.client().use { lp ->
                val ended = begin {
                    currentCoroutineContext().cancel()
                    use(lp)
                }
                thrown<CancellationException> { ended.await() }
                lp.check()
                assertEquals(2, tenant.hits(), "requests, beside those of the check")
            }
        }
    }

    @TestFactory
    fun `all that a call waits for is ended`(): List<DynamicTest> = listOf(
        "a slow answer" to SLOW,
        "a wait before sending again" to """{"too-many-requests":{"retry_after":{"seconds":20}}}""",
        "a body that drips in" to """{"drip":{"bytes":1,"pause_ms":200}}""",
        "a body that stops" to """{"stall":{"after_bytes":10}}""",
    ).map { (name, fault) ->
        case(name) {
            val tenant = Sandbox.shared.tenant()
            tenant.fault("getUser", fault)
            tenant.client().use { lp ->
                val underWay = begin { lp.users.get(ADA_ID) }
                tenant.untilAsked("getUser", 1)
                delay(50)
                cancel(underWay)
                assertEquals(1, tenant.hits("getUser"))
            }
        }
    }

    @Test
    fun `a request is taken off the wire with its coroutine, and the client goes on`() = alone { sandbox, tenant, lp ->
        tenant.fault("getUser", SLOW)
        val underWay = begin { lp.users.get(ADA_ID) }
        tenant.untilAsked("getUser", 1)
        cancel(underWay)
        sandbox.untilDropped(1)
        thrown<TimeoutCancellationException> { withTimeout(200.milliseconds) { lp.users.get(ADA_ID) } }
        sandbox.untilDropped(2)
        tenant.clearFaults()
        assertEquals(ADA, lp.users.get(ADA_ID).email)
    }

    @Test
    fun `a flow ends on the wire with its coroutine`() = alone { sandbox, tenant, lp ->
        tenant.fault("listUsers", SLOW, after = 1)
        val seen = mutableListOf<Long?>()
        val underWay = begin { lp.users.list(pageSize = 10).collect { seen.add(it.id) } }
        tenant.untilAsked("listUsers", 2)
        cancel(underWay)
        sandbox.untilDropped(1)
        assertEquals(10, seen.size)
    }

    @Test
    fun `a page that was given up is read again, and none is lost`() = alone { sandbox, tenant, lp ->
        tenant.fault("listUsers", SLOW, after = 1, times = 1)
        lp.users.listPages(pageSize = 10).use { pager ->
            val first = checkNotNull(pager.nextPage()).items
            val underWay = begin { pager.nextPage() }
            tenant.untilAsked("listUsers", 2)
            cancel(underWay)
            pager.pause()
            sandbox.untilDropped(1)
            assertEquals(25, (first + pager.toList()).distinctBy { it.id }.size)
        }
    }

    @Test
    fun `who waits for a thread may leave, and all of many calls end`() = alone { sandbox, tenant, lp ->
        tenant.fault("getUser", SLOW)
        // As many as a client has under way at a time.
        val calls = List(64) { begin { lp.users.get(ADA_ID) } }
        tenant.untilAsked("getUser", 64)
        thrown<TimeoutCancellationException> { withTimeout(50.milliseconds) { lp.users.get(ADA_ID) } }
        assertEquals(64, tenant.hits())
        val patient = begin { lp.provisioning.users.get(ADA) }
        calls.forEach { cancel(it) }
        sandbox.untilDropped(64)
        assertEquals(ADA, patient.await().username)
    }

    @Test
    fun `a call of several that fails ends the others`() = alone { sandbox, tenant, lp ->
        tenant.fault("getUser", SLOW)
        thrown<NotFoundException> {
            coroutineScope {
                val slow = begin { lp.users.get(ADA_ID) }
                tenant.untilAsked("getUser", 1)
                awaitAll(slow, begin { lp.managedCompanies.get(1) })
            }
        }
        sandbox.untilDropped(1)
    }
}
