/**
 * The Kotlin driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out, played through
 * the public interface of the package alone. `tests/README.md` describes the protocol.
 */
package com.lastpassadmin.driver

import java.io.PrintStream

fun main() {
    val outcomes = PrintStream(System.out, true, Charsets.UTF_8)
    val session = Session()
    System.`in`.bufferedReader(Charsets.UTF_8).forEachLine { line -> outcomes.println(session.play(line)) }
}
