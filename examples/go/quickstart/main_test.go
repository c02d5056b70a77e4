package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/lastpass-admin/lastpass-admin/examples/go/internal/company"
)

var (
	business     = []string{"Users", "Admin levels", "Managed companies"}
	provisioning = []string{"Shared folders", "Several at once", "Audit events of the last day"}
)

func TestMain(m *testing.M) {
	company.Main(m, main)
}

func TestItExplainsItself(t *testing.T) {
	company.Explains(t, "quickstart")
}

// titles are those of the parts that were shown.
func titles(out string) []string {
	var found []string
	for _, line := range strings.Split(out, "\n") {
		if slices.Contains(slices.Concat(business, provisioning), line) {
			found = append(found, line)
		}
	}
	return found
}

func expectTitles(t *testing.T, ended company.Ended, expected ...string) {
	t.Helper()
	if found := titles(ended.Out); !slices.Equal(found, expected) {
		t.Errorf("shown are %q, not %q:\n%s", found, expected, ended.Out)
	}
}

func TestEveryPartIsShownAndNothingIsChanged(t *testing.T) {
	c := company.New(t)
	ended := c.Run().Expect(t, 0, "Credentials", "ada@example.com", "Helpdesk", "Example Child Ltd", "Shared-Infra", "googleauth")
	expectTitles(t, ended, slices.Concat(business, provisioning)...)
	reads := []string{
		"getsfdata", "getuserdata", "listAdminLevelUsers", "listAdminLevels", "listManagedCompanies", "listUsers", "reporting",
	}
	if asked := c.Operations(); !slices.Equal(asked, reads) {
		t.Errorf("asked for %q", asked)
	}
}

func TestWithoutCredentialsItSaysInOneMessageHowToGetSome(t *testing.T) {
	c := company.New(t)
	clear(c.Environment)
	ended := c.Run().Expect(t, 2, "LASTPASS_API_KEY", "LASTPASS_PROVHASH", "cargo run -p lastpass-sandbox")
	if ended.Out != "" {
		t.Errorf("printed: %s", ended.Out)
	}
}

func TestADeadKeyIsNamedAndTheRestIsShown(t *testing.T) {
	c := company.New(t)
	c.Control("POST", "/api-key/revoke", nil, nil)
	ended := c.Run().Expect(t, 1, "CID and hash   works", "was reset")
	expectTitles(t, ended, provisioning...)
}

func TestOneCredentialIsEnough(t *testing.T) {
	c := company.New(t)
	delete(c.Environment, "LASTPASS_CID")
	delete(c.Environment, "LASTPASS_PROVHASH")
	expectTitles(t, c.Run().Expect(t, 0), business...)
}

func TestWhatTheAccountMayNotReadIsNoFailure(t *testing.T) {
	c := company.New(t)
	c.Fault("listManagedCompanies", company.J{"status": company.J{"status": 403}})
	c.Run().Expect(t, 0, "not for this account")
}

func TestAPartThatFailsIsAFailure(t *testing.T) {
	c := company.New(t)
	c.Fault("getsfdata", "html")
	expectTitles(t, c.Run().Expect(t, 1), slices.Concat(business, provisioning)...)
}
