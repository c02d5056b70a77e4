package lastpassadmin

import (
	"errors"
	"math"
	"testing"
	"time"
)

func TestArgumentsAreWrittenAsJSON(t *testing.T) {
	cases := []struct {
		name     string
		write    func(o *object)
		expected string
	}{
		{"nothing", func(*object) {}, `{}`},
		{"text", func(o *object) { o.text("name", "a\"\\\n\x00é\u2028<") }, "{\"name\":\"a\\\"\\\\\\u000a\\u0000é\u2028<\"}"},
		{"secret", func(o *object) { o.secret("password", "hunter2") }, `{"password":"hunter2"}`},
		{"integer", func(o *object) { o.integer("id", math.MinInt64) }, `{"id":-9223372036854775808}`},
		{"number", func(o *object) { o.number("rate", 0.5); o.number("large", 1e300) }, `{"rate":0.5,"large":1e+300}`},
		{"flag", func(o *object) { o.flag("admin", true); o.flag("disabled", false) }, `{"admin":true,"disabled":false}`},
		{"instant", func(o *object) { o.time("from", *At(time.Unix(0, 0).UTC())) }, `{"from":"1970-01-01T00:00:00Z"}`},
		{"not given", func(o *object) { optional(o.text, "name", nil) }, `{}`},
		{"given", func(o *object) { optional(o.text, "name", Ptr("")) }, `{"name":""}`},
		{"texts", func(o *object) { giveTexts(o, "names", []string{"a", "b"}) }, `{"names":["a","b"]}`},
		{"no texts", func(o *object) { giveTexts(o, "names", []string{}) }, `{"names":[]}`},
		{"any", func(o *object) { o.any("extra", map[string]any{"a": []any{nil, 1, "x"}}) }, `{"extra":{"a":[null,1,"x"]}}`},
		{"replaced", func(o *object) { o.any("extra", []string{"\ufffd", `\ufffd`}) }, `{"extra":["�","\\ufffd"]}`},
		{
			"rows",
			func(o *object) {
				rows := []GroupChange{{Username: "ada", Add: []string{"Eng"}}, {Username: "bob", Remove: []string{}}}
				giveRows(o, "changes", rows, (*GroupChange).give)
			},
			`{"changes":[{"username":"ada","add":["Eng"]},{"username":"bob","remove":[]}]}`,
		},
	}
	for _, c := range cases {
		request := newRequest("users.create")
		c.write(&request.object)
		if body, err := request.body(); string(body) != c.expected || err != nil {
			t.Errorf("%s: %s, %v; not %s", c.name, body, err, c.expected)
		}
	}
}

func TestWhatJSONCannotCarryIsRefusedByItsName(t *testing.T) {
	cases := []struct {
		name      string
		write     func(o *object)
		parameter string
	}{
		{"text", func(o *object) { o.text("name", "\xff") }, "name"},
		{"secret", func(o *object) { o.secret("password", "\xff") }, "password"},
		{"number", func(o *object) { o.number("rate", math.NaN()) }, "rate"},
		{"no cursor", func(o *object) { o.cursor("cursor", nil) }, "cursor"},
		{"item", func(o *object) { giveTexts(o, "names", []string{"a", "\xff"}) }, "names[1]"},
		{
			"row",
			func(o *object) {
				giveRows(o, "users", []BatchAddUser{{Username: "ada"}, {Username: "bob", Attribs: map[string]string{"a": "\xff"}}}, (*BatchAddUser).give)
			},
			"users[1].attribs.a",
		},
		{"deep", func(o *object) { o.any("extra", map[string]any{"a": []any{math.Inf(1)}}) }, "extra.a[0]"},
		{"key", func(o *object) { o.any("extra", map[string]any{"\xff": 1}) }, "extra"},
		{"field", func(o *object) { o.any("extra", struct{ A string }{"\xff"}) }, "extra"},
		{"function", func(o *object) { o.any("extra", func() {}) }, "extra"},
		{"first of two", func(o *object) { o.text("name", "\xff"); o.number("rate", math.NaN()) }, "name"},
		{"no texts", func(o *object) { giveTexts[string](o, "names", nil) }, "names"},
		{"no rows", func(o *object) { giveRows(o, "users", nil, (*BatchAddUser).give) }, "users"},
		{"a member", func(o *object) { (&UsersCreateParams{Email: "a@b.c"}).give(o) }, "creation_account_action"},
		{"a list", func(o *object) { (&ManagedCompaniesReplaceParams{Status: "active"}).give(o) }, "addons"},
		{
			"a member of a row",
			func(o *object) { giveRows(o, "users", []BatchAddUser{{}}, (*BatchAddUser).give) },
			"users[0].username",
		},
		{"no params", func(o *object) { (*UsersCreateParams)(nil).give(o) }, "email"},
	}
	for _, c := range cases {
		request := newRequest("users.create")
		c.write(&request.object)
		_, err := request.body()
		var refused *Error
		if !errors.As(err, &refused) || !errors.Is(err, ErrInvalidArgument) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if refused.Operation != "users.create" || refused.Parameter != c.parameter {
			t.Errorf("%s: %s, %s", c.name, refused.Operation, refused.Parameter)
		}
	}
}
