package com.lastpassadmin

import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.flow.first
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** A way to a failure. */
private class Way(
    val kind: ErrorKind,
    val operation: String,
    val status: Int?,
    val attempts: Int,
    val delivery: Delivery,
    val prepare: (Tenant) -> Unit = {},
    val client: (Tenant) -> LastPassAdmin = { it.client() },
    val use: suspend (LastPassAdmin) -> Any? = { it.users.get(ADA_ID) },
)

private fun faulty(on: String, kind: String): (Tenant) -> Unit = { it.fault(on, kind) }

private val WAYS = listOf(
    Way(ErrorKind.INVALID_ARGUMENT, "users.list", null, 0, Delivery.NOT_SENT) { it.users.list(pageSize = 501).first() },
    Way(
        ErrorKind.CONFIGURATION, "users.get", null, 0, Delivery.NOT_SENT,
        client = { it.client(apiKey = null) },
    ),
    Way(
        ErrorKind.READ_ONLY, "provisioning.users.disable", null, 0, Delivery.NOT_SENT,
        client = { it.client(readOnly = true) },
    ) { it.provisioning.users.disable(listOf(ADA)) },
    Way(
        ErrorKind.PERMISSION, "users.get", 403, 1, Delivery.ANSWERED,
        client = { it.client(apiKey = it.forbiddenApiKey) },
    ),
    Way(ErrorKind.NOT_FOUND, "users.get", 404, 1, Delivery.ANSWERED) { it.users.get(1) },
    Way(ErrorKind.RATE_LIMIT, "users.get", 429, 1, Delivery.ANSWERED, faulty("getUser", TOO_MANY)),
    Way(ErrorKind.SERVER, "users.get", 503, 3, Delivery.ANSWERED, faulty("getUser", """{"status":{"status":503}}""")),
    Way(ErrorKind.REJECTED, "provisioning.users.reinvite", 200, 1, Delivery.ANSWERED) {
        it.provisioning.users.reinvite(NOBODY)
    },
    Way(ErrorKind.UNEXPECTED_RESPONSE, "users.get", 200, 1, Delivery.ANSWERED, faulty("getUser", "\"html\"")),
    Way(
        ErrorKind.TIMEOUT, "users.get", null, 1, Delivery.UNKNOWN, faulty("getUser", SLOW),
        client = { it.client(attemptTimeoutMs = 50, maxRetries = 0) },
    ),
    Way(ErrorKind.CONNECTION, "users.create", null, 1, Delivery.UNKNOWN, faulty("createUser", "\"reset-after\"")) {
        it.users.create("grace@example.com", UserAccountCreationAction.STAGE)
    },
    Way(ErrorKind.PAGING, "users.list", null, 0, Delivery.ANSWERED, faulty("listUsers", "\"repeat-token\"")) {
        it.users.listPages(pageSize = 10).toList()
    },
    Way(
        ErrorKind.NOT_SUPPORTED, "iam.list_resource_types", null, 0, Delivery.NOT_SENT,
        client = { it.client(provisioning = null) },
    ) { it.iam.listResourceTypes() },
)

private const val TOO_MANY = """{"too-many-requests":{"retry_after":{"seconds":300}}}"""

class ErrorsTest {
    @TestFactory
    fun `each kind has its class and its fields, and prints no secret`(): List<DynamicTest> = WAYS.map { way ->
        case(way.kind.value) {
            val tenant = Sandbox.shared.tenant()
            way.prepare(tenant)
            way.client(tenant).use { lp ->
                val failure = thrown<LastPassException> { way.use(lp) }
                assertEquals(way.kind, failure.kind, failure.toString())
                assertEquals(way.kind.number, failure.number)
                assertEquals(way.operation, failure.operation)
                assertTrue("$failure".contains("${way.operation}: ${failure.reason}"), "$failure")
                assertEquals(way.status, failure.status)
                assertEquals(way.attempts, failure.attempts)
                assertEquals(way.delivery, failure.delivery)
                val printed = failure.stackTraceToString()
                tenant.secrets.forEach { secret -> assertFalse(secret in printed, printed) }
            }
        }
    }

    @Test
    fun `the wait that the server asked for is kept`() = company { tenant, lp ->
        tenant.fault("getUser", TOO_MANY)
        assertEquals(5.minutes, thrown<RateLimitException> { lp.users.get(ADA_ID) }.retryAfter)
    }

    @Test
    fun `the vendor's words are kept`() = company { tenant, lp ->
        tenant.quirks("""{"problem_errors":"several"}""")
        val failure = thrown<InvalidRequestException> { lp.users.create(ADA, UserAccountCreationAction.STAGE) }
        assertTrue(failure.fieldErrors.isNotEmpty() && failure.title != null, failure.toString())
        assertNull(failure.retryAfter)
    }

    @Test
    fun `a part that was done stands in the outcome`() = company { tenant, lp ->
        tenant.quirks("""{"unknown_addresses_are_errors":true}""")
        val failure = thrown<PartialException> { lp.provisioning.users.disable(listOf(ADA, NOBODY)) }
        val outcome = checkNotNull(failure.outcome)
        assertEquals(listOf(ADA, NOBODY), outcome.rows.map { it.username })
        assertEquals(listOf(NOBODY), outcome.failed.map { it.username })
        assertEquals(listOf(ADA), outcome.applied)
    }

    @Test
    fun `a check tells of each credential whether it works`() = waiting {
        val tenant = Sandbox.shared.tenant()
        tenant.client(apiKey = tenant.forbiddenApiKey).use { lp ->
            val report = lp.check()
            assertEquals(ErrorKind.PERMISSION, report.business?.error?.kind)
            assertEquals(true, report.provisioning?.works)
            assertFalse(report.allWork)
        }
    }
}
