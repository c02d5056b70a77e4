package com.lastpassadmin

import java.util.concurrent.ConcurrentLinkedQueue
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** The ids of the company's users, in their order. */
private val ALL = (ADA_ID until ADA_ID + 25).toList()

class ListsTest {
    @TestFactory
    fun `a list is read to its end`() = listOf<Pair<String, suspend (LastPassAdmin) -> List<CompanyUser>>>(
        "as a flow" to { lp -> lp.users.list(pageSize = 10).toList() },
        "all at once" to { lp -> lp.users.listPages(pageSize = 10).toList() },
        "its items" to { lp -> lp.users.listPages(pageSize = 10).items().toList() },
        "its pages" to { lp -> lp.users.listPages(pageSize = 10).pages().toList().flatMap { it.items } },
        "page by page" to { lp ->
            val pager = lp.users.listPages(pageSize = 10)
            buildList { while (true) addAll(pager.nextPage()?.items ?: break) }
        },
        "in one page" to { lp -> lp.users.listPages().toList() },
    ).map { (name, read) ->
        case(name) {
            Sandbox.shared.tenant().client().use { lp -> assertEquals(ALL, read(lp).map { it.id }) }
        }
    }

    @Test
    fun `a flow is cold, and begins again with each collection`() = company { tenant, lp ->
        val users = lp.users.list(pageSize = 10)
        val pager = lp.users.listPages(pageSize = 10)
        delay(50)
        assertEquals(0, tenant.hits())
        assertEquals(ALL, users.toList().map { it.id })
        assertEquals(ALL, users.toList().map { it.id })
        assertEquals(6, tenant.hits("listUsers"))
        pager.close()
    }

    @Test
    fun `a page has its place and what came with it`() = company { _, lp ->
        lp.users.listPages(pageSize = 20).use { pager ->
            val first = checkNotNull(pager.nextPage())
            val last = checkNotNull(pager.nextPage())
            assertEquals(first.nextToken, last.token)
            assertNull(last.nextToken)
            assertNull(pager.pageToken)
            assertNull(pager.nextPage())
            assertEquals(200, first.response.status)
            assertEquals(1, first.response.attempts)
            assertTrue("content-type" in first.response.headers)
            val again = lp.users.listPages(pageSize = 20, pageToken = first.token).nextPage()
            assertEquals(first, again?.copy(response = first.response))
        }
    }

    @Test
    fun `a list that was left goes on at its token, and no item is lost`() = company { _, lp ->
        lp.users.listPages(pageSize = 10).use { pager ->
            val seen = pager.items().take(13).toList().map { it.id }
            assertEquals(ALL.take(13), seen)
            // The second page is not at its end: it comes again.
            val rest = lp.users.listPages(pageSize = 10, pageToken = pager.pageToken).toList().map { it.id }
            assertEquals(ALL.drop(10), rest)
            assertEquals(ALL.drop(13), pager.items().toList().map { it.id })
        }
    }

    @Test
    fun `leaving a flow ends its reading ahead on the wire`() = alone { sandbox, tenant, lp ->
        tenant.fault("listUsers", SLOW, after = 2)
        var seen = 0
        lp.users.list(pageSize = 5).take(8).collect { if (++seen == 7) tenant.untilAsked("listUsers", 3) }
        sandbox.untilDropped(1)
    }

    @Test
    fun `after a failure the list goes on with the same page`() = company { tenant, lp ->
        tenant.fault("listUsers", """{"status":{"status":422}}""", after = 1, times = 1)
        lp.users.listPages(pageSize = 10).use { pager ->
            val seen = mutableListOf<Long?>()
            val failure = thrown<InvalidRequestException> { pager.items().collect { seen.add(it.id) } }
            assertEquals("users.list", failure.operation)
            pager.items().collect { seen.add(it.id) }
            assertEquals(ALL, seen)
        }
    }

    @Test
    fun `a failure in the middle takes nothing`() = company { tenant, lp ->
        tenant.fault("listUsers", """{"status":{"status":422}}""", after = 1, times = 1)
        lp.users.listPages(pageSize = 10).use { pager ->
            thrown<InvalidRequestException> { pager.toList() }
            assertEquals(ALL, pager.toList().map { it.id })
        }
    }

    @Test
    fun `the summary tells what is known`() = company { _, lp ->
        lp.provisioning.users.listPages(pageSize = 10).use { pager ->
            assertEquals(0, pager.summary.items)
            pager.nextPage()
            assertEquals(10, pager.summary.items)
            assertEquals(false, pager.summary.complete)
            pager.toList()
            val known = pager.summary
            assertEquals(ListSummary(25, 0, 25, complete = true, resumed = false, isInconsistent = false), known)
        }
    }

    @Test
    fun `a pager is read by several, and gives each item once`() = company { _, lp ->
        lp.users.listPages(pageSize = 2).use { pager ->
            val seen = ConcurrentLinkedQueue<Long>()
            List(4) { begin { pager.items().collect { seen.add(checkNotNull(it.id)) } } }.awaitAll()
            assertEquals(ALL, seen.sorted())
        }
    }

    @Test
    fun `a closed list is refused, and a wrong page size is named`() = company { tenant, lp ->
        val pager = lp.users.listPages()
        pager.close()
        assertEquals("users.list", thrown<ConfigurationException> { pager.nextPage() }.operation)
        assertEquals("page_size", thrown<InvalidArgumentException> { lp.users.list(pageSize = 501).toList() }.parameter)
        assertEquals(0, tenant.hits())
    }

    @Test
    fun `a list that is closed ends the page that is on its way`() = alone { sandbox, tenant, lp ->
        tenant.fault("listUsers", SLOW)
        val pager = lp.users.listPages()
        val page = begin { pager.nextPage() }
        tenant.untilAsked("listUsers", 1)
        pager.close()
        assertEquals("users.list", thrown<ConfigurationException> { page.await() }.operation)
        sandbox.untilDropped(1)
    }

    @Test
    fun `what is absent is null, and what is empty is not`() = company { tenant, lp ->
        tenant.fault("listUsers", "\"null-members\"", times = 1)
        val absent = lp.users.list().first()
        assertEquals(CompanyUser(extra = absent.extra), absent)
        tenant.fault("listUsers", "\"unknown-members\"", times = 1)
        assertNotNull(lp.users.list().first().extra)
        assertEquals(emptyList<CompanyUser>(), lp.users.list(name = "no such name").toList())
    }

    @Test
    fun `a large list comes whole and in order`() = waiting {
        Sandbox.shared.tenant("""{"users":20000}""").client().use { lp ->
            val ids = lp.users.list().toList().map { it.id }
            assertEquals(List(20_000) { ADA_ID + it }, ids)
        }
    }
}
