package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lastpass-admin/lastpass-admin/examples/go/internal/company"
)

func TestMain(m *testing.M) {
	company.Main(m, main)
}

func TestItExplainsItself(t *testing.T) {
	company.Explains(t, "access_review")
}

// rowsOf are the rows that a run prints.
func rowsOf(t *testing.T, c *company.Company, arguments ...string) []map[string]string {
	t.Helper()
	return company.Rows(t, c.Run(append([]string{"--csv"}, arguments...)...).Expect(t, 0).Out)
}

// columns are some columns of rows, sorted.
func columns(rows []map[string]string, names ...string) []string {
	var found []string
	for _, row := range rows {
		cells := make([]string, len(names))
		for at, name := range names {
			cells[at] = row[name]
		}
		found = append(found, strings.Join(cells, "|"))
	}
	slices.Sort(found)
	return found
}

// ways tell who reaches which folder, through which group: what the vendor shows of folders that are not deleted.
func ways(c *company.Company) []string {
	var found []string
	for id, each := range c.Command("getsfdata", "all") {
		folder := each.(company.J)
		if deleted := fmt.Sprint(folder["deleted"]); deleted != "0" && deleted != "false" {
			continue
		}
		for _, each := range folder["users"].([]any) {
			row := each.(company.J)
			group, _ := row["group_name"].(string)
			found = append(found, fmt.Sprintf("%s|%s|%s", id, row["username"], group))
		}
	}
	slices.Sort(found)
	return found
}

func TestEveryWayIntoAFolderIsARow(t *testing.T) {
	c := company.New(t)
	review := rowsOf(t, c)
	// All folders in one answer, and the account of everyone in one reading of the list.
	if folders, users := c.Hits("getsfdata"), c.Hits("listUsers"); folders != 1 || users != 1 {
		t.Errorf("%d readings of the folders, %d of the users", folders, users)
	}
	if found, expected := columns(review, "folder_id", "user", "group"), ways(c); !slices.Equal(found, expected) {
		t.Errorf("the ways are %q, not %q", found, expected)
	}
	found := columns(review, "folder", "user", "role", "access")
	for _, expected := range []string{
		"Shared-Infra|ada@example.com|admin|direct",
		"Shared-Infra|ada@example.com|viewer|group",
		"Shared-Infra|root@example.com|admin|super admin",
	} {
		if !slices.Contains(found, expected) {
			t.Errorf("%s is missing in %q", expected, found)
		}
	}
}

func TestAccessOfAccountsThatAreNotEnabledIsRemarked(t *testing.T) {
	c := company.New(t)
	c.Command("disableuser", []string{"ada@example.com"})
	found := columns(rowsOf(t, c), "user", "status", "remark")
	for _, expected := range []string{"ada@example.com|disabled|not enabled", "root@example.com|no account|not enabled"} {
		if !slices.Contains(found, expected) {
			t.Errorf("%s is missing in %q", expected, found)
		}
	}
	if !slices.ContainsFunc(found, func(row string) bool { return strings.HasSuffix(row, "|enabled|") }) {
		t.Errorf("nobody is enabled in %q", found)
	}
	through := 0
	for _, way := range ways(c) {
		if strings.HasPrefix(way, "5001|") && strings.HasSuffix(way, "|Eng") {
			through++
		}
	}
	for _, row := range rowsOf(t, c, "--as", "groups") {
		if row["folder"] == "Shared-Infra" && row["group"] == "Eng" {
			if row["role"] != "viewer" || row["members"] != fmt.Sprint(through) || !strings.Contains(row["remark"], "ada@example.com") {
				t.Errorf("the group is %v, and %d come through it", row, through)
			}
			return
		}
	}
	t.Error("the group is missing")
}

func TestAStatusThatNobodyKnowsIsRemarked(t *testing.T) {
	c := company.New(t)
	c.Control("PATCH", "/users/ada@example.com", company.J{"account_status": "enabled"}, nil)
	if found := columns(rowsOf(t, c), "user", "status", "remark"); !slices.Contains(found, "ada@example.com|unmapped_value: enabled|not enabled") {
		t.Errorf("found %q", found)
	}
}

func TestTheStatusNeedsNoKey(t *testing.T) {
	c := company.New(t)
	delete(c.Environment, "LASTPASS_API_KEY")
	if found := columns(rowsOf(t, c), "user", "status"); !slices.Contains(found, "ada@example.com|enabled") {
		t.Errorf("found %q", found)
	}
	if hits := c.Hits("listUsers"); hits != 0 {
		t.Errorf("%d readings of the other API", hits)
	}
}

func TestDeletedFoldersAreLeftOutUnlessTheyAreAskedFor(t *testing.T) {
	c := company.New(t)
	if found := columns(rowsOf(t, c), "folder_id"); slices.Contains(found, "5003") {
		t.Errorf("found %q", found)
	}
	// Without any flag there is no role, and yet the folder has its name.
	expected := "5003|Shared-Old project|yes|eve@example.com|unmapped_value|disabled"
	found := columns(rowsOf(t, c, "--include-deleted"), "folder_id", "folder", "deleted", "user", "role", "status")
	if !slices.Contains(found, expected) {
		t.Errorf("found %q", found)
	}
	shown := c.Run("--include-deleted", "--folder", "5003").Expect(t, 0)
	if !strings.HasPrefix(shown.Out, "Shared-Old project (id 5003, deleted)\n") {
		t.Errorf("shown is %s", shown.Out)
	}
	c.Run("--folder", "5003").Expect(t, 1, "--include-deleted")
}

func TestSuperAdminsAloneOrLeftOut(t *testing.T) {
	c := company.New(t)
	only, without := rowsOf(t, c, "--super-admins", "only"), rowsOf(t, c, "--super-admins", "without")
	if access := slices.Compact(columns(only, "access")); !slices.Equal(access, []string{"super admin"}) {
		t.Errorf("only: %q", access)
	}
	if access := slices.Compact(columns(without, "access")); !slices.Equal(access, []string{"direct", "group"}) {
		t.Errorf("without: %q", access)
	}
	if len(only)+len(without) != len(ways(c)) {
		t.Errorf("%d and %d of %d", len(only), len(without), len(ways(c)))
	}
}

func TestAFileAppearsWhenItIsComplete(t *testing.T) {
	c := company.New(t)
	if ended := c.Run("--output", "access.csv").Expect(t, 0); ended.Out != "" {
		t.Errorf("printed: %s", ended.Out)
	}
	path := filepath.Join(c.Folder, "access.csv")
	status, err := os.Stat(path)
	if err != nil || status.Mode().Perm() != 0o600 {
		t.Errorf("the file may be read by others: %v, %v", status, err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(text, []byte("\ufefffolder_id,")) {
		t.Errorf("the file begins with %q (%v)", text[:20], err)
	}
	if rows := company.Rows(t, c.Text("access.csv")); len(rows) != len(ways(c)) {
		t.Errorf("%d rows", len(rows))
	}
}

func TestNoValueIsAFormulaInASpreadsheet(t *testing.T) {
	for _, first := range []string{"=", "+", "-", "@"} {
		if text := harmless(first + "1+1"); text != "'"+first+"1+1" {
			t.Errorf("%s is %s", first, text)
		}
	}
	c := company.New(t)
	c.Command("updateemail", company.J{"oldemail": "ada@example.com", "newemail": "=ada@example.com"})
	c.Control("POST", "/email-changes/confirm", company.J{"oldemail": "ada@example.com"}, nil)
	if users := columns(rowsOf(t, c), "user"); !slices.Contains(users, "'=ada@example.com") || slices.Contains(users, "=ada@example.com") {
		t.Errorf("the users are %q", users)
	}
}

func TestNoNameIsACommandOfATerminal(t *testing.T) {
	var out strings.Builder
	write := table(&out, []string{"a", "b", "c"})
	if err := write(folder{"5001", "\x1b[2JInfra\n", false}, [][]string{{"Grüße", "\u009b1m", "東京"}}); err != nil {
		t.Fatal(err)
	}
	expected := "?[2JInfra? (id 5001)\n    a      b    c\n    Grüße  ?1m  東京\n"
	if out.String() != expected {
		t.Errorf("printed: %q", out.String())
	}
}

func TestWhatIsNotCompleteIsNoReview(t *testing.T) {
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
			delete(c.Environment, "LASTPASS_API_KEY")
			c.Fault("getuserdata", each.fault, company.J{"after": 1})
			if err := os.WriteFile(filepath.Join(c.Folder, "access.csv"), []byte("of yesterday"), 0o600); err != nil {
				t.Fatal(err)
			}
			c.Run("--output", "access.csv").Expect(t, 1, each.said)
			if files := c.Files(); len(files) != 1 || c.Text("access.csv") != "of yesterday" {
				t.Errorf("left behind: %q", files)
			}
		})
	}
}

func TestFoldersThatCannotBeReadAreNoEmptyReview(t *testing.T) {
	c := company.New(t)
	c.Fault("getsfdata", "xml-authorization-error")
	c.Run("--output", "access.csv").Expect(t, 1, "Enterprise API")
	if files := c.Files(); len(files) > 0 {
		t.Errorf("left behind: %q", files)
	}
}

func TestWhatIsNotSetIsNamed(t *testing.T) {
	c := company.New(t)
	delete(c.Environment, "LASTPASS_PROVHASH")
	delete(c.Environment, "LASTPASS_CID")
	c.Run("--output", "access.csv").Expect(t, 2, "LASTPASS_PROVHASH")
	for _, wrong := range [][]string{{"--as", "roles"}, {"--csv", "--output", "a.csv"}, {"--super-admins", "some"}} {
		c.Run(wrong...).Expect(t, 2, wrong[0])
	}
	if files := c.Files(); len(files) > 0 {
		t.Errorf("left behind: %q", files)
	}
}

func TestWhoeverReadsItMayStop(t *testing.T) {
	c := company.New(t, company.J{"users": 2000, "companies": 0, "folders": 400})
	program, out := c.Piped("--csv")
	line, err := bufio.NewReader(io.LimitReader(out, 16)).ReadString(',')
	if err != nil || line != "folder_id," {
		t.Fatalf("it printed %q (%v)", line, err)
	}
	out.Close()
	if ended := program.Ended(); ended.Code != 1 || ended.Err != "" {
		t.Errorf("it ended with %d: %s", ended.Code, ended.Err)
	}
}
