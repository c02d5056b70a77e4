package com.lastpassadmin

/** JSON as text, of which values are made: texts, numbers as [Double], flags, lists, maps and null. */
internal class JsonText(private val text: String) {
    private var at = 0

    /** The one value that the text holds. */
    fun value(): Any? = next().also {
        blank()
        require(at == text.length) { "there is something behind the JSON" }
    }

    private fun next(): Any? {
        blank()
        return when (text.getOrNull(at)) {
            '{' -> entries()
            '[' -> items()
            '"' -> quoted()
            't' -> word("true", true)
            'f' -> word("false", false)
            'n' -> word("null", null)
            else -> number()
        }
    }

    private fun entries(): Map<String, Any?> {
        val entries = LinkedHashMap<String, Any?>()
        each('}') {
            blank()
            val name = quoted()
            expect(':')
            entries[name] = next()
        }
        return entries
    }

    private fun items(): List<Any?> {
        val items = ArrayList<Any?>()
        each(']') { items.add(next()) }
        return items
    }

    /** What stands between commas, up to the bracket that closes. */
    private inline fun each(end: Char, read: () -> Unit) {
        at++
        blank()
        if (text.getOrNull(at) == end) {
            at++
            return
        }
        while (true) {
            read()
            blank()
            if (text.getOrNull(at) == end) break
            expect(',')
        }
        at++
    }

    private fun quoted(): String {
        expect('"')
        val letters = StringBuilder()
        while (true) {
            when (val letter = letter()) {
                '"' -> return letters.toString()
                '\\' -> letters.append(escaped(letter()))
                else -> letters.append(letter)
            }
        }
    }

    private fun escaped(letter: Char): Char = when (letter) {
        'b' -> '\b'
        'f' -> '\u000C'
        'n' -> '\n'
        'r' -> '\r'
        't' -> '\t'
        'u' -> String(CharArray(4) { letter() }).toInt(16).toChar()
        else -> letter
    }

    private fun letter(): Char = requireNotNull(text.getOrNull(at++)) { "the JSON ends within a text" }

    private fun number(): Double {
        val start = at
        while (text.getOrNull(at)?.let { it.isLetterOrDigit() || it in "+-." } == true) at++
        return text.substring(start, at).toDouble()
    }

    private fun <T> word(word: String, value: T): T {
        require(text.startsWith(word, at)) { "this is no JSON" }
        at += word.length
        return value
    }

    private fun expect(letter: Char) {
        blank()
        require(text.getOrNull(at) == letter) { "the JSON lacks a $letter" }
        at++
    }

    private fun blank() {
        while (text.getOrNull(at)?.isWhitespace() == true) at++
    }
}
