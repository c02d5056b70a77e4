package lastpassadmin_test

import (
	"strings"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// environment sets the variables that lead to a company, as a script has them, but for these.
func environment(t *testing.T, without ...string) *sandbox.Tenant {
	t.Helper()
	tenant := sandbox.Shared().Tenant(t)
	for name, value := range tenant.Environment {
		t.Setenv(name, value)
	}
	for _, name := range without {
		t.Setenv(name, "")
	}
	return tenant
}

func TestTheEnvironmentGivesBothCredentialsTheURLsAndTheZone(t *testing.T) {
	environment(t)
	lp := open(t)
	equal(t, "address", *must(lp.Users.Get(t.Context(), adaID))(t).Email, ada)
	created := must(lp.Provisioning.Users.Get(t.Context(), ada))(t).Created
	equal(t, "created", created.Time.Format(time.RFC3339), "2021-03-02T09:14:51-05:00")
}

func TestTheEnvironmentIsReadWhenTheClientIsMade(t *testing.T) {
	environment(t)
	lp := open(t)
	t.Setenv("LASTPASS_API_KEY", "lpkey_of-another-company")
	if err := get(t.Context(), lp); err != nil {
		t.Error(err)
	}
}

func TestTheEnvironmentGivesNoCredentialWhereOneIsGiven(t *testing.T) {
	tenant := environment(t)
	t.Setenv("LASTPASS_API_KEY", "lpkey_of-another-company")
	lp := open(t, lastpassadmin.WithAPIKey(tenant.APIKey))
	if err := get(t.Context(), lp); err != nil {
		t.Error(err)
	}
	_, err := lp.Provisioning.Users.Get(t.Context(), ada)
	expectKind(t, err, lastpassadmin.ErrConfiguration)
	other := open(t, provisioningOf(tenant))
	must(other.Provisioning.Users.Get(t.Context(), ada))(t)
	expectKind(t, get(t.Context(), other), lastpassadmin.ErrConfiguration)
}

func TestTheEnvironmentStandsBehindWhatIsGiven(t *testing.T) {
	environment(t)
	created := must(open(t, lastpassadmin.WithTimeZone("Asia/Tokyo")).Provisioning.Users.Get(t.Context(), ada))(t).Created
	equal(t, "created", created.Time.Format(time.RFC3339), "2021-03-02T09:14:51+09:00")
}

func TestWhatIsMissingInTheEnvironmentIsNamed(t *testing.T) {
	for _, missing := range [][]string{
		{"LASTPASS_CID"},
		{"LASTPASS_PROVHASH"},
		{"LASTPASS_API_KEY", "LASTPASS_CID", "LASTPASS_PROVHASH"},
	} {
		t.Run(strings.Join(missing, " and "), func(t *testing.T) {
			environment(t, missing...)
			lp, err := lastpassadmin.New()
			if lp != nil {
				t.Error("there is a client all the same")
			}
			if found := expectKind(t, err, lastpassadmin.ErrConfiguration); !strings.Contains(found.Message, missing[0]) {
				t.Errorf("the message is %q", found.Message)
			}
		})
	}
	t.Run("one credential is enough", func(t *testing.T) {
		environment(t, "LASTPASS_API_KEY")
		must(open(t).Provisioning.Users.Get(t.Context(), ada))(t)
	})
}
