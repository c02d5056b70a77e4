package lastpassadmin_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// body is what the last request carried.
func body(tenant *sandbox.Tenant) J {
	return tenant.Last().Body.(J)
}

func TestNothingThatIsNotGivenIsSent(t *testing.T) {
	tenant, lp := company(t)
	must(lp.Users.Create(t.Context(), newUser(grace)))(t)
	equal(t, "body", body(tenant), J{"email": grace, "creationAccountAction": "stage"})
	must(lp.Users.ListPages(t.Context(), &lastpassadmin.UsersListParams{}).Collect())(t)
	query := tenant.Last().Query
	delete(query, "max-results")
	equal(t, "query", query, sandbox.Fields{})
	must(lp.Users.Update(t.Context(), adaID, &lastpassadmin.UsersUpdateParams{Name: lastpassadmin.Ptr("")}))(t)
	equal(t, "a text that is empty", body(tenant), J{"name": ""})
}

func TestAnEmptyListIsGivenAndNoListIsNot(t *testing.T) {
	tenant, lp := company(t)
	for name, addons := range map[string][]lastpassadmin.ManagedCompanyAddon{
		"none":  nil,
		"empty": {},
		"some":  {lastpassadmin.ManagedCompanyAddonMFA},
	} {
		params := &lastpassadmin.ManagedCompaniesUpdateParams{Addons: addons}
		if addons == nil {
			params.LicenseLimit = lastpassadmin.Ptr[int64](5)
		}
		must(lp.ManagedCompanies.Update(t.Context(), 5501, params))(t)
		text := must(json.Marshal(body(tenant)))(t)
		expected := map[string]string{
			"none":  `{"licenseLimit":5}`,
			"empty": `{"addons":[]}`,
			"some":  `{"addons":["mfa"]}`,
		}
		equal(t, name, string(text), expected[name])
	}
}

func TestRowsHaveTheNamesOfTheVendor(t *testing.T) {
	tenant, lp := company(t)
	must(lp.Provisioning.Users.Add(t.Context(), []lastpassadmin.BatchAddUser{
		{
			Username: grace,
			FullName: lastpassadmin.Ptr("Grace"),
			Groups:   []string{"Eng"},
			Password: lastpassadmin.Ptr[lastpassadmin.Secret]("First-login-1"),
		},
		{Username: "hal@example.com", Attribs: map[string]string{"fullName": "x", "Cost \"Center\"\n": "5 \\ \u2028 😀 \x00"}},
	}))(t)
	equal(t, "rows", body(tenant)["data"], any([]any{
		J{"username": grace, "fullname": "Grace", "groups": []any{"Eng"}, "password": "First-login-1"},
		J{"username": "hal@example.com", "attribs": J{"fullName": "x", "Cost \"Center\"\n": "5 \\ \u2028 😀 \x00"}},
	}))
	change := lastpassadmin.GroupChange{Username: ada, Add: []string{"Fresh"}, Remove: []string{"Eng"}}
	must(lp.Provisioning.Groups.ChangeMembers(t.Context(), []lastpassadmin.GroupChange{change}))(t)
	equal(t, "changes", body(tenant)["data"], any([]any{J{"username": ada, "add": []any{"Fresh"}, "del": []any{"Eng"}}}))
}

func TestTextsArriveAsTheyAreGiven(t *testing.T) {
	tenant, lp := company(t)
	for _, text := range []string{
		"plain", " ", "ü 😀 日本", `"q" \ / <&>`, "\t\n\r\b\f\x00\x01\x1f\x7f", "\u2028\u2029\ufeff\ufffd\U0010ffff", strings.Repeat("ä", 100_000),
	} {
		must(lp.Users.Update(t.Context(), adaID, &lastpassadmin.UsersUpdateParams{Name: &text}))(t)
		if sent := body(tenant)["name"]; sent != any(text) {
			t.Errorf("%.40q arrived as %.40q", text, sent)
		}
	}
}

func TestMembersThatThisVersionDoesNotKnowCanBeSent(t *testing.T) {
	tenant, lp := company(t)
	type own struct {
		Center string `json:"center"`
		Left   *int   `json:"left,omitempty"`
	}
	params := newUser(grace)
	params.Extra = map[string]any{
		"costCenter": []any{1, nil, map[string]any{"aB": math.MaxInt64}, 1.5, -0.0},
		"text":       "ü 😀 \u2028 \" <&>",
		"flag":       false,
		"raw":        json.RawMessage(`{"as it":  "comes"}`),
		"number":     json.Number("12345678901234567890123"),
		"struct":     own{Center: "x"},
		"time":       time.Date(2024, 5, 2, 10, 0, 0, 0, time.UTC),
		"":           "no name",
	}
	must(lp.Users.Create(t.Context(), params))(t)
	sent := body(tenant)
	for name, expected := range map[string]string{
		"costCenter": `[1,null,{"aB":9223372036854775807},1.5,0]`,
		"text":       "\"ü 😀 \u2028 \\\" <&>\"",
		"flag":       `false`,
		"raw":        `{"as it":"comes"}`,
		"struct":     `{"center":"x"}`,
		"time":       `"2024-05-02T10:00:00Z"`,
		"":           `"no name"`,
	} {
		var wanted any
		if err := json.Unmarshal([]byte(expected), &wanted); err != nil {
			t.Fatal(err)
		}
		equal(t, name, sent[name], wanted)
	}
}

func TestATimeWithAnOffsetIsAnInstantAndOneWithoutIsLocal(t *testing.T) {
	tenant, lp := company(t)
	tokyo := must(time.LoadLocation("Asia/Tokyo"))(t)
	for name, each := range map[string]struct {
		from *lastpassadmin.LocalTime
		sent string
	}{
		"a text":           {lastpassadmin.AtLocal("2024-05-02 10:00:00"), "2024-05-02 10:00:00"},
		"a text as ISO":    {lastpassadmin.AtLocal("2024-05-02T10:00:00"), "2024-05-02 10:00:00"},
		"an instant":       {lastpassadmin.At(time.Date(2024, 5, 2, 10, 0, 0, 0, time.UTC)), "2024-05-02 06:00:00"},
		"another zone":     {lastpassadmin.At(time.Date(2024, 5, 2, 10, 0, 0, 0, tokyo)), "2024-05-01 21:00:00"},
		"with nanoseconds": {lastpassadmin.At(time.Date(2024, 5, 2, 10, 0, 0, 999_999_999, time.UTC)), "2024-05-02 06:00:00"},
		"of a clock":       {lastpassadmin.At(time.Now().Round(0).Add(-time.Hour)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			to := lastpassadmin.At(time.Now())
			params := &lastpassadmin.ProvisioningEventsListParams{From: each.from, To: to}
			must(lp.Provisioning.Events.ListPages(t.Context(), params).Collect())(t)
			sent := body(tenant)["data"].(J)["from"]
			if each.sent != "" && sent != any(each.sent) {
				t.Errorf("sent is %v", sent)
			}
		})
	}
}

func TestTheLargestNumbersAreTakenAsTheyAre(t *testing.T) {
	tenant, lp := company(t)
	for id, path := range map[int64]string{
		1<<53 + 1:     "/9007199254740993",
		math.MaxInt64: "/9223372036854775807",
	} {
		_, err := lp.Users.Get(t.Context(), id)
		expectKind(t, err, lastpassadmin.ErrNotFound)
		if last := tenant.Last().Path; !strings.HasSuffix(last, path) {
			t.Errorf("asked for %s", last)
		}
	}
}

func TestArgumentsAreReadWhenTheCallIsMade(t *testing.T) {
	tenant, lp := company(t)
	params := &lastpassadmin.UsersListParams{Email: lastpassadmin.Ptr("ada%"), PageSize: lastpassadmin.Ptr(10)}
	list, pager := lp.Users.List(t.Context(), params), lp.Users.ListPages(t.Context(), params)
	*params.Email = "bob%"
	equal(t, "the pages", idsOf(must(pager.Collect())(t)), []int64{adaID})
	for user, err := range list {
		if err != nil || *user.ID != adaID {
			t.Errorf("found %+v, %v", user, err)
		}
	}
	equal(t, "requests", tenant.Hits("listUsers"), 2)
}

func TestRawRequestsAndCommands(t *testing.T) {
	tenant, lp := company(t)
	ctx := t.Context()
	found := must(lp.Request(ctx, "GET", "/v1/users", &lastpassadmin.RequestParams{Query: map[string]string{"max-results": "1"}}))(t)
	equal(t, "status", []int{found.Status, found.Attempts}, []int{200, 1})
	equal(t, "media type", found.Headers["content-type"], "application/json")
	var page struct{ Items []struct{ Email string } }
	if err := json.Unmarshal(found.Body, &page); err != nil || page.Items[0].Email != ada {
		t.Errorf("the body is %s (%v)", found.Body, err)
	}
	made := must(lp.Request(ctx, "POST", "/v1/users", &lastpassadmin.RequestParams{
		Body: map[string]string{"email": "raw@example.com", "creationAccountAction": "stage"},
	}))(t)
	equal(t, "status", made.Status, 201)
	equal(t, "sent", body(tenant)["email"], any("raw@example.com"))
	var user struct{ ID json.Number }
	if err := json.Unmarshal(made.Body, &user); err != nil {
		t.Fatal(err)
	}
	gone := must(lp.Request(ctx, "DELETE", "/v1/users/"+user.ID.String(), nil))(t)
	if gone.Status != 204 || gone.Body != nil {
		t.Errorf("answered is %d, %q", gone.Status, gone.Body)
	}
	answer := must(lp.Command(ctx, "getuserdata", map[string]any{"username": ada}))(t)
	if !strings.Contains(string(answer), `"700101"`) {
		t.Errorf("answered is %s", answer)
	}
	must(lp.Command(ctx, "getuserdata", nil))(t)
	if _, isSent := body(tenant)["data"]; isSent {
		t.Errorf("sent is %v", body(tenant))
	}
}
