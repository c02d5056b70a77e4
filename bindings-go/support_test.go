package lastpassadmin_test

import (
	"context"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

const (
	ada = "ada@example.com"
	bob = "bob@example.com"
	eve = "eve@example.com"
	// Who is known to no company.
	nobody = "nobody@example.com"

	adaID = 80001
)

// J is an object of JSON.
type J = sandbox.J

func TestMain(m *testing.M) {
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		isSetting := strings.HasPrefix(name, "LASTPASS_") && name != "LASTPASS_SANDBOX"
		if isSetting || strings.HasSuffix(strings.ToLower(name), "_proxy") {
			os.Unsetenv(name)
		}
	}
	os.Exit(m.Run())
}

// settings are those of a client of a company, which does not wait long before it sends again; further ones go over them.
func settings(tenant *sandbox.Tenant, over ...lastpassadmin.Option) []lastpassadmin.Option {
	return append(reaching(tenant, lastpassadmin.WithAPIKey(tenant.APIKey), provisioningOf(tenant)), over...)
}

// reaching are settings without credentials.
func reaching(tenant *sandbox.Tenant, over ...lastpassadmin.Option) []lastpassadmin.Option {
	return append([]lastpassadmin.Option{
		lastpassadmin.WithBusinessURL(tenant.BusinessURL),
		lastpassadmin.WithProvisioningURL(tenant.ProvisioningURL),
		lastpassadmin.WithTimeZone(tenant.Environment["LASTPASS_TIME_ZONE"]),
		lastpassadmin.WithBackoff(time.Millisecond, 10*time.Millisecond, time.Minute),
	}, over...)
}

func provisioningOf(tenant *sandbox.Tenant) lastpassadmin.Option {
	return lastpassadmin.WithProvisioning(tenant.Environment["LASTPASS_CID"], tenant.Provhash)
}

// open makes a client, which ends with the test.
func open(t testing.TB, options ...lastpassadmin.Option) *lastpassadmin.Client {
	t.Helper()
	lp, err := lastpassadmin.New(options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lp.Close() })
	return lp
}

// clientOf makes a client of a company.
func clientOf(t testing.TB, tenant *sandbox.Tenant, over ...lastpassadmin.Option) *lastpassadmin.Client {
	t.Helper()
	return open(t, settings(tenant, over...)...)
}

// company makes a company, and a client of it.
func company(t testing.TB, over ...lastpassadmin.Option) (*sandbox.Tenant, *lastpassadmin.Client) {
	t.Helper()
	tenant := sandbox.Shared().Tenant(t)
	return tenant, clientOf(t, tenant, over...)
}

// alone makes a company in a sandbox of its own, and a client of it.
func alone(t testing.TB, over ...lastpassadmin.Option) (*sandbox.Sandbox, *sandbox.Tenant, *lastpassadmin.Client) {
	t.Helper()
	own := sandbox.Start(t)
	tenant := own.Tenant(t)
	return own, tenant, clientOf(t, tenant, over...)
}

// get reads a user, and tells whether that failed.
func get(ctx context.Context, lp *lastpassadmin.Client) error {
	_, err := lp.Users.Get(ctx, adaID)
	return err
}

// must gives a value that has to be there.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// problem is the error of the package that something has to fail with.
func problem(t testing.TB, err error) *lastpassadmin.Error {
	t.Helper()
	var found *lastpassadmin.Error
	if !errors.As(err, &found) {
		t.Fatalf("no error of the package: %v", err)
	}
	return found
}

// expectKind fails the test if an error is not of a kind.
func expectKind(t testing.TB, err error, kind lastpassadmin.ErrorKind) *lastpassadmin.Error {
	t.Helper()
	found := problem(t, err)
	if !errors.Is(err, kind) || found.Kind != kind {
		t.Fatalf("the error is %s, not %s: %v", found.Kind, kind, err)
	}
	return found
}

// equal fails the test if two values differ.
func equal(t testing.TB, what string, found, expected any) {
	t.Helper()
	if !reflect.DeepEqual(found, expected) {
		t.Errorf("%s: found %#v, expected %#v", what, found, expected)
	}
}

// status is a fault: this status.
func status(status int) J {
	return J{"status": J{"status": status}}
}

// waiting is a fault: 429, and so many seconds to wait.
func waiting(seconds int) J {
	return J{"too-many-requests": J{"retry_after": J{"seconds": seconds}}}
}

// Once, and behind so many requests.
var once = sandbox.When{Times: 1}

func after(requests int) sandbox.When {
	return sandbox.When{After: requests}
}
