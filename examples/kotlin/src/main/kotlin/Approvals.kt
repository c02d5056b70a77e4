package com.example

import com.lastpassadmin.CompanyUser
import com.lastpassadmin.CompanyUserAccountStatus.Companion.AWAITING_APPROVAL
import com.lastpassadmin.CompanyUserAccountStatus.Companion.STAGED
import com.lastpassadmin.Delivery
import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.LastPassException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * What stands behind a screen on which an admin looks through those who wait for an approval, and approves and invites them, one
 * by one. The scope is that of the screen, on Android a `viewModelScope`: with it ends all that is under way, on the wire too.
 */
class Approvals(private val lp: LastPassAdmin, private val scope: CoroutineScope, pageSize: Int = 50) {
    /** What the screen shows. */
    data class Shown(
        val users: List<CompanyUser> = emptyList(),
        /** Whether there is nothing further to load. */
        val isComplete: Boolean = false,
        /** The users whose approval is under way. */
        val approving: Set<Long> = emptySet(),
        /** What went wrong last, in words for the admin. */
        val problem: String? = null,
    )

    private val pager = lp.users.listPages(accountStatus = AWAITING_APPROVAL, pageSize = pageSize)
    private val loading = Mutex()
    private val current = MutableStateFlow(Shown())

    val shown: StateFlow<Shown> = current.asStateFlow()

    /** Loads the next page: the list calls it when its end comes into view. After a failure it tries the same page again. */
    fun loadMore(): Job = scope.launch {
        loading.withLock {
            reporting {
                val page = pager.nextPage()
                val users = page?.items.orEmpty()
                current.update { it.copy(users = it.users + users, isComplete = page?.nextToken == null) }
            }
        }
    }

    /** Approves and invites a user, who then leaves the list. Cancelling the job ends the request; approving once more is safe. */
    fun approve(userId: Long): Job = scope.launch {
        current.update { it.copy(approving = it.approving + userId) }
        try {
            reporting {
                // Whoever is staged may be invited. That the vendor lets a status be changed is not documented.
                lp.users.update(userId, accountStatus = STAGED)
                lp.users.invite(userId)
                current.update { shown -> shown.copy(users = shown.users.filter { it.id != userId }) }
            }
        } finally {
            current.update { it.copy(approving = it.approving - userId) }
        }
    }

    private suspend fun reporting(act: suspend () -> Unit) {
        current.update { it.copy(problem = null) }
        try {
            act()
        } catch (failure: LastPassException) {
            val doubt = if (failure.delivery == Delivery.UNKNOWN) " It may have taken effect: look first." else ""
            current.update { it.copy(problem = failure.reason + doubt) }
        }
    }
}
