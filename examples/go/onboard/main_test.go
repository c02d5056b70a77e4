package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/lastpass-admin/lastpass-admin/examples/go/internal/company"
)

const header = "username,full_name,groups,attrib.Department\n"

func TestMain(m *testing.M) {
	company.Main(m, main)
}

func TestItExplainsItself(t *testing.T) {
	company.Explains(t, "onboard", "people.csv")
}

// writePeople writes the file, as a spreadsheet does.
func writePeople(t *testing.T, c *company.Company, header string, lines ...string) {
	t.Helper()
	text := "\ufeff" + header + strings.Join(lines, "\n") + "\n"
	if err := os.WriteFile(filepath.Join(c.Folder, "people.csv"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func many(count int) []string {
	lines := make([]string, count)
	for at := range lines {
		lines[at] = fmt.Sprintf("new%03d@example.com,New %d,,", at, at)
	}
	return lines
}

func expectStates(t *testing.T, c *company.Company, expected map[string]int) {
	t.Helper()
	states := map[string]int{}
	for _, row := range company.Rows(t, c.Text("people.results.csv")) {
		states[row["state"]]++
	}
	if !maps.Equal(states, expected) {
		t.Errorf("the states are %v", states)
	}
}

func expectFiles(t *testing.T, c *company.Company, expected ...string) {
	t.Helper()
	if files := c.Files(); !slices.Equal(files, expected) {
		t.Errorf("the files are %q", files)
	}
}

func usernames(t *testing.T, c *company.Company, file string) []string {
	t.Helper()
	var names []string
	for _, row := range company.Rows(t, c.Text(file)) {
		names = append(names, row["username"])
	}
	return names
}

func TestNewPeopleBecomeUsers(t *testing.T) {
	c := company.New(t)
	writePeople(t, c, header,
		`jürgen@example.com,"Müller, Jürgen",Eng; Neue Gruppe,Forschung`,
		"grace@example.com,,,",
		"ada@example.com,Not Ada,,",
		"Carol@example.com,,,",
	)
	c.Run("people.csv").Expect(t, 0)
	expectFiles(t, c, "people.csv", "people.results.csv")
	var told [][3]string
	for _, row := range company.Rows(t, c.Text("people.results.csv")) {
		told = append(told, [3]string{row["line"], row["state"], row["detail"]})
	}
	expected := [][3]string{
		{"2", "applied", ""},
		{"3", "applied", ""},
		{"4", "there already", "is a user"},
		{"5", "there already", "is invited"},
	}
	if !slices.Equal(told, expected) {
		t.Errorf("told is %v", told)
	}
	user := fmt.Sprint(c.User("jürgen@example.com"))
	for _, part := range []string{"fullname:Müller, Jürgen", "groups:[Eng Neue Gruppe]", "attribs:map[Department:Forschung]"} {
		if !strings.Contains(user, part) {
			t.Errorf("the user is %s", user)
		}
	}
	// An existing user would have been changed.
	if name := c.User("ada@example.com")["fullname"]; name != "Ada Example" {
		t.Errorf("ada is now %v", name)
	}
}

func TestADryRunChangesNothing(t *testing.T) {
	c := company.New(t)
	writePeople(t, c, header, append(many(3), "ada@example.com,,,")...)
	c.Run("--dry-run", "people.csv").Expect(t, 0, "3 of 4 people are new")
	expectFiles(t, c, "people.csv")
	if c.Changed() {
		t.Error("something was changed")
	}
}

func TestAFaultyFileIsRefusedAsAWhole(t *testing.T) {
	cases := map[string][3]string{
		"an address twice":          {header, "new001@example.com,,,", "line 4: new001@example.com stands in line 3 too"},
		"in other letters":          {header, "NEW001@example.com,,,", "stands in line 3 too"},
		"no address":                {header, "nobody,,,", "line 4: `nobody` is no e-mail address"},
		"too many cells":            {header, "a@example.com,,,,,", "line 4: has more cells"},
		"no column of addresses":    {"name,full_name,groups,attrib.Department\n", "a@example.com,,,", "has to hold `username`"},
		"a column twice":            {"username,username,groups,full_name\n", "a@example.com,,,", "each once"},
		"a column that is misspelt": {"username,full_name,groups,departement\n", "a@example.com,,,", `["departement"] are not known`},
		"an open quote":             {header, `a@example.com,"open`, "line 4"},
		"no UTF-8":                  {header, "a@example.com,M\xfcller,,", "not UTF-8"},
		"nothing":                   {"", "", "has to hold `username`"},
	}
	for name, each := range cases {
		t.Run(name, func(t *testing.T) {
			c := company.New(t)
			lines := []string{each[1]}
			if each[0] != "" {
				lines = append(many(2), each[1])
			}
			writePeople(t, c, each[0], lines...)
			c.Run("people.csv").Expect(t, 2, "nothing was sent", each[2])
			if hits := c.Hits(""); hits != 0 {
				t.Errorf("%d requests", hits)
			}
		})
	}
	company.New(t).Run("missing.csv").Expect(t, 2, "nothing was sent")
}

func TestRowsInDoubtAreKeptApartFromThoseThatCanBeRunAgain(t *testing.T) {
	c := company.New(t)
	writePeople(t, c, header, append(many(249), "last@example.com,=1+1,Eng,")...)
	// The second of three requests is lost before the vendor acts on it, which nobody can know.
	c.Fault("batchadd", "reset-before", company.J{"after": 1, "times": 1})
	c.Run("people.csv").Expect(t, 1, "Stopped")
	expectStates(t, c, map[string]int{"applied": 100, "unknown": 100, "not_sent": 50})
	if names := usernames(t, c, "people.unknown.csv"); names[0] != "new100@example.com" || names[99] != "new199@example.com" {
		t.Errorf("unknown are %q", names)
	}
	failed := company.Rows(t, c.Text("people.failed.csv"))
	// As it came, or the second run would be about another name.
	if failed[0]["username"] != "new200@example.com" || failed[49]["full_name"] != "=1+1" {
		t.Errorf("failed are %v", failed)
	}
	for _, name := range []string{"people.failed.csv", "people.unknown.csv"} {
		c.Run(name).Expect(t, 0)
	}
	if last := c.User("last@example.com"); last["fullname"] != "=1+1" {
		t.Errorf("the last one is %v", last)
	}
	if total := c.Command("getuserdata", company.J{"pagesize": 1})["total"]; total != 8.0+250 {
		t.Errorf("%v users", total)
	}
}

func TestAnAnswerThatIsLostIsLookedUp(t *testing.T) {
	c := company.New(t)
	writePeople(t, c, header, many(3)...)
	c.Fault("batchadd", "reset-after", company.J{"times": 1})
	c.Run("people.csv").Expect(t, 0)
	expectStates(t, c, map[string]int{"applied": 3})
	if hits := c.Hits("batchadd"); hits != 1 {
		t.Errorf("asked %d times", hits)
	}
}

func TestARefusalLeavesRowsThatCanBeRunAgain(t *testing.T) {
	c := company.New(t)
	writePeople(t, c, header, many(3)...)
	c.Fault("batchadd", "xml-authorization-error")
	c.Run("people.csv").Expect(t, 1)
	expectFiles(t, c, "people.csv", "people.failed.csv", "people.results.csv")
	if c.Text("people.failed.csv") != c.Text("people.csv") {
		t.Errorf("the failed rows are %s", c.Text("people.failed.csv"))
	}
}

func TestFilesOfAnEarlierRunAreNotTakenForThoseOfThis(t *testing.T) {
	c := company.New(t)
	writePeople(t, c, header, many(3)...)
	c.Fault("batchadd", "reset-before", company.J{"times": 1})
	c.Run("people.csv").Expect(t, 1, "people.unknown.csv")
	c.Run("people.csv").Expect(t, 0)
	expectFiles(t, c, "people.csv", "people.results.csv")
}

func TestRemarksOfTheVendorArePassedOn(t *testing.T) {
	c := company.New(t)
	c.Control("PATCH", "/quirks", company.J{"batchadd_message_above": 2}, nil)
	writePeople(t, c, header, many(3)...)
	c.Run("people.csv").Expect(t, 0, "LastPass says:")
}

func TestAnInterruptionLosesNoRow(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{"Ctrl-C": syscall.SIGINT, "the end of the job": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			c := company.New(t)
			writePeople(t, c, header, many(250)...)
			c.Fault("batchadd", company.J{"delay": company.J{"before_ms": 30_000}}, company.J{"after": 1})
			program := c.Start("people.csv")
			c.UntilAsked("batchadd", 2)
			if err := program.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			program.Ended().Expect(t, 130)
			expectStates(t, c, map[string]int{"applied": 100, "unknown": 100, "not_sent": 50})
			if unknown, failed := usernames(t, c, "people.unknown.csv"), usernames(t, c, "people.failed.csv"); len(unknown) != 100 || len(failed) != 50 {
				t.Errorf("%d unknown, %d failed", len(unknown), len(failed))
			}
		})
	}
}

func TestResultsArePrintedIfTheyCannotBeWritten(t *testing.T) {
	c := company.New(t)
	writePeople(t, c, header, many(2)...)
	// Even an administrator of the machine cannot replace a folder by a file.
	if err := os.Mkdir(filepath.Join(c.Folder, "people.results.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	c.Run("people.csv").Expect(t, 1, "No file was written", "2,new000@example.com,applied,")
	expectFiles(t, c, "people.csv", "people.results.csv")
}
