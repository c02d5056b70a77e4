package com.lastpassadmin

import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.fail

internal const val ADA = "ada@example.com"
internal const val NOBODY = "nobody@example.com"
internal const val ADA_ID = 80001L

/** Runs a test that waits; it fails if it does not come to its end. */
internal fun waiting(test: suspend CoroutineScope.() -> Unit): Unit = runBlocking(Dispatchers.Default) {
    withTimeout(60.seconds) { supervisorScope(test) }
}

/** A case of a table. */
internal fun case(name: String, test: suspend CoroutineScope.() -> Unit): DynamicTest =
    dynamicTest(name) { waiting(test) }

/** What something has to throw. */
internal inline fun <reified E : Throwable> thrown(use: () -> Any?): E {
    val given = try {
        use()
    } catch (failure: Throwable) {
        if (failure is E) return failure
        throw AssertionError("$failure is no ${E::class.simpleName}", failure)
    }
    fail("it gave $given, and no ${E::class.simpleName}")
}

/** Cancels what is under way, which has to end as cancelled, and soon. */
internal suspend fun cancel(underWay: Deferred<*>) {
    underWay.cancel()
    withTimeout(2.seconds) { thrown<CancellationException> { underWay.await() } }
}

/** Begins something. */
internal fun <T> CoroutineScope.begin(use: suspend () -> T): Deferred<T> = async { use() }

/** A test with a sandbox of its own, which looks at all that goes on in it. */
internal fun alone(test: suspend CoroutineScope.(Sandbox, Tenant, LastPassAdmin) -> Unit): Unit = waiting {
    Sandbox().use { sandbox ->
        val tenant = sandbox.tenant()
        tenant.client().use { lp -> test(sandbox, tenant, lp) }
    }
}

/** A test with a company of its own. */
internal fun company(test: suspend CoroutineScope.(Tenant, LastPassAdmin) -> Unit): Unit = waiting {
    val tenant = Sandbox.shared.tenant()
    tenant.client().use { lp -> test(tenant, lp) }
}
