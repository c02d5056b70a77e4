/**
 * Makes a client and closes it; without an argument it does nothing, which is what the JVM takes by itself.
 *
 * Run by `cargo xtask sizes`.
 */
package load

import com.lastpassadmin.LastPassAdmin

fun main(arguments: Array<String>) {
    if (arguments.isNotEmpty()) LastPassAdmin(apiKey = "lpkey_x").close()
}
