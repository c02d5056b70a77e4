/** What members come to. */
package workload

internal fun length(text: String?): Long = text?.length?.toLong() ?: 0

internal fun flag(flag: Boolean?): Long = if (flag == true) 1 else 0

/** The day and the second of a time as the vendor prints it. */
internal fun ofTime(text: String?): Long =
    if (text == null || text.length < 19) 0 else digits(text, 8) + digits(text, 17)

internal fun ofGroups(groups: List<String>?): Long = groups.orEmpty().sumOf(::length)

internal fun ofAttribs(attribs: Map<String, String>?): Long =
    attribs.orEmpty().entries.sumOf { (name, value) -> length(name) + length(value) }

private fun digits(text: String, at: Int): Long = (text[at] - '0') * 10L + (text[at + 1] - '0')
