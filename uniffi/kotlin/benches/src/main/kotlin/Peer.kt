package workload

import java.io.File
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager
import kotlin.time.toKotlinInstant
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import okhttp3.Dispatcher
import okhttp3.HttpUrl.Companion.toHttpUrl
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody
import okhttp3.Response
import okhttp3.ResponseBody
import okhttp3.coroutines.executeAsync
import tools.jackson.databind.DeserializationFeature
import tools.jackson.module.kotlin.jacksonMapperBuilder
import tools.jackson.module.kotlin.readValue

/** What makes records of JSON. */
internal interface Decoder {
    fun page(body: ResponseBody): BusinessPage

    fun user(body: ResponseBody): BusinessUser

    fun provisioned(body: ResponseBody): VendorsPage

    /** Sums users of the Provisioning API, once all of them are made into what the caller keeps. */
    suspend fun listed(pages: Pages, of: Members): Long =
        pages.collect { id, user -> Listed(id, user) }.sumOf { it.sum(of) }
}

/** The pages of a list, which are read to the end; of each user is kept what the caller makes of it. */
internal fun interface Pages {
    suspend fun each(take: (id: String, user: VendorsUser) -> Unit)

    suspend fun <T> collect(make: (id: String, user: VendorsUser) -> T): List<T> =
        buildList { each { id, user -> add(make(id, user)) } }
}

/** kotlinx.serialization. */
internal object Serialization : Decoder {
    private val json = Json { ignoreUnknownKeys = true }

    override fun page(body: ResponseBody): BusinessPage = read(BusinessPage.serializer(), body)

    override fun user(body: ResponseBody): BusinessUser = read(BusinessUser.serializer(), body)

    override fun provisioned(body: ResponseBody): VendorsPage = read(VendorsPage.serializer(), body)

    // From a text it is faster than from a stream.
    private fun <T> read(of: KSerializer<T>, body: ResponseBody): T = json.decodeFromString(of, body.string())
}

/** kotlinx.serialization, and what the package gives: times with their instants, and numbers. */
internal object Same : Decoder by Serialization {
    override suspend fun listed(pages: Pages, of: Members): Long = pages.collect(::TypedUser).sumOf { it.sum(of) }
}

/** Jackson. */
internal class Jackson : Decoder {
    private val json = jacksonMapperBuilder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build()

    override fun page(body: ResponseBody): BusinessPage = json.readValue(body.byteStream())

    override fun user(body: ResponseBody): BusinessUser = json.readValue(body.byteStream())

    override fun provisioned(body: ResponseBody): VendorsPage = json.readValue(body.byteStream())
}

/** What one would write with OkHttp: connections are kept, answers are made into data classes. */
internal class Peer(private val decoder: Decoder) : Client {
    private val http = OkHttpClient.Builder()
        .dispatcher(Dispatcher().apply { maxRequestsPerHost = 32 })
        .trusting()
        .build()
    private val business = environment("LASTPASS_BUSINESS_URL")
    private val authorization = "api-key ${environment("LASTPASS_API_KEY")}"

    override suspend fun listUsers(of: Members): Long {
        val all = ArrayList<BusinessUser>()
        var token: String? = null
        do {
            val page = page(token)
            all.addAll(page.items)
            token = page.nextPageToken
        } while (token != null)
        return all.sumOf { it.sum(of) }
    }

    override suspend fun listProvisioned(of: Members): Long = decoder.listed(::provisioned, of)

    override suspend fun ids(): List<Long> = page(null).items.mapNotNull { it.id }

    override suspend fun get(id: Long, alone: Boolean): Long {
        val request = get("$business/v1/users/$id")
        return ask(request, alone) { decoder.user(it) }.sum(Members.EVERY)
    }

    private suspend fun page(token: String?): BusinessPage {
        val url = "$business/v1/users?max-results=500".toHttpUrl().newBuilder()
        if (token != null) url.addQueryParameter("page-token", token)
        return ask(get(url.toString()), true) { decoder.page(it) }
    }

    private suspend fun provisioned(take: (id: String, user: VendorsUser) -> Unit) {
        var taken = 0
        var index = 0
        do {
            val data = """{"pagesize":2000,"pageindex":${index++}}"""
            val credential = """"cid":$CID,"provhash":"$PROVHASH""""
            val body = """{$credential,"cmd":"getuserdata","data":$data}""".toRequestBody(JSON)
            val page = ask(Request.Builder().url(PROVISIONING).post(body).build(), true) { decoder.provisioned(it) }
            page.users.forEach { (id, user) -> take(id, user) }
            taken += page.users.size
        } while (taken < page.total)
    }

    private fun get(url: String) = Request.Builder().url(url).header("Authorization", authorization).build()

    /** What is alone blocks its thread, which is faster than another one's. */
    private suspend fun <T> ask(request: Request, alone: Boolean, read: (ResponseBody) -> T): T {
        val call = http.newCall(request)
        val response: Response = if (alone) call.execute() else call.executeAsync()
        return response.use {
            check(it.isSuccessful) { "status ${it.code}" }
            read(it.body)
        }
    }

    private companion object {
        val JSON = "application/json".toMediaType()
        val PROVISIONING = environment("LASTPASS_PROVISIONING_URL")
        val CID = environment("LASTPASS_CID")
        val PROVHASH = environment("LASTPASS_PROVHASH")
    }
}

/** Trusts the certificates of the file that the environment names, as ours does by itself. */
private fun OkHttpClient.Builder.trusting(): OkHttpClient.Builder {
    val file = System.getenv("SSL_CERT_FILE") ?: return this
    val store = KeyStore.getInstance(KeyStore.getDefaultType()).apply { load(null) }
    val certificates = CertificateFactory.getInstance("X.509").generateCertificates(File(file).inputStream())
    certificates.forEachIndexed { index, certificate -> store.setCertificateEntry("$index", certificate) }
    val trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(store) }
    val tls = SSLContext.getInstance("TLS").apply { init(null, trust.trustManagers, null) }
    return sslSocketFactory(tls.socketFactory, trust.trustManagers.first() as X509TrustManager)
}

private val zone: ZoneId by lazy { ZoneId.of(environment("LASTPASS_TIME_ZONE")) }
private val format: DateTimeFormatter = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")

internal fun time(text: String?): Time? {
    if (text.isNullOrEmpty()) return null
    return Time(text, LocalDateTime.parse(text, format).atZone(zone).toInstant().toKotlinInstant())
}

private fun environment(name: String): String = checkNotNull(System.getenv(name)) { "$name is not set" }
