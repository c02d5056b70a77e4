package lastpassadmin_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

func pageOf(items ...string) string {
	return `{"items":[` + strings.Join(items, ",") + `],"nextPageToken":null}`
}

// written is what Go writes of a value as JSON.
func written(t testing.TB, value any) string {
	t.Helper()
	return string(must(json.Marshal(value))(t))
}

func TestAUserIsWhatTheVendorSent(t *testing.T) {
	for name, each := range map[string][2]string{
		"members that are there":            {`{"id":1,"name":"Ada","email":"a@b.c"}`, `{"id":1,"name":"Ada","email":"a@b.c"}`},
		"a member that is null":             {`{"id":1,"name":null,"accountStatus":null}`, `{"id":1}`},
		"a text that is empty":              {`{"id":1,"name":""}`, `{"id":1,"name":""}`},
		"a number that is 0":                {`{"id":0}`, `{"id":0}`},
		"a status of tomorrow":              {`{"id":1,"accountStatus":"on-leave"}`, `{"id":1,"account_status":"on-leave"}`},
		"members in another order":          {" { \"name\" : \"Ada\" ,\n \"id\" : 1 } ", `{"id":1,"name":"Ada"}`},
		"an id as a text":                   {`{"id":"17"}`, `{"id":17}`},
		"the first id that a double rounds": {`{"id":9007199254740993}`, `{"id":9007199254740993}`},
		"the largest id":                    {`{"id":9223372036854775807}`, `{"id":9223372036854775807}`},
		"members of tomorrow": {
			`{"id":1,"costCenter":{"some_id":5,"list":[1,null,"x"]},"is_bot":true,"nil":null}`,
			`{"id":1,"extra":{"costCenter":{"some_id":5,"list":[1,null,"x"]},"is_bot":true,"nil":null}}`,
		},
		"numbers of tomorrow": {`{"id":1,"big":12345678901234567890123,"small":1e-400}`, `{"id":1,"extra":{"big":12345678901234567890123,"small":1e-400}}`},
		"letters of all kinds": {
			`{"id":1,"name":"Zoë \"Q\" \\ \/ \u00fc \ud83d\ude00 😀 \t\u0000\u2028 日本"}`,
			`{"id":1,"name":"Zoë \"Q\" \\ / ü 😀 😀 \t\u0000\u2028 日本"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			one := must(answeredWith(t, each[0]).Users.Get(t.Context(), 1))(t)
			equal(t, "alone", written(t, one), each[1])
			many := must(answeredWith(t, pageOf(`{"id":2}`, each[0])).Users.ListPages(t.Context(), nil).Collect())(t)
			equal(t, "in a list", written(t, many), `[{"id":2},`+each[1]+"]")
			var again lastpassadmin.CompanyUser
			if err := json.Unmarshal([]byte(written(t, one)), &again); err != nil {
				t.Error(err)
			}
			equal(t, "read again", written(t, again), each[1])
		})
	}
}

func TestWhatIsAbsentIsNilAndWhatIsEmptyIsNot(t *testing.T) {
	user := must(answeredWith(t, `{"id":1}`).Users.Get(t.Context(), 1))(t)
	if user.Name != nil || user.Email != nil || user.AccountStatus != nil || user.Extra != nil {
		t.Errorf("the user is %+v", user)
	}
	equal(t, "its value", value(user.Name), "")
	for body, expected := range map[string]string{
		`{"id":1}`:                    `{"id":1}`,
		`{"id":1,"permissions":null}`: `{"id":1}`,
		`{"id":1,"permissions":[]}`:   `{"id":1,"permissions":[]}`,
		`{"id":1,"permissions":["view-dashboard","of-tomorrow"]}`: `{"id":1,"permissions":["view-dashboard","of-tomorrow"]}`,
	} {
		level := must(answeredWith(t, body).AdminLevels.Get(t.Context(), 1))(t)
		equal(t, body, written(t, level), expected)
	}
}

func TestWhatIsNotUnderstoodIsAnError(t *testing.T) {
	for name, each := range map[string]struct{ body, named string }{
		"an id beyond 64 bits":     {`{"id":18446744073709551617}`, "id"},
		"an id with a fraction":    {`{"id":1.5}`, "id"},
		"an id that is a list":     {`{"id":[1]}`, "id"},
		"a name that is an object": {`{"id":1,"name":{}}`, "name"},
		"a list":                   {`[1]`, ""},
		"a text":                   {`"x"`, ""},
		"half of it":               {`{"id":1`, ""},
		"nothing":                  {``, ""},
		"a page of a gateway":      {`<html></html>`, ""},
		"no UTF-8":                 {"{\"id\":1,\"name\":\"\xff\"}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			user, err := answeredWith(t, each.body).Users.Get(t.Context(), 1)
			if user != nil {
				t.Errorf("answered is %+v all the same", user)
			}
			if found := expectKind(t, err, lastpassadmin.ErrUnexpectedResponse); !strings.Contains(found.Message, each.named) {
				t.Errorf("the message is %q", found.Message)
			}
			if each.named == "" {
				return
			}
			pager := answeredWith(t, pageOf(`{"id":1}`, each.body)).Users.ListPages(t.Context(), nil)
			start := pager.PageToken()
			for range 2 {
				users, err := pager.Collect()
				expectKind(t, err, lastpassadmin.ErrUnexpectedResponse)
				if users != nil {
					t.Errorf("answered is %+v all the same", users)
				}
				equal(t, "position", pager.PageToken(), start)
			}
		})
	}
}

var errEmpty = errors.New("there is nothing")

// found reads a list that holds something.
func found[T any](pager *lastpassadmin.Pager[T]) error {
	items, err := pager.Collect()
	if err == nil && len(items) == 0 {
		return errEmpty
	}
	return err
}

func TestNoFaultIsAnEmptyList(t *testing.T) {
	for _, kind := range []string{"null-items", "null-elements", "other-shape", "truncated-json", "xml-authorization-error", "html"} {
		t.Run(kind, func(t *testing.T) {
			tenant, lp := company(t, lastpassadmin.WithMaxRetries(0))
			tenant.Fault("any", kind)
			lists := map[string]func() error{
				"users":   func() error { return found(lp.Provisioning.Users.ListPages(t.Context(), nil)) },
				"folders": func() error { return found(lp.Provisioning.SharedFolders.ListPages(t.Context())) },
				"view":    func() error { return found(lp.IAM.Users.ListPages(t.Context(), nil)) },
			}
			if kind != "null-items" {
				// The Business API may print null for a page without items.
				lists["users of the Business API"] = func() error { return found(lp.Users.ListPages(t.Context(), nil)) }
			}
			for name, list := range lists {
				if err := list(); errors.Is(err, errEmpty) {
					t.Errorf("%s are an empty list", name)
				}
			}
		})
	}
}

func TestLargeIDsComeThroughEveryAnswer(t *testing.T) {
	tenant, lp := company(t)
	tenant.Fault("any", "large-ids")
	users := must(lp.Users.ListPages(t.Context(), nil).Collect())(t)
	if *users[0].ID <= 1<<53 {
		t.Fatalf("the id is %d", *users[0].ID)
	}
	one := must(lp.Users.Get(t.Context(), *users[0].ID))(t)
	equal(t, "the id", *one.ID, *users[0].ID)
	reports := must(lp.Reports.ListAdminUsersPages(t.Context(), nil).Collect())(t)
	if *reports[0].Company.ID <= 1<<53 {
		t.Errorf("the id of what lies deeper is %d", *reports[0].Company.ID)
	}
}

func TestMembersOfAllKinds(t *testing.T) {
	body := `{"Users":{"90071992547409931234":{"username":"a@b.c","fullname":"","mpstrength":"75","created":"2021-03-02 09:14:51",` +
		`"last_pw_change":"yesterday","last_login":"","neverloggedin":0,"disabled":"1","admin":true,"totalscore":71.4,"legacytotalscore":null,` +
		`"sites":"41","attribs":{"full_name":"x","__proto__":"y","ü":"z","":"n"},"groups":["B","a b",""],"own":[1]}},"total":1,"count":1}`
	user := must(answeredWith(t, body).Provisioning.Users.Get(t.Context(), "a@b.c"))(t)
	expected := `{"id":"90071992547409931234","username":"a@b.c","full_name":"","master_password_strength":75,"created":"2021-03-02 09:14:51",` +
		`"last_password_change":"yesterday","never_logged_in":false,"disabled":true,"admin":true,"total_score":71.4,` +
		`"sites":41,"groups":["B","a b",""],"attribs":{"":"n","__proto__":"y","full_name":"x","ü":"z"},"extra":{"own":[1]}}`
	equal(t, "the user", written(t, user), expected)
	equal(t, "a score", *user.TotalScore, 71.4)
	equal(t, "an attribute", user.Attribs["ü"], "z")
	if user.LastPasswordChange.Text != "yesterday" || !user.LastPasswordChange.Time.IsZero() {
		t.Errorf("a text that is no time is %+v", user.LastPasswordChange)
	}
	if user.LegacyTotalScore != nil || user.Notes != nil {
		t.Errorf("what is absent is %v and %v", user.LegacyTotalScore, user.Notes)
	}
}

func TestNumbersThatCameAsTextsAreNumbers(t *testing.T) {
	tenant, lp := company(t)
	plain := must(lp.Users.Get(t.Context(), adaID))(t)
	tenant.Fault("any", "numbers-as-strings")
	equal(t, "the user", must(lp.Users.Get(t.Context(), adaID))(t), plain)
}

func TestMembersThatAreAllNullAreAllAbsent(t *testing.T) {
	tenant, lp := company(t)
	tenant.Fault("listUsers", "null-members", once)
	for user, err := range lp.Users.List(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "the user", written(t, user), "{}")
	}
}

func TestAnswersShareNothing(t *testing.T) {
	_, lp := company(t)
	users := must(lp.Provisioning.Users.ListPages(t.Context(), nil).Collect())(t)
	before := written(t, users[1:])
	user := &users[0]
	*user.Username, *user.FullName, *user.Admin = "changed", "changed", false
	user.Groups = append(user.Groups[:0], "changed", "changed", "changed", "changed")
	user.Attribs["Department"] = "changed"
	user.Created.Text = "changed"
	for at := range user.Extra {
		user.Extra[at] = 'x'
	}
	equal(t, "the others", written(t, users[1:]), before)
	again := must(lp.Provisioning.Users.Get(t.Context(), ada))(t)
	equal(t, "the next answer", *again.FullName, "Ada Example")
}

func TestAnOutcomeOfManyUsers(t *testing.T) {
	_, lp := company(t)
	outcome := must(lp.Provisioning.Users.Disable(t.Context(), []string{ada, nobody}))(t)
	equal(t, "applied", outcome.Applied(), []string{ada})
	equal(t, "unchanged", outcome.Unchanged(), []string{nobody})
	if failed := outcome.Failed(); len(failed) > 0 {
		t.Errorf("failed are %+v", failed)
	}
	expected := `{"rows":[{"username":"ada@example.com","state":"applied"},{"username":"nobody@example.com","state":"unchanged"}],"messages":[]}`
	equal(t, "as JSON", written(t, outcome), expected)
}

func TestManyMembersInOneAnswer(t *testing.T) {
	var items []string
	for at := range 3_000 {
		items = append(items, fmt.Sprintf(`{"id":%d,"name":"%s","email":"u%d@b.c","own%d":%d}`, math.MaxInt64-at, strings.Repeat("ä", at%50), at, at, at))
	}
	lp := open(t, answering(t, http.StatusOK, pageOf(items...))...)
	users := must(lp.Users.ListPages(t.Context(), nil).Collect())(t)
	for at, user := range users {
		expected := fmt.Sprintf(`{"id":%d,"name":"%s","email":"u%d@b.c","extra":{"own%d":%d}}`, math.MaxInt64-at, strings.Repeat("ä", at%50), at, at, at)
		if text := written(t, user); text != expected {
			t.Fatalf("user %d is %s", at, text)
		}
	}
	equal(t, "count", len(users), 3_000)
}

func TestFoldersWithTheirMembers(t *testing.T) {
	_, lp := company(t)
	folders := must(lp.Provisioning.SharedFolders.ListPages(t.Context()).Collect())(t)
	roles := map[lastpassadmin.FolderRole]int{}
	deleted, supers := 0, 0
	for _, folder := range folders {
		if folder.IsDeleted {
			deleted++
		}
		for _, member := range folder.Users {
			roles[member.Role]++
			if member.IsSuperAdmin {
				supers++
			}
		}
	}
	for _, role := range []lastpassadmin.FolderRole{
		lastpassadmin.FolderRoleAdmin, lastpassadmin.FolderRoleEditor, lastpassadmin.FolderRoleViewer, lastpassadmin.FolderRoleUnmapped,
	} {
		if roles[role] == 0 {
			t.Errorf("nobody is %s: %v", role, roles)
		}
	}
	if deleted == 0 || supers == 0 {
		t.Errorf("%d deleted folders, %d super admins", deleted, supers)
	}
}

func TestTheViewNestsAsDeepAsItSays(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	lp := clientOf(t, tenant)
	check := must(lp.IAM.CheckPermissions(t.Context(), &lastpassadmin.IAMCheckPermissionsParams{
		UserID:     ada,
		ResourceID: "5001",
		Action:     lastpassadmin.Ptr(lastpassadmin.IAMActionRead),
	}))(t)
	if !value(check.Allowed) || len(check.Reasons) == 0 {
		t.Fatalf("the answer is %s", written(t, check))
	}
	for _, reason := range check.Reasons {
		if reason.Role == nil || value(reason.Role.Name) == "" || len(reason.Role.Permissions) == 0 {
			t.Errorf("a reason is %s", written(t, reason))
		}
	}
}
