package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/lastpass-admin/lastpass-admin/examples/go/internal/company"
)

var files = []string{"inactive.csv", "mfa.csv"}

func TestMain(m *testing.M) {
	company.Main(m, main)
}

func TestItExplainsItself(t *testing.T) {
	company.Explains(t, "mfa_report")
}

// byName are the rows of a file by their usernames.
func byName(t *testing.T, c *company.Company, name string) map[string]map[string]string {
	t.Helper()
	rows := map[string]map[string]string{}
	for _, row := range company.Rows(t, c.Text(name)) {
		rows[row["username"]] = row
	}
	return rows
}

func expectFiles(t *testing.T, c *company.Company, expected ...string) {
	t.Helper()
	if found := c.Files(); !slices.Equal(found, expected) {
		t.Errorf("the files are %q", found)
	}
}

func TestTheFilesHoldEveryUserWhoCanLogIn(t *testing.T) {
	c := company.New(t)
	c.Command("updateuser", company.J{"username": "bob@example.com", "fullname": "=HYPERLINK(1)"})
	ended := c.Run("--days", "30")
	expectFiles(t, c, files...)
	mfa, users, withMFA := byName(t, c, "mfa.csv"), 0, 0
	for _, each := range c.Command("getuserdata", nil)["Users"].(company.J) {
		user := each.(company.J)
		row, isThere := mfa[user["username"].(string)]
		if isThere == user["disabled"].(bool) {
			t.Errorf("%v is there: %v", user["username"], isThere)
		}
		if !isThere {
			continue
		}
		users++
		factor, _ := user["multifactor"].(string)
		if row["multifactor"] != factor {
			t.Errorf("the row of %v is %v", user["username"], row)
		}
		if factor != "" {
			withMFA++
		}
	}
	ended.Expect(t, 0, fmt.Sprintf("%d of %d users have a second factor", withMFA, users))
	ada, bob := mfa["ada@example.com"], mfa["bob@example.com"]
	// A spreadsheet would work the name out.
	if ada["last_login"] != "2022-06-20T08:00:07-04:00" || bob["last_login"] != "never" || bob["full_name"] != "'=HYPERLINK(1)" {
		t.Errorf("ada is %v, and bob is %v", ada, bob)
	}
	inactive := byName(t, c, "inactive.csv")
	if _, isThere := inactive["eve@example.com"]; isThere {
		t.Error("eve is disabled, and inactive")
	}
	// Bob never logged in, so the days count from his creation.
	for _, name := range []string{"ada@example.com", "bob@example.com"} {
		if days, err := strconv.Atoi(inactive[name]["days"]); err != nil || days < 1000 {
			t.Errorf("%s: %v", name, inactive[name])
		}
	}
	if groups := inactive["ada@example.com"]["groups"]; groups != "Eng; Oncall" {
		t.Errorf("the groups are %s", groups)
	}
	for _, name := range files {
		status, err := os.Stat(filepath.Join(c.Folder, name))
		if err != nil || status.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v, %v", name, status, err)
		}
	}
}

func TestWhoLoggedInOfLateIsNotInactive(t *testing.T) {
	c := company.New(t)
	c.Run("--days", "1000000").Expect(t, 0)
	if rows := byName(t, c, "inactive.csv"); len(rows) > 0 {
		t.Errorf("inactive are %v", rows)
	}
}

func TestNoFileIsWrittenIfAPageInTheMiddleFails(t *testing.T) {
	cases := map[string]struct {
		fault any
		said  string
	}{
		"a page that is none":                      {"html", "not understood"},
		"a list that loses users while it is read": {company.J{"shift-pages": company.J{"by": 1}}, "run it again"},
	}
	for name, each := range cases {
		t.Run(name, func(t *testing.T) {
			c := company.New(t, company.J{"users": 4100, "companies": 0})
			c.Fault("getuserdata", each.fault, company.J{"after": 1})
			before := filepath.Join(c.Folder, "mfa.csv")
			if err := os.WriteFile(before, []byte("of yesterday"), 0o600); err != nil {
				t.Fatal(err)
			}
			c.Run().Expect(t, 1, each.said)
			expectFiles(t, c, "mfa.csv")
			if text := c.Text("mfa.csv"); text != "of yesterday" {
				t.Errorf("the file of yesterday is now %s", text)
			}
		})
	}
}

func TestAllPagesAreRead(t *testing.T) {
	c := company.New(t, company.J{"users": 4100, "companies": 0})
	c.Run().Expect(t, 0)
	disabled := 0
	for _, user := range c.Command("getuserdata", company.J{"disabled": 1})["Users"].(company.J) {
		if user.(company.J)["disabled"] == true {
			disabled++
		}
	}
	if rows := byName(t, c, "mfa.csv"); len(rows) != 4100-disabled {
		t.Errorf("%d rows, and %d disabled users", len(rows), disabled)
	}
}

func TestWhatIsNotSetIsNamed(t *testing.T) {
	c := company.New(t)
	zone := c.Environment["LASTPASS_TIME_ZONE"]
	delete(c.Environment, "LASTPASS_TIME_ZONE")
	c.Run().Expect(t, 2, "LASTPASS_TIME_ZONE")
	c.Environment["LASTPASS_TIME_ZONE"] = "Mars/Olympus"
	c.Run().Expect(t, 2, "Mars/Olympus")
	clear(c.Environment)
	c.Environment["LASTPASS_TIME_ZONE"] = zone
	c.Run().Expect(t, 2, "LASTPASS_PROVHASH")
	expectFiles(t, c)
}

func TestADeadHashIsNoEmptyCompany(t *testing.T) {
	c := company.New(t)
	c.Control("POST", "/provhash/revoke", nil, nil)
	c.Run().Expect(t, 1, "Enterprise API")
	expectFiles(t, c)
}
