package com.lastpassadmin

import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.time.Instant

/** Makes values of records of one type, each of which takes [size] bytes. */
internal abstract class RecordReader<T : Any>(val size: Int) {
    /** Makes a value of the record that stands there. */
    abstract fun read(cells: Cells, at: Int): T
}

/**
 * Cells as the core lays them out in one block of bytes, in words as this machine has them. A place, and what a cell
 * points to, is a number of bytes from the start of the block; in a cell of what is absent everything is 0.
 *
 * What was read keeps nothing of the block.
 */
internal class Cells(private val block: ByteArray) {
    private val words = ByteBuffer.wrap(block).order(ByteOrder.nativeOrder())

    /** Texts that were read last. */
    private val recurring = arrayOfNulls<String>(RECURRING)

    /** Where the first cell stands; 0 if there is none. */
    val first: Int get() = address(0)

    /** A word that is a number. */
    fun word(at: Int): Long = words.getLong(at)

    /** A word that is a number with a fraction. */
    fun decimal(at: Int): Double = words.getDouble(at)

    /** A word that is the place of something; 0 if it is absent. */
    fun address(at: Int): Int = words.getLong(at).toInt()

    /** A word that says how many there are. */
    fun count(at: Int): Int = words.getLong(at).toInt()

    /** A text, or any JSON as text. */
    fun text(at: Int): String? {
        val start = address(at)
        return if (start == 0) null else String(block, start, count(at + WORD), Charsets.UTF_8)
    }

    /** A text that is likely to recur, such as a value of an enum: it is made once. */
    fun shared(at: Int): String? {
        val start = address(at)
        val length = count(at + WORD)
        if (start == 0 || length > LONGEST) return text(at)
        val place = place(start, length)
        val known = recurring[place]
        if (known != null && stands(known, start, length)) return known
        return String(block, start, length, Charsets.UTF_8).also { recurring[place] = it }
    }

    fun integer(at: Int): Long? = if (isThere(at)) words.getLong(at) else null

    fun number(at: Int): Double? = if (isThere(at)) words.getDouble(at) else null

    fun flag(at: Int): Boolean? = if (words.getInt(at + HALF) == 0) null else words.getInt(at) != 0

    fun vendorTime(at: Int): VendorTime? {
        val text = text(at) ?: return null
        return VendorTime(text, instant(at), isAmbiguous = words.get(at + IS_AMBIGUOUS) != NO)
    }

    fun instant(at: Int): Instant? =
        if (words.get(at + HAS_INSTANT) == NO) null else Instant.fromEpochSeconds(words.getLong(at + SECONDS))

    fun texts(at: Int): List<String>? = list(at, TEXT) { shared(it).orEmpty() }

    fun textMap(at: Int): Map<String, String>? = map(at) { text(it).orEmpty() }

    fun textsMap(at: Int): Map<String, List<String>>? = map(at) { texts(it).orEmpty() }

    /** The record whose place stands there. */
    fun <T : Any> record(at: Int, of: RecordReader<T>): T? {
        val start = address(at)
        return if (start == 0) null else of.read(this, start)
    }

    /** The records of a list. */
    fun <T : Any> records(at: Int, of: RecordReader<T>): List<T>? = list(at, of.size) { of.read(this, it) }

    /** The rows of a list, of so many bytes each. */
    inline fun <T> list(at: Int, size: Int, read: (at: Int) -> T): List<T>? {
        val start = address(at)
        return if (start == 0) null else List(count(at + WORD)) { read(start + it * size) }
    }

    /** The entries of a map: a text, and what has the size of one. */
    private inline fun <V> map(at: Int, read: (at: Int) -> V): Map<String, V>? {
        val start = address(at)
        if (start == 0) return null
        val count = count(at + WORD)
        val entries = LinkedHashMap<String, V>(2 * count)
        for (index in 0 until count) {
            val entry = start + index * 2 * TEXT
            entries[shared(entry).orEmpty()] = read(entry + TEXT)
        }
        return entries
    }

    private fun isThere(at: Int): Boolean = words.getLong(at + WORD) != 0L

    /** Where a text is kept: its length and a few of its letters lead there. */
    private fun place(start: Int, length: Int): Int {
        if (length == 0) return 0
        val last = start + length - 1
        val letters = (length * 31 + block[start]) * 31 + block[start + length / 2]
        return ((letters * 31 + block[maxOf(start, last - 1)]) * 31 + block[last]) and (RECURRING - 1)
    }

    /** Whether a text stands there; one that is not ASCII is never found. */
    private fun stands(text: String, start: Int, length: Int): Boolean {
        if (text.length != length) return false
        for (index in 0 until length) {
            if (text[index].code != block[start + index].toInt()) return false
        }
        return true
    }

    internal companion object {
        /** The bytes of a word, of half a word, and of a text or a list. */
        const val WORD = 8
        private const val HALF = 4
        const val TEXT = 2 * WORD

        /** What a time has behind its text. */
        private const val SECONDS = TEXT
        private const val HAS_INSTANT = SECONDS + WORD + HALF
        private const val IS_AMBIGUOUS = HAS_INSTANT + 1
        private const val NO: Byte = 0

        /** How many texts are kept, a power of two, and how long they may be. */
        private const val RECURRING = 256
        private const val LONGEST = 40
    }
}
