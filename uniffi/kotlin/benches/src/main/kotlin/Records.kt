package workload

import com.fasterxml.jackson.annotation.JsonProperty
import kotlin.time.Instant
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** A user of the Business API. */
@Serializable
internal data class BusinessUser(
    val id: Long? = null,
    val name: String? = null,
    val email: String? = null,
    val accountStatus: String? = null,
) {
    fun sum(of: Members): Long {
        val three = (id ?: 0) + length(email) + length(accountStatus)
        return if (of == Members.THREE) three else three + length(name)
    }
}

@Serializable
internal data class BusinessPage(val items: List<BusinessUser>, val nextPageToken: String? = null)

/** A user of the Provisioning API as it comes: times and scores are texts. Its id stands before it. */
@Serializable
internal data class VendorsUser(
    val username: String? = null,
    @SerialName("fullname") @JsonProperty("fullname") val fullName: String? = null,
    @SerialName("mpstrength") @JsonProperty("mpstrength") val masterPasswordStrength: String? = null,
    val created: String? = null,
    @SerialName("last_pw_change") @JsonProperty("last_pw_change") val lastPasswordChange: String? = null,
    @SerialName("last_login") @JsonProperty("last_login") val lastLogin: String? = null,
    @SerialName("neverloggedin") @JsonProperty("neverloggedin") val neverLoggedIn: Boolean? = null,
    val disabled: Boolean? = null,
    val admin: Boolean? = null,
    @SerialName("totalscore") @JsonProperty("totalscore") val totalScore: String? = null,
    @SerialName("legacytotalscore") @JsonProperty("legacytotalscore") val legacyTotalScore: String? = null,
    val hasSharingKeys: Boolean? = null,
    @SerialName("duousername") @JsonProperty("duousername") val duoUsername: String? = null,
    val multifactor: String? = null,
    val linked: String? = null,
    val sites: Long? = null,
    val notes: Long? = null,
    @SerialName("formfills") @JsonProperty("formfills") val formFills: Long? = null,
    val applications: Long? = null,
    val attachments: Long? = null,
    @SerialName("password_reset_required") @JsonProperty("password_reset_required")
    val passwordResetRequired: Boolean? = null,
    val groups: List<String>? = null,
    val attribs: Map<String, String>? = null,
)

@Serializable
internal data class VendorsPage(
    @SerialName("Users") @JsonProperty("Users") val users: Map<String, VendorsUser>,
    val total: Int,
)

/** A user with its id. */
internal data class Listed(val id: String, val user: VendorsUser) {
    fun sum(of: Members): Long {
        val three = length(id) + length(user.username) + flag(user.disabled)
        return if (of == Members.THREE) three else three + user.rest()
    }
}

private fun VendorsUser.rest(): Long {
    var total = common()
    for (time in arrayOf(created, lastPasswordChange, lastLogin)) total += ofTime(time)
    for (score in arrayOf(masterPasswordStrength, totalScore, legacyTotalScore)) total += score.number().toLong()
    return total
}

/** The members that are the same in both. */
private fun VendorsUser.common(): Long {
    var total = length(fullName) + length(multifactor) + length(linked) + length(duoUsername)
    for (flag in arrayOf(neverLoggedIn, admin, hasSharingKeys, passwordResetRequired)) total += flag(flag)
    for (count in arrayOf(sites, notes, formFills, applications, attachments)) total += count ?: 0
    return total + ofGroups(groups) + ofAttribs(attribs)
}

private fun String?.number(): Double = if (isNullOrEmpty()) 0.0 else toDouble()

/** A time as it came, and the instant. */
internal data class Time(val text: String, val instant: Instant)

/** A user whose times have their instants, and whose scores are numbers. */
internal data class TypedUser(
    val id: String,
    val user: VendorsUser,
    val masterPasswordStrength: Double,
    val totalScore: Double,
    val legacyTotalScore: Double,
    val created: Time?,
    val lastPasswordChange: Time?,
    val lastLogin: Time?,
) {
    constructor(id: String, user: VendorsUser) : this(
        id,
        user,
        user.masterPasswordStrength.number(),
        user.totalScore.number(),
        user.legacyTotalScore.number(),
        time(user.created),
        time(user.lastPasswordChange),
        time(user.lastLogin),
    )

    fun sum(of: Members): Long {
        var total = length(id) + length(user.username) + flag(user.disabled)
        if (of == Members.THREE) return total
        for (time in arrayOf(created, lastPasswordChange, lastLogin)) total += ofTime(time?.text)
        for (score in arrayOf(masterPasswordStrength, totalScore, legacyTotalScore)) total += score.toLong()
        return total + user.common()
    }
}
