package com.lastpassadmin

import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Test

/** A block of so many words, as the core writes it. */
private class Block(private val count: Int) {
    private val words = ByteBuffer.allocate(count * Cells.WORD).order(ByteOrder.nativeOrder())
    private val texts = ByteArrayOutputStream()

    fun word(at: Int, value: Long) = apply { words.putLong(at, value) }

    fun decimal(at: Int, value: Double) = apply { words.putDouble(at, value) }

    fun half(at: Int, value: Int) = apply { words.putInt(at, value) }

    fun byte(at: Int, value: Byte) = apply { words.put(at, value) }

    fun text(at: Int, text: String) = apply {
        val bytes = text.toByteArray()
        word(at, (count * Cells.WORD + texts.size()).toLong())
        word(at + Cells.WORD, bytes.size.toLong())
        texts.write(bytes)
        texts.write(0)
    }

    fun cells() = Cells(words.array() + texts.toByteArray())
}

class CellsTest {
    @Test
    fun `a cell of what is absent is null`() {
        val cells = Block(5).cells()
        val read = listOf(
            cells.text(8), cells.shared(8), cells.integer(8), cells.number(8), cells.flag(8), cells.vendorTime(8),
            cells.instant(8), cells.texts(8), cells.textMap(8), cells.textsMap(8), cells.record(8, CompanyUserReader),
            cells.records(8, CompanyUserReader),
        )
        assertEquals(List(read.size) { null }, read)
        assertEquals(0, cells.first)
    }

    @Test
    fun `what is zero or empty is there`() {
        val block = Block(16).word(8, 0).word(16, 1).decimal(24, -0.5).word(32, 1).half(40, 0).half(44, 1).text(48, "")
        val cells = block.word(64, 120).word(72, 0).cells()
        assertEquals(0L, cells.integer(8))
        assertEquals(-0.5, cells.number(24))
        assertEquals(false, cells.flag(40))
        assertEquals("", cells.text(48))
        assertEquals("", cells.shared(48))
        assertEquals(emptyList<String>(), cells.texts(64))
        assertEquals(emptyMap<String, String>(), cells.textMap(64))
    }

    @Test
    fun `a text that recurs is made once, and no other text is taken for it`() {
        val ascii = listOf("enrolled", "enabled", "x".repeat(41), "", "a", "group 11", "group 21")
        val texts = ascii + listOf("Grüße", "\ud83d\ude00")
        val block = Block(1 + 4 * texts.size)
        val places = (texts + texts).mapIndexed { index, text -> (8 + 16 * index).also { block.text(it, text) } }
        val cells = block.cells()
        assertEquals(texts + texts, places.map { cells.shared(it) })
        assertSame(cells.shared(places[0]), cells.shared(places[texts.size]))
    }

    @Test
    fun `a time has its text, and an instant where that is known`() {
        fun time(hasInstant: Byte, isAmbiguous: Byte) = Block(5).text(8, "2024-11-03 01:30:00").word(24, 1_730_611_800)
            .half(32, -14_400).byte(36, hasInstant).byte(37, isAmbiguous).cells()
        val instant = Instant.parse("2024-11-03T05:30:00Z")
        assertEquals(VendorTime("2024-11-03 01:30:00", instant, isAmbiguous = true), time(1, 1).vendorTime(8))
        assertEquals(VendorTime("2024-11-03 01:30:00"), time(0, 0).vendorTime(8))
        assertEquals(instant, time(1, 0).instant(8))
        assertNull(time(0, 0).instant(8))
    }

    @Test
    fun `maps have their keys in order`() {
        // The map, its two entries of a text and a list each, and the text of the second list.
        val block = Block(15).word(8, 24).word(16, 2).text(24, "b").word(40, 120).text(56, "a").word(72, 88).word(80, 1)
        val cells = block.text(88, "x").cells()
        assertEquals(listOf("b" to emptyList<String>(), "a" to listOf("x")), cells.textsMap(8)?.toList())
    }

    @Test
    fun `records stand one behind the other`() {
        val size = CompanyUserReader.size
        val block = Block(3 + 2 * size / Cells.WORD).word(0, 8).word(8, 24).word(16, 2)
        block.word(24, 7).word(32, 1).text(40, "Ada").text(72, "suspended?").text(24 + size + 64, """{"a":1}""")
        val cells = block.cells()
        val ada = CompanyUser(id = 7, name = "Ada", accountStatus = CompanyUserAccountStatus("suspended?"))
        assertEquals(listOf(ada, CompanyUser(extra = """{"a":1}""")), cells.records(cells.first, CompanyUserReader))
        assertEquals(ada, cells.record(8, CompanyUserReader))
    }
}
