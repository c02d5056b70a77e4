package com.example

import com.lastpassadmin.CompanyUserAccountStatus
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** No answer within the time of a test. */
private const val SLOW = """{"delay":{"before_ms":30000}}"""

class ApprovalsTest {
    @Test
    fun `the list loads as it scrolls, and who is approved is invited and leaves it`() = screen { company, approvals ->
        approvals.loadMore().join()
        assertEquals(2, approvals.shown.value.users.size)
        while (!approvals.shown.value.isComplete) approvals.loadMore().join()
        val users = approvals.shown.value.users
        assertEquals(users.distinctBy { it.id }, users)
        val first = checkNotNull(users.first().id)
        approvals.approve(first).join()
        assertEquals(users.drop(1), approvals.shown.value.users)
        val status = company.client().use { it.users.get(first).accountStatus }
        assertEquals(CompanyUserAccountStatus.PENDING_INVITATION, status)
    }

    @Test
    fun `an approval that is cancelled ends on the wire, and may be given again`() = screen { company, approvals ->
        company.fault("inviteUser", SLOW)
        approvals.loadMore().join()
        val user = checkNotNull(approvals.shown.value.users.first().id)
        val approving = approvals.approve(user)
        until { company.hits("inviteUser") == 1 }
        assertTrue(user in approvals.shown.value.approving)
        approving.cancelAndJoin()
        until { company.dropped() == 1 }
        assertFalse(user in approvals.shown.value.approving)
        assertEquals(user, approvals.shown.value.users.first().id)
        company.clearFaults()
        approvals.approve(user).join()
        assertFalse(approvals.shown.value.users.any { it.id == user })
    }

    @Test
    fun `a failure is said, and loading goes on`() = screen { company, approvals ->
        company.fault("listUsers", """{"status":{"status":422}}""")
        approvals.loadMore().join()
        assertNotNull(approvals.shown.value.problem)
        company.clearFaults()
        approvals.loadMore().join()
        assertEquals(2, approvals.shown.value.users.size)
    }

    private fun screen(test: suspend (Company, Approvals) -> Unit): Unit = runBlocking {
        Company().use { company ->
            company.client().use { lp ->
                val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
                withTimeout(30.seconds) { test(company, Approvals(lp, scope, pageSize = 2)) }
            }
        }
    }

    private suspend fun until(holds: () -> Boolean) {
        while (!holds()) delay(10.milliseconds)
    }
}
