package lastpassadmin_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

// Credentials that are looked for in all that is printed.
const (
	key  = "lpkey_0123456789abcdef-literal"
	hash = "fedcba9876543210fedcba-literal"
)

// answering are settings of a client whose every request is answered with this body: for answers that no sandbox gives.
func answering(t testing.TB, status int, body string) []lastpassadmin.Option {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, asked *http.Request) {
		io.Copy(io.Discard, asked.Body)
		answer.Header().Set("Content-Type", "application/json")
		answer.WriteHeader(status)
		io.WriteString(answer, body)
	}))
	t.Cleanup(server.Close)
	return []lastpassadmin.Option{
		lastpassadmin.WithAPIKey(key),
		lastpassadmin.WithProvisioning("4711", hash),
		lastpassadmin.WithBusinessURL(server.URL + "/business"),
		lastpassadmin.WithProvisioningURL(server.URL + "/enterpriseapi.php"),
		lastpassadmin.WithTimeZone("America/New_York"),
		lastpassadmin.WithMaxRetries(0),
	}
}

// answeredWith is a client of such a server.
func answeredWith(t testing.TB, body string) *lastpassadmin.Client {
	t.Helper()
	return open(t, answering(t, http.StatusOK, body)...)
}
