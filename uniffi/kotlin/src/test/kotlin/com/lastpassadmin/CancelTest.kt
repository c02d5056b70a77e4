package com.lastpassadmin

import kotlin.time.Duration.Companion.microseconds
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
import kotlinx.coroutines.withTimeoutOrNull
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
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
    fun `any number of calls are under way at once, and each of them may leave`() = alone { sandbox, tenant, lp ->
        tenant.fault("getUser", SLOW)
        val calls = List(200) { begin { lp.users.get(ADA_ID) } }
        tenant.untilAsked("getUser", 200)
        assertEquals(ADA, lp.provisioning.users.get(ADA).username)
        calls.take(100).forEach { cancel(it) }
        sandbox.untilDropped(100, inFlight = 100)
        calls.forEach { cancel(it) }
        sandbox.untilDropped(200)
    }

    @Test
    fun `pages that are given up at any moment come again, each once and in order`() = waiting {
        val all = List(2_000) { ADA_ID + it }
        Sandbox.shared.tenant("""{"users":${all.size}}""").client().use { lp ->
            repeat(20) { round ->
                lp.users.listPages(pageSize = 100).use { pager ->
                    val ids = mutableListOf<Long?>()
                    // A page counts as soon as it is given: the time may be over before it is told.
                    suspend fun isTaken() = pager.nextPage()?.let { page -> ids.addAll(page.items.map { it.id }) } ?: false
                    do withTimeoutOrNull((round * 150).microseconds) { isTaken() } while (isTaken())
                    assertTrue(ids == all, "in round $round ${ids.size} came, ${ids.distinct().size} of them once")
                }
            }
        }
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
