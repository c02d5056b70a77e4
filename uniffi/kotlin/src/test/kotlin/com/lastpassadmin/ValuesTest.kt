package com.lastpassadmin

import kotlin.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test

class ValuesTest {
    @Test
    fun `a row prints no password`() {
        val row = BatchAddUser("ada@example.com", password = Secret("hunter2"))
        assertFalse("hunter2" in "$row ${row.password} ${listOf(row.password)}")
    }

    @Test
    fun `a time prints its text, or its instant where there is no text`() {
        val instant = Instant.parse("2024-05-02T14:15:00Z")
        assertEquals("2024-05-02 10:15:00", "${VendorTime("2024-05-02 10:15:00", instant)}")
        assertEquals("2024-05-02T14:15:00Z", "${VendorTime.at(instant)}")
    }

    @Test
    fun `a value that this version does not know is kept`() {
        val status = CompanyUserAccountStatus("on-leave")
        assertEquals("on-leave", "$status")
        assertEquals(CompanyUserAccountStatus.ENROLLED, CompanyUserAccountStatus("enrolled"))
    }
}
