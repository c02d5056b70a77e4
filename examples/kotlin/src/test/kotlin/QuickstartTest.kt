package com.example

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class QuickstartTest {
    @Test
    fun `every part is shown, and nothing is changed`(): Unit = runBlocking {
        Company().use { company ->
            val shown = mutableListOf<String>()
            assertTrue(company.client().use { lp -> tour(lp, shown::add) })
            val titles = listOf("Credentials", "Users", "Admin levels", "Shared folders")
            assertEquals(titles, shown.filterNot { it.startsWith(" ") })
            listOf("ada@example.com", "Helpdesk", "Shared-Infra").forEach { name ->
                assertTrue(shown.any { name in it }, "$name is not in $shown")
            }
        }
    }
}
