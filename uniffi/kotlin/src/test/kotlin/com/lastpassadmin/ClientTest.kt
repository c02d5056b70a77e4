package com.lastpassadmin

import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

class ClientTest {
    @Test
    fun `a closed client holds no connection`() = alone { sandbox, _, lp ->
        lp.users.get(ADA_ID)
        lp.users.listPages(pageSize = 10).use { it.nextPage() }
        lp.close()
        lp.close()
        sandbox.untilUnconnected()
    }

    @Test
    fun `a closed client refuses every call`() = company { tenant, lp ->
        lp.users.get(ADA_ID)
        val other = lp.withOptions(CallOptions(maxRetries = 0))
        val pager = lp.users.listPages()
        lp.close()
        val asked = tenant.hits()
        val uses = listOf<suspend () -> Any?>(
            { lp.users.get(ADA_ID) },
            { other.users.get(ADA_ID) },
            { pager.nextPage() },
            { lp.users.listPages() },
            { lp.check() },
            { lp.iam.me() },
        )
        uses.forEach { use ->
            val failure = thrown<ConfigurationException> { use() }
            assertTrue("closed" in failure.reason, failure.reason)
        }
        assertEquals(asked, tenant.hits())
    }

    @Test
    fun `closing waits for nothing, and calls that are under way come to their end`() = company { tenant, lp ->
        tenant.fault("getUser", """{"delay":{"before_ms":300}}""")
        val underWay = begin { lp.users.get(ADA_ID) }
        tenant.untilAsked("getUser", 1)
        withTimeout(200.milliseconds) { lp.close() }
        assertEquals(ADA, underWay.await().email)
    }

    @Test
    fun `one client serves many coroutines at once`() = company { tenant, lp ->
        val ids = List(100) { ADA_ID + it % 25 }
        assertEquals(ids, ids.map { id -> begin { lp.users.get(id).id } }.awaitAll())
        assertEquals(100, tenant.hits("getUser"))
    }

    @TestFactory
    fun `whoever goes on where an answer comes keeps no other one waiting`(): List<DynamicTest> =
        listOf<Pair<String, suspend (suspend () -> Unit) -> Unit>>(
            "unconfined" to { use -> withContext(Dispatchers.Unconfined) { use() } },
            "without a dispatcher" to { use ->
                suspendCancellableCoroutine { use.startCoroutine(Continuation(EmptyCoroutineContext, it::resumeWith)) }
            },
        ).map { (name, run) ->
            case(name) {
                Sandbox.shared.tenant().client().use { lp ->
                    run {
                        lp.users.get(ADA_ID)
                        assertEquals(ADA, runBlocking { lp.users.get(ADA_ID).email })
                    }
                }
            }
        }

    @Test
    fun `what is printed holds no secret`() = waiting {
        val tenant = Sandbox.shared.tenant()
        tenant.client().use { lp ->
            val printed = "$lp ${lp.users} ${lp.session} ${tenant.provisioning} ${tenant.credentials} ${lp.check()}"
            tenant.secrets.forEach { secret -> assertFalse(secret in printed, printed) }
        }
    }

    @Test
    fun `the log tells of each request, and of no secret`() = company { tenant, lp ->
        val lines = ConcurrentLinkedQueue<String>()
        setLog(LogLevel.DEBUG) { _, line -> lines.add(line) }
        lp.users.get(ADA_ID)
        lp.provisioning.users.get(ADA)
        setLog(LogLevel.DEBUG, null)
        val told = lines.joinToString("\n")
        assertTrue("users.get" in told, told)
        tenant.secrets.forEach { secret -> assertFalse(secret in told, told) }
        lines.clear()
        lp.users.get(ADA_ID)
        assertEquals(emptyList<String>(), lines.toList())
    }

    @TestFactory
    fun `what cannot work is refused by its name, before anything is sent`(): List<DynamicTest> =
        listOf<Pair<String, suspend (LastPassAdmin, Tenant) -> Any?>>(
            "api_key" to { _, tenant -> tenant.client(apiKey = "nonsense") },
            "max_retries" to { _, tenant -> tenant.client(maxRetries = -1) },
            "timeout" to { lp, _ -> lp.withOptions(CallOptions(timeout = (-1).milliseconds)) },
            "time_zone" to { lp, _ -> lp.users.get(ADA_ID, CallOptions(timeZone = "Nowhere/Land")) },
            "page_size" to { lp, _ -> lp.users.list(pageSize = 0).first() },
            "email" to { lp, _ -> lp.users.create("no address", UserAccountCreationAction.STAGE) },
            "body.limit" to { lp, _ -> lp.request("POST", "/v1/users", body = mapOf("limit" to Double.NaN)) },
        ).map { (parameter, use) ->
            case(parameter) {
                val tenant = Sandbox.shared.tenant()
                tenant.client().use { lp ->
                    assertEquals(parameter, thrown<InvalidArgumentException> { use(lp, tenant) }.parameter)
                    assertEquals(0, tenant.hits())
                }
            }
        }
}
