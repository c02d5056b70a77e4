package workload

import com.lastpassadmin.CompanyUser
import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.ProvisioningUser
import kotlinx.coroutines.flow.fold

/** lastpass-admin. */
internal class Ours : Client {
    private val lp = LastPassAdmin(maxRetries = 0)

    override suspend fun listUsers(of: Members): Long = lp.users.listPages().toList().sumOf { it.sum(of) }

    override suspend fun listProvisioned(of: Members): Long =
        lp.provisioning.users.listPages().toList().sumOf { it.sum(of) }

    override suspend fun ids(): List<Long> = checkNotNull(lp.users.listPages().nextPage()).items.mapNotNull { it.id }

    override suspend fun get(id: Long, alone: Boolean): Long = lp.users.get(id).sum(Members.EVERY)
}

/** Lists without keeping the users. */
internal class Streaming : Client {
    private val lp = LastPassAdmin(maxRetries = 0)

    override suspend fun listUsers(of: Members): Long = lp.users.list().fold(0L) { total, user -> total + user.sum(of) }

    override suspend fun listProvisioned(of: Members): Long =
        lp.provisioning.users.list().fold(0L) { total, user -> total + user.sum(of) }

    override suspend fun ids(): List<Long> = error("it lists alone")

    override suspend fun get(id: Long, alone: Boolean): Long = error("it lists alone")
}

private fun CompanyUser.sum(of: Members): Long {
    val three = (id ?: 0) + length(email) + length(accountStatus?.value)
    return if (of == Members.THREE) three else three + length(name)
}

private fun ProvisioningUser.sum(of: Members): Long {
    val three = length(id) + length(username) + flag(disabled)
    if (of == Members.THREE) return three
    var total = three + length(fullName) + length(multifactor) + length(linked) + length(duoUsername)
    for (time in arrayOf(created, lastPasswordChange, lastLogin)) total += ofTime(time?.text)
    for (flag in arrayOf(neverLoggedIn, admin, hasSharingKeys, passwordResetRequired)) total += flag(flag)
    for (score in arrayOf(masterPasswordStrength, totalScore, legacyTotalScore)) total += (score ?: 0.0).toLong()
    for (count in arrayOf(sites, notes, formFills, applications, attachments)) total += count ?: 0
    return total + ofGroups(groups) + ofAttribs(attribs)
}
