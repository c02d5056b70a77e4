/**
 * Uses clients with secrets as a program in Kotlin does; see tests/secrets/README.md. Its own texts stand in the memory of the JVM, which
 * nobody can overwrite.
 */
package com.lastpassadmin.driver

import com.lastpassadmin.BatchAddUser
import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.LastPassException
import com.lastpassadmin.LogLevel
import com.lastpassadmin.Provisioning
import com.lastpassadmin.Secret
import com.lastpassadmin.setLog
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** Reads a secret, which comes as numbers that are each one higher than a byte of it. */
private fun readSecret(): String =
    readln().split(' ').joinToString("") { number -> (number.toInt() - 1).toChar().toString() }

/** Prints all of what a call fails with. */
private suspend fun <T> attempt(call: suspend () -> T): T? = try {
    call()
} catch (failure: LastPassException) {
    println("$failure ${problem(failure)} ${failure.stackTraceToString()}")
    null
}

/** What a client is used for, which succeeds or fails as its credentials and its server are. */
private suspend fun use(client: LastPassAdmin, password: String) {
    println(client)
    attempt { client.users.list().toList() }
    attempt { client.users.get(1) }
    for (username in listOf("grace@example.com", "nobody")) {
        val row = BatchAddUser(username, password = Secret(password))
        println(row)
        attempt { client.provisioning.users.add(listOf(row)) }
    }
}

/** Says how far it is, and waits until it is told to go on. */
private fun reached(place: String) {
    println(place)
    System.out.flush()
    readln()
}

/** Opens clients, uses them, and closes them. */
private suspend fun play(urls: Pair<String, String>, cid: String, key: String, hash: String, password: String) {
    val nowhere = "http://127.0.0.1:9" to "http://127.0.0.1:9"
    val clients = listOf(
        Triple(key, hash, urls),
        Triple("lpkey_of-nobody", "of-nobody", urls),
        Triple(key, hash, nowhere),
        Triple(hash, key, urls),
    ).mapNotNull { (apiKey, provhash, at) ->
        attempt {
            LastPassAdmin(
                apiKey = apiKey,
                provisioning = Provisioning(cid, provhash),
                businessUrl = at.first,
                provisioningUrl = at.second,
                maxRetries = 1,
                noProxy = true,
                timeout = 20.seconds,
            )
        }
    }
    clients.forEach { use(it, password) }
    reached("OPEN")
    clients.forEach { it.close() }
}

public fun main() {
    val urls = readln() to readln()
    val cid = readln()
    val key = readSecret()
    val hash = readSecret()
    val password = readSecret()
    setLog(LogLevel.DEBUG) { level, line -> System.err.println("$level $line") }
    runBlocking { play(urls, cid, key, hash, password) }
    // What a client holds outside of the JVM goes when the client is collected.
    repeat(5) {
        System.gc()
        Thread.sleep(100)
    }
    reached("CLOSED")
}
