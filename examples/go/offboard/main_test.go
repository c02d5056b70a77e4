package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/lastpass-admin/lastpass-admin/examples/go/internal/company"
)

const ada = "ada@example.com"

// alone are folders that ada administers alone. Of the others, one is deleted, and one has a second admin.
var alone = []string{"Shared-Infra", "Shared-Finance"}

func TestMain(m *testing.M) {
	company.Main(m, main)
}

func TestItExplainsItself(t *testing.T) {
	company.Explains(t, "offboard", ada)
}

func holders(c *company.Company) []any {
	var emails []any
	for _, holder := range c.Read("/v1/admin-levels/100/users")["items"].([]any) {
		emails = append(emails, holder.(company.J)["email"])
	}
	return emails
}

func expectAsBefore(t *testing.T, c *company.Company, disabled bool) {
	t.Helper()
	user := c.User(ada)
	if user["disabled"] != disabled || !reflect.DeepEqual(user["groups"], []any{"Eng", "Oncall"}) {
		t.Errorf("now it is %v", user)
	}
}

func TestADryRunSaysWhatWouldBeDoneAndDoesNothing(t *testing.T) {
	c := company.New(t)
	said := []string{"would be disabled", "would be taken out of Eng, Oncall", "would be taken out of Super admin"}
	c.Run("--dry-run", ada).Expect(t, 0, append(said, alone...)...)
	expectAsBefore(t, c, false)
	if !slices.Equal(holders(c), []any{ada}) || c.Changed() {
		t.Error("something was changed")
	}
}

func TestAnOptionBehindTheAddressIsNotOverlooked(t *testing.T) {
	c := company.New(t)
	c.Run(ada, "--dry-run").Expect(t, 2, "behind the options")
	if c.Hits("") != 0 {
		t.Error("something was asked")
	}
}

func TestALeaverLosesEveryAccess(t *testing.T) {
	c := company.New(t)
	// However the address is written.
	ended := c.Run("Ada@Example.com").Expect(t, 0)
	var folders []string
	for _, line := range strings.Split(ended.Out, "\n") {
		if name, _, isFolder := strings.Cut(line, " (id "); isFolder {
			folders = append(folders, strings.TrimSpace(name))
		}
	}
	if !slices.Equal(folders, alone) || strings.Contains(ended.Out, "NOT DONE") {
		t.Errorf("printed:\n%s", ended.Out)
	}
	if user := c.User(ada); user["disabled"] != true || user["groups"] != nil || len(holders(c)) > 0 {
		t.Errorf("left with %v, %v", user, holders(c))
	}
	c.Run(ada).Expect(t, 0, "is disabled already", "is in none", "holds none")
	for _, write := range []string{"disableuser", "batchchangegrp", "removeUserFromAdminLevel"} {
		if hits := c.Hits(write); hits != 1 {
			t.Errorf("%s was asked for %d times", write, hits)
		}
	}
}

func TestAnAdminWhoIsDisabledLooksAfterNoFolder(t *testing.T) {
	c := company.New(t)
	c.Command("disableuser", []string{"user00003@example.com"})
	c.Run("--dry-run", ada).Expect(t, 0, "Shared-Project 0005")
}

func TestAStepThatFailsIsNotCalledDoneAndKeepsNoOtherFromBeingTaken(t *testing.T) {
	c := company.New(t)
	c.Fault("batchchangegrp", "html")
	ended := c.Run(ada).Expect(t, 1, "not offboarded")
	var undone []string
	for _, line := range strings.Split(ended.Out, "\n") {
		if rest, is := strings.CutPrefix(line, "NOT DONE"); is {
			undone = append(undone, strings.Fields(rest)[0])
		}
	}
	if !slices.Equal(undone, []string{"groups"}) {
		t.Errorf("not done are %q", undone)
	}
	expectAsBefore(t, c, true)
	if len(holders(c)) > 0 {
		t.Errorf("still holds: %v", holders(c))
	}
	c.ClearFaults()
	c.Run(ada).Expect(t, 0)
	if user := c.User(ada); user["groups"] != nil {
		t.Errorf("left with %v", user)
	}
}

func TestAnAnswerThatIsLostIsLookedUp(t *testing.T) {
	c := company.New(t)
	c.Fault("disableuser", "reset-after", company.J{"times": 1})
	c.Run(ada).Expect(t, 0)
	if hits := c.Hits("disableuser"); hits != 1 {
		t.Errorf("asked %d times", hits)
	}
}

func TestGroupsAreLeftAloneWhileTheFoldersAreNotKnown(t *testing.T) {
	c := company.New(t)
	c.Fault("getsfdata", "truncated-json")
	c.Run(ada).Expect(t, 1, "left alone")
	expectAsBefore(t, c, true)
}

func TestADeadCredentialIsFoundBeforeAnythingIsChanged(t *testing.T) {
	c := company.New(t)
	c.Control("POST", "/api-key/revoke", nil, nil)
	c.Run(ada).Expect(t, 1, "LASTPASS_API_KEY")
	delete(c.Environment, "LASTPASS_API_KEY")
	c.Run(ada).Expect(t, 2, "LASTPASS_API_KEY")
	expectAsBefore(t, c, false)
	c.Run("--without-admin-levels", ada).Expect(t, 0)
	if user := c.User(ada); user["disabled"] != true {
		t.Errorf("left as %v", user)
	}
}

func TestAnAddressThatIsNoUserIsRefused(t *testing.T) {
	c := company.New(t)
	c.Run("carol@example.com").Expect(t, 1, "no user")
	c.Run("carol").Expect(t, 2)
	if c.Changed() {
		t.Error("something was changed")
	}
}
