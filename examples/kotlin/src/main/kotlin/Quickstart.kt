/*
 * An admin's first minutes: which credentials work, some users, admin levels and shared folders. It changes nothing.
 *
 * Needs LASTPASS_API_KEY, or LASTPASS_CID with LASTPASS_PROVHASH, or all three. Ends with 0 if all that is set works, else
 * with 1.
 */
package com.example

import com.lastpassadmin.CredentialStatus
import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.LastPassException
import kotlin.system.exitProcess
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList

/** How much is shown of a list. */
private const val SHOWN = 8

/** Shows what there is. Whether all went well. */
suspend fun tour(lp: LastPassAdmin, show: (String) -> Unit): Boolean {
    val report = lp.check()
    show("Credentials")
    show("  API key        ${said(report.business)}")
    show("  CID and hash   ${said(report.provisioning)}")
    if (report.business?.works == true) {
        show("Users")
        // Pages are read as the list is, and no further.
        lp.users.list(pageSize = SHOWN).take(SHOWN).collect { user ->
            show("  ${user.id}  ${user.accountStatus ?: ""}  ${user.email}")
        }
        show("Admin levels")
        lp.adminLevels.list().collect { level ->
            val holders = level.id?.let { lp.adminLevels.listUsers(it).toList() }.orEmpty()
            show("  ${level.name}: ${holders.size}")
        }
    }
    if (report.provisioning?.works == true) {
        show("Shared folders")
        lp.provisioning.sharedFolders.list().take(SHOWN).collect { folder ->
            val people = folder.users.orEmpty().mapNotNull { it.username }.distinct()
            show("  ${folder.name}: ${people.size}${if (folder.isDeleted) ", deleted" else ""}")
        }
    }
    return report.allWork
}

private fun said(status: CredentialStatus?): String = when {
    status == null -> "not set"
    status.works -> "works"
    else -> "${status.error?.message}"
}

suspend fun main() {
    val isFine = try {
        LastPassAdmin().use { lp -> tour(lp, ::println) }
    } catch (failure: LastPassException) {
        System.err.println(failure.message)
        false
    }
    exitProcess(if (isFine) 0 else 1)
}
