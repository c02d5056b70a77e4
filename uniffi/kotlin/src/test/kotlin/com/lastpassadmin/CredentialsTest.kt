package com.lastpassadmin

import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

class CredentialsTest {
    @Test
    fun `credentials are asked for once, when the first request needs them`() = waiting {
        val tenant = Sandbox.shared.tenant()
        val asked = AtomicInteger()
        val client = tenant.asking {
            asked.incrementAndGet()
            delay(50)
            tenant.credentials
        }
        client.use { lp ->
            assertEquals(0, asked.get())
            List(10) { begin { lp.users.get(ADA_ID) } }.awaitAll()
            lp.provisioning.users.get(ADA)
            lp.withOptions(CallOptions(maxRetries = 0)).users.list().toList()
            assertEquals(1, asked.get())
        }
    }

    @Test
    fun `a function that throws is the cause, and is asked again with the next call`() = waiting {
        val tenant = Sandbox.shared.tenant()
        val own = IOException("the vault is sealed")
        val asked = AtomicInteger()
        val client = tenant.asking { if (asked.incrementAndGet() == 1) throw own else tenant.credentials }
        client.use { lp ->
            assertSame(own, thrown<ConfigurationException> { lp.users.get(ADA_ID) }.cause)
            assertEquals(ADA, lp.users.get(ADA_ID).email)
            assertEquals(1, tenant.hits())
        }
    }

    @TestFactory
    fun `credentials that cannot work are refused before anything is sent`(): List<DynamicTest> = listOf(
        "none" to Credentials(),
        "a key of another form" to Credentials(apiKey = "nonsense"),
        "half of a pair" to Credentials(provisioning = Provisioning("", "0".repeat(32))),
    ).map { (name, credentials) ->
        case(name) {
            val tenant = Sandbox.shared.tenant()
            tenant.asking { credentials }.use { lp ->
                assertEquals(Delivery.NOT_SENT, thrown<LastPassException> { lp.users.get(ADA_ID) }.delivery)
                assertEquals(0, tenant.hits())
            }
        }
    }

    @Test
    fun `who gives up does not wait for the function`() = waiting {
        Sandbox.shared.tenant().asking { awaitAnswer() }.use { lp ->
            val underWay = begin { lp.users.get(ADA_ID) }
            delay(100)
            cancel(underWay)
        }
    }

    private suspend fun awaitAnswer(): Credentials {
        delay(5_000)
        return Credentials()
    }
}
